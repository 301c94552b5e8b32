package io.shrinkage.job;

import io.shrinkage.features.FeatureGroup;
import io.shrinkage.features.FeatureSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the columns of a model differ from those that data gives, in words. */
final class SpaceDifferences {
  private static final int NAMED = 3;

  private SpaceDifferences() {}

  /**
   * One sentence for each feature that differs; empty if the spaces are equal.
   *
   * @param model of the published model
   * @param data of the data as it is now
   */
  static List<String> between(FeatureSpace model, FeatureSpace data) {
    List<String> found = new ArrayList<>();
    if (model.features() != data.features()) {
      found.add(
          String.format(
              Locale.ROOT, "%d features, %d in run.json", model.features(), data.features()));
      return found;
    }
    for (int feature = 0; feature < model.features(); feature++) {
      String difference = between(model.group(feature), data.group(feature));
      if (!difference.isEmpty()) {
        found.add("feature '" + model.group(feature).name() + "' " + difference);
      }
    }
    return found;
  }

  /** Whether weights of one space are weights of the other: the columns have the same names. */
  static boolean sameColumns(FeatureSpace model, FeatureSpace data) {
    return model.dimension() == data.dimension()
        && model.columns().stream()
            .allMatch(column -> column.name().equals(data.columnName(column.index())));
  }

  private static String between(FeatureGroup model, FeatureGroup data) {
    if (!model.spec().equals(data.spec())) {
      return "is " + model.spec() + ", in run.json " + data.spec();
    }
    if (!model.levels().equals(data.levels())) {
      return levels(model.levels(), data.levels());
    }
    for (int k = 0; k < model.columns(); k++) {
      if (model.count(k) != data.count(k)) {
        return String.format(
            Locale.ROOT,
            "counts %,d training ratings of %s, the data has %,d",
            model.count(k),
            model.columnName(k),
            data.count(k));
      }
    }
    if (Double.compare(model.origin(), data.origin()) != 0) {
      return "has the mean " + model.origin() + ", the data's is " + data.origin();
    }
    return model.pooled().equals(data.pooled())
        ? ""
        : "pools " + model.pooled().size() + " levels, the data " + data.pooled().size();
  }

  private static String levels(List<String> model, List<String> data) {
    List<String> gone = new ArrayList<>(model);
    gone.removeAll(data);
    List<String> added = new ArrayList<>(data);
    added.removeAll(model);
    return String.format(
        Locale.ROOT,
        "has %,d levels, the data %,d%s%s",
        model.size(),
        data.size(),
        named("; not in the data: ", gone),
        named("; not in the model: ", added));
  }

  private static String named(String intro, List<String> levels) {
    if (levels.isEmpty()) {
      return "";
    }
    String shown = String.join(", ", levels.subList(0, Math.min(NAMED, levels.size())));
    return intro + shown + (levels.size() > NAMED ? ", …" : "");
  }
}
