package io.shrinkage.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.shrinkage.config.Values.Bounds;
import io.shrinkage.features.FeatureKind;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.From;
import io.shrinkage.features.Missing;
import io.shrinkage.features.Unseen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads the list of features, and writes one back. */
final class FeatureReader {
  private static final String LIST = "features";
  static final String NO_BOUND = "none";
  private static final int MOST = 1_000_000_000;

  /** Keys that one kind of feature has and the other has not. */
  private static final Set<String> CATEGORICAL_ONLY = Set.of("min-count", "unseen");

  private static final ConfigObject CATEGORICAL =
      ConfigFactory.parseString(
              "name = \"\", column = \"\", kind = one-hot, separator = \"|\", min-count = 1,"
                  + " missing = level, range = [], from = any, unseen = other, penalty-factor = 1,"
                  + " lower = none, upper = none")
          .root();
  private static final ConfigObject NUMERIC =
      ConfigFactory.parseString("kind = numeric, missing = mean").withFallback(CATEGORICAL).root();

  private final Problems problems;

  FeatureReader(Problems problems) {
    this.problems = problems;
  }

  /** The features; those that cannot be read are reported and left out. */
  List<FeatureSpec> read(ConfigValue value) {
    if (!(value instanceof ConfigList list)) {
      problems.add(LIST, value, "expected a list [ { name = …, column = …, kind = … } ]");
      return List.of();
    } else if (list.isEmpty()) {
      problems.add(
          LIST,
          Origins.describe(list.origin()),
          "is empty; list at least one, such as { name = year, column = year, kind = numeric }");
    }
    List<FeatureSpec> features = new ArrayList<>();
    Map<String, ConfigValue> names = new HashMap<>();
    for (int i = 0; i < list.size(); i++) {
      element(LIST + "[" + i + "]", list.get(i), names).ifPresent(features::add);
    }
    return features;
  }

  /** A feature with the keys of its configuration, and only those that its kind has. */
  static Map<String, Object> plain(FeatureSpec feature) {
    boolean bounded = Double.isFinite(feature.lowest()) && Double.isFinite(feature.highest());
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("name", feature.name());
    plain.put("column", feature.column());
    plain.put("kind", feature.kind().text());
    if (feature.kind() == FeatureKind.MULTI_HOT) {
      plain.put("separator", feature.separator());
    }
    if (feature.kind().isCategorical()) {
      plain.put("min-count", feature.minCount());
      plain.put("unseen", feature.unseen().text());
    } else {
      plain.put("range", bounded ? List.of(feature.lowest(), feature.highest()) : List.of());
    }
    plain.put("missing", feature.missing().text());
    plain.put("from", feature.from().text());
    plain.put("penalty-factor", feature.penaltyFactor());
    plain.put("lower", plainBound(feature.lowerBound()));
    plain.put("upper", plainBound(feature.upperBound()));
    return plain;
  }

  private static Object plainBound(double bound) {
    return Double.isInfinite(bound) ? NO_BOUND : (Object) bound;
  }

  private Optional<FeatureSpec> element(
      String path, ConfigValue value, Map<String, ConfigValue> names) {
    if (!(value instanceof ConfigObject object)) {
      problems.add(path, value, "expected a block { name = …, column = …, kind = … }");
      return Optional.empty();
    }
    ConfigObject defaults =
        "numeric".equals(object.getOrDefault("kind", value).unwrapped()) ? NUMERIC : CATEGORICAL;
    Section section = new Section(path, object, defaults, problems);
    boolean complete = has(section, object, "name") & has(section, object, "kind");
    String name = complete ? section.nonEmptyTextOr("name", path) : section.text("name");
    String column = section.has("column") ? section.nonEmptyTextOr("column", name) : name;
    FeatureKind kind = section.choice("kind", FeatureKind.class);
    checkKeys(path, object, kind);
    Missing missing = section.choice("missing", Missing.class);
    if (!missing.appliesTo(kind)) {
      problems.add(
          section.path("missing"),
          section.raw("missing"),
          "does not fit kind "
              + kind.text()
              + "; expected "
              + (kind.isCategorical() ? "level" : "mean")
              + ", zero or reject");
      missing = kind.isCategorical() ? Missing.LEVEL : Missing.MEAN;
    }
    Optional<ValueRange> range = section.range("range");
    String separator = section.separator("separator");
    int minCount = section.whole("min-count", 0, MOST);
    From from = section.choice("from", From.class);
    Unseen unseen = section.choice("unseen", Unseen.class);
    double factor = section.number("penalty-factor", Bounds.NOT_NEGATIVE);
    OptionalDouble lower = section.numberOr("lower", NO_BOUND, Bounds.NOT_POSITIVE);
    OptionalDouble upper = section.numberOr("upper", NO_BOUND, Bounds.NOT_NEGATIVE);
    section.close();
    if (!complete) {
      return Optional.empty();
    }
    unique(section, name, names);
    boolean numeric = kind == FeatureKind.NUMERIC;
    return Optional.of(
        new FeatureSpec(
            name,
            column,
            kind,
            kind == FeatureKind.MULTI_HOT ? separator : "",
            minCount,
            missing,
            numeric
                ? range.map(ValueRange::lo).orElse(Double.NEGATIVE_INFINITY)
                : Double.NEGATIVE_INFINITY,
            numeric
                ? range.map(ValueRange::hi).orElse(Double.POSITIVE_INFINITY)
                : Double.POSITIVE_INFINITY,
            from,
            unseen,
            factor,
            lower.orElse(Double.NEGATIVE_INFINITY),
            upper.orElse(Double.POSITIVE_INFINITY)));
  }

  private boolean has(Section section, ConfigObject object, String key) {
    if (!object.containsKey(key)) {
      problems.add(
          section.path(key),
          Origins.describe(object.origin()),
          "is missing; every feature has one");
    }
    return object.containsKey(key);
  }

  /** A key that would be ignored is refused. */
  private void checkKeys(String path, ConfigObject object, FeatureKind kind) {
    object.forEach(
        (key, value) -> {
          boolean foreign =
              kind.isCategorical() ? key.equals("range") : CATEGORICAL_ONLY.contains(key);
          if (foreign || (key.equals("separator") && kind != FeatureKind.MULTI_HOT)) {
            problems.add(
                path + "." + key, value, "is not read for kind " + kind.text() + "; remove it");
          }
        });
  }

  private void unique(Section section, String name, Map<String, ConfigValue> names) {
    ConfigValue here = section.raw("name");
    ConfigValue first = names.putIfAbsent(name, here);
    if (first != null) {
      problems.add(
          section.path("name"),
          here,
          "is the name of two features"
              + Origins.describe(first.origin()).map(place -> ", the other at " + place).orElse("")
              + "; give each its own");
    }
  }
}
