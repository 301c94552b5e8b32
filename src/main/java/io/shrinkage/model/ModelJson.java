package io.shrinkage.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureGroup;
import io.shrinkage.features.FeatureKind;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.From;
import io.shrinkage.features.Missing;
import io.shrinkage.features.Unseen;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * {@code model.json} and {@code pruned.json}: a {@link LinearModel} as a file that outlives its
 * program. The format is laid down in {@code docs/model-format.md}.
 *
 * <p>Doubles are written in their shortest decimal form and come back bit for bit. What is read is
 * checked in full, the hash last of all, so that a damaged file never predicts.
 */
public final class ModelJson {
  private static final String FILE = "model.json";
  private static final String FORMAT = "shrinkage-linear-model";
  private static final int VERSION = 1;
  private static final double[] UNBOUNDED = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
  private static final int LARGEST_DIMENSION = 50_000_000;

  private ModelJson() {}

  /** Writes {@code model} as UTF-8; the stream stays open. */
  public static void write(LinearModel model, OutputStream out) throws IOException {
    ObjectNode root = JsonFile.object();
    root.put("format", FORMAT);
    root.put("version", VERSION);
    root.put("hash", model.hash());
    root.put("lambda", model.fit().lambda());
    root.put("l1_ratio", model.fit().l1Ratio());
    root.put("intercept", model.intercept());
    range(root, "rating_range", model.fit().lowestRating(), model.fit().highestRating());
    root.put("dimension", model.dimension());
    ArrayNode features = root.putArray("features");
    for (int feature = 0; feature < model.space().features(); feature++) {
      feature(features.addObject(), model, feature);
    }

    JsonFile.write(root, out);
  }

  /**
   * Reads a model; the stream stays open.
   *
   * @throws DataException if it is not a model of this version, or not as it was written: the
   *     message names the key and the value
   */
  public static LinearModel read(InputStream in) throws IOException {
    StoredModel stored = readStored(in);
    if (!stored.isIntact()) {
      throw new DataException(
          FILE
              + ": hash = "
              + stored.statedHash()
              + ", expected "
              + stored.model().hash()
              + ", which is that of its content: the file was changed after it was written");
    }
    return stored.model();
  }

  /**
   * Reads a model and the hash that the file states, without holding one against the other; the
   * stream stays open.
   *
   * @throws DataException if it is not a model of this version; the message names the key and the
   *     value
   */
  public static StoredModel readStored(InputStream in) throws IOException {
    JsonPart root = JsonFile.read(in, FILE);
    checkFormat(root);
    int dimension = root.integer("dimension");
    if (dimension < 0 || dimension > LARGEST_DIMENSION) {
      throw root.wrong("dimension", "0 to " + LARGEST_DIMENSION, dimension);
    }

    return new StoredModel(model(root, dimension), root.text("hash"));
  }

  private static void checkFormat(JsonPart root) {
    String format = root.text("format");
    if (!format.equals(FORMAT)) {
      throw root.wrong("format", FORMAT, format);
    }
    int version = root.integer("version");
    if (version != VERSION) {
      throw root.wrong("version", VERSION + ", the only one that this program reads", version);
    }
  }

  private static LinearModel model(JsonPart root, int dimension) {
    List<FeatureGroup> groups = new ArrayList<>();
    Columns columns = new Columns();
    root.parts(
        "features",
        part -> {
          FeatureGroup group = group(part);
          groups.add(group);
          columns.add(part, group.columns());
          return group;
        });
    if (columns.size != dimension) {
      throw root.wrong(
          "dimension", columns.size + ", the number of columns in its features", dimension);
    }

    FeatureSpace space = space(groups);
    double[] range = range(root, "rating_range");
    double lambda = root.real("lambda");
    double l1Ratio = root.real("l1_ratio");
    double intercept = root.real("intercept");
    return valid(
        FILE,
        () ->
            new LinearModel(
                space,
                Columns.joined(columns.coefficients),
                Columns.joined(columns.standardized),
                intercept,
                new FitTerms(lambda, l1Ratio, range[0], range[1])));
  }

  private static FeatureSpace space(List<FeatureGroup> groups) {
    try {
      return FeatureSpace.of(groups);
    } catch (DataException e) {
      throw new DataException(FILE + ": features: " + e.getMessage(), e);
    }
  }

  private static void feature(ObjectNode node, LinearModel model, int feature) {
    FeatureGroup group = model.space().group(feature);
    FeatureSpec spec = group.spec();
    node.put("name", spec.name());
    node.put("column", spec.column());
    node.put("kind", spec.kind().text());
    node.put("separator", spec.separator());
    node.put("min_count", spec.minCount());
    node.put("missing", spec.missing().text());
    range(node, "range", spec.lowest(), spec.highest());
    node.put("from", spec.from().text());
    node.put("unseen", spec.unseen().text());
    node.put("penalty_factor", spec.penaltyFactor());
    range(node, "bounds", spec.lowerBound(), spec.upperBound());
    node.put("origin", group.origin());
    ArrayNode levels = node.putArray("levels");
    ArrayNode counts = node.putArray("counts");
    ArrayNode coefficients = node.putArray("coefficients");
    ArrayNode standardized = node.putArray("standardized");
    int first = model.space().firstColumn(feature);
    for (int k = 0; k < group.columns(); k++) {
      levels.add(group.level(k));
      counts.add(group.count(k));
      coefficients.add(model.coefficient(first + k));
      standardized.add(model.standardized(first + k));
    }
    ArrayNode pooled = node.putArray("pooled");
    group.pooled().forEach(pooled::add);
  }

  private static FeatureGroup group(JsonPart part) {
    double[] range = range(part, "range");
    // Files of the first releases know no bounds.
    double[] bounds = part.isNull("bounds") ? UNBOUNDED : range(part, "bounds");
    FeatureKind kind = named(part, "kind", FeatureKind.values(), FeatureKind::text);
    FeatureSpec spec =
        valid(
            part.where(),
            () ->
                new FeatureSpec(
                    part.text("name"),
                    part.text("column"),
                    kind,
                    part.text("separator"),
                    part.integer("min_count"),
                    named(part, "missing", Missing.values(), Missing::text),
                    range[0],
                    range[1],
                    named(part, "from", From.values(), From::text),
                    named(part, "unseen", Unseen.values(), Unseen::text),
                    part.real("penalty_factor"),
                    bounds[0],
                    bounds[1]));
    List<String> levels = part.texts("levels");
    List<Long> counts = Arrays.stream(part.wholes("counts")).boxed().toList();
    if (kind.isCategorical()) {
      return valid(
          part.where(), () -> FeatureGroup.categorical(spec, levels, counts, part.texts("pooled")));
    }
    if (!levels.equals(List.of("")) || counts.size() != 1) {
      throw part.wrong("levels", "[\"\"] with one count for a numeric feature", levels);
    }
    return valid(
        part.where(), () -> FeatureGroup.numeric(spec, part.real("origin"), counts.get(0)));
  }

  private static <E> E named(JsonPart part, String key, E[] values, Function<E, String> text) {
    String name = part.text(key);
    for (E value : values) {
      if (text.apply(value).equals(name)) {
        return value;
      }
    }
    throw part.wrong(key, "one of " + Arrays.stream(values).map(text).toList(), name);
  }

  // The value types refuse what is wrong as a programming error; here it is the file that is wrong.
  private static <T> T valid(String where, Built<T> value) {
    try {
      return value.build();
    } catch (IllegalArgumentException e) {
      throw new DataException(where + ": " + e.getMessage(), e);
    }
  }

  private static void range(ObjectNode node, String key, double low, double high) {
    ArrayNode range = node.putArray(key);
    for (double bound : new double[] {low, high}) {
      if (Double.isFinite(bound)) {
        range.add(bound);
      } else {
        range.addNull();
      }
    }
  }

  private static double[] range(JsonPart part, String key) {
    Double[] bounds = part.realsOrNulls(key);
    if (bounds.length != 2) {
      throw part.wrong(key, "two bounds, null for none", Arrays.toString(bounds));
    }
    return new double[] {
      bounds[0] == null ? Double.NEGATIVE_INFINITY : bounds[0],
      bounds[1] == null ? Double.POSITIVE_INFINITY : bounds[1]
    };
  }

  private interface Built<T> {
    T build();
  }

  /** The coefficient vectors, collected feature by feature. */
  private static final class Columns {
    private final List<double[]> coefficients = new ArrayList<>();
    private final List<double[]> standardized = new ArrayList<>();
    private int size;

    private void add(JsonPart part, int columns) {
      coefficients.add(values(part, "coefficients", columns));
      standardized.add(values(part, "standardized", columns));
      size += columns;
    }

    private static double[] values(JsonPart part, String key, int columns) {
      double[] values = part.reals(key);
      if (values.length != columns) {
        throw part.wrong(key, columns + " numbers, one a level", values.length + " numbers");
      }
      return values;
    }

    private static double[] joined(List<double[]> parts) {
      return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }
  }
}
