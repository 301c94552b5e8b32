package io.shrinkage.features;

import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the training ratings say of one feature. */
abstract class FeatureTally implements Serializable {
  private static final long serialVersionUID = 1L;

  static FeatureTally of(FeatureSpec spec) {
    return spec.kind().isCategorical() ? new Texts() : new Numbers();
  }

  /** Adds what each feature row of a block stands for: ratings that take part, and their weight. */
  abstract void add(RecordBlock block, int feature, long[] ratings, double[] weights);

  /** Adds what was summed up of one column of a matrix of numbers. */
  void add(CellSums sums, int column) {
    throw new IllegalArgumentException("column " + column + " holds numbers, expected text");
  }

  abstract void merge(FeatureTally later);

  abstract FeatureGroup group(FeatureSpec spec);

  /**
   * Ratings per distinct text, not per level: how many ratings have at least one of the rare levels
   * of a multi-hot feature can only be counted once it is known which levels are rare.
   */
  private static final class Texts extends FeatureTally {
    private static final long serialVersionUID = 1L;

    private final Map<String, Long> ratingsOf = new HashMap<>();
    private long missing;

    @Override
    void add(RecordBlock block, int feature, long[] ratings, double[] weights) {
      CategoricalColumn column = block.texts(feature);
      long[] counts = new long[column.distinct()];
      for (int row = 0; row < ratings.length; row++) {
        if (column.isMissing(row)) {
          missing += ratings[row];
        } else {
          counts[column.code(row)] += ratings[row];
        }
      }

      for (int code = 0; code < counts.length; code++) {
        if (counts[code] > 0) {
          ratingsOf.merge(column.text(code), counts[code], Long::sum);
        }
      }
    }

    @Override
    void merge(FeatureTally later) {
      Texts other = (Texts) later;
      missing += other.missing;
      other.ratingsOf.forEach((text, ratings) -> ratingsOf.merge(text, ratings, Long::sum));
    }

    @Override
    FeatureGroup group(FeatureSpec spec) {
      LevelReader reader = new LevelReader(spec);
      TreeMap<String, Long> kept = new TreeMap<>();
      ratingsOf.forEach(
          (text, ratings) ->
              reader.levels(text).forEach(level -> kept.merge(level, ratings, Long::sum)));
      Set<String> rare = new HashSet<>();
      kept.forEach(
          (level, ratings) -> {
            if (ratings < spec.minCount() || level.equals(LevelReader.OTHER)) {
              rare.add(level);
            }
          });
      kept.keySet().removeAll(rare);
      long pooled = 0;
      long absent = missing;
      for (Map.Entry<String, Long> entry : ratingsOf.entrySet()) {
        if (reader.levels(entry.getKey()).isEmpty()) {
          absent += entry.getValue();
        } else if (reader.levels(entry.getKey()).stream().anyMatch(rare::contains)) {
          pooled += entry.getValue();
        }
      }

      return FeatureGroup.categorical(spec, kept, pooled, absent, rare);
    }
  }

  /** Weighted mean and counts of a number, by shifted sums within a block. */
  private static final class Numbers extends FeatureTally {
    private static final long serialVersionUID = 1L;

    private double weight;
    private double mean;
    private double missingWeight;
    private long nonZero;

    @Override
    void add(RecordBlock block, int feature, long[] ratings, double[] weights) {
      NumericColumn column = block.numbers(feature);
      // A constant column must keep its value to the last bit, so that its entries become exact
      // zeros: hence sums of differences from a value that occurs.
      double shift = firstOf(column, ratings);
      double blockWeight = 0;
      double shifted = 0;
      for (int row = 0; row < ratings.length; row++) {
        double value = column.value(row);
        if (Double.isNaN(value)) {
          missingWeight += weights[row];
        } else {
          blockWeight += weights[row];
          shifted += weights[row] * (value - shift);
          nonZero += value == 0 ? 0 : ratings[row];
        }
      }

      if (blockWeight > 0) {
        combine(blockWeight, shift + shifted / blockWeight);
      }
    }

    /** The first value that takes part. */
    private static double firstOf(NumericColumn column, long[] ratings) {
      for (int row = 0; row < ratings.length; row++) {
        if (ratings[row] > 0 && !column.isMissing(row)) {
          return column.value(row);
        }
      }

      return 0;
    }

    @Override
    void add(CellSums sums, int column) {
      if (sums.weight(column) > 0) {
        combine(sums.weight(column), sums.mean(column));
      }

      missingWeight += sums.missingWeight(column);
      nonZero += sums.nonZero(column);
    }

    private void combine(double otherWeight, double otherMean) {
      weight += otherWeight;
      mean += (otherMean - mean) * (otherWeight / weight);
    }

    @Override
    void merge(FeatureTally later) {
      Numbers other = (Numbers) later;
      if (other.weight > 0) {
        combine(other.weight, other.mean);
      }

      missingWeight += other.missingWeight;
      nonZero += other.nonZero;
    }

    @Override
    FeatureGroup group(FeatureSpec spec) {
      if (!Double.isFinite(mean)) {
        throw new DataException(
            "values of '"
                + spec.name()
                + "' are so large that their sum exceeds a double (1e308); bound them by the"
                + " feature's range, or use a larger unit");
      }

      double all = weight + missingWeight;
      boolean zeros = spec.missing() == Missing.ZERO && missingWeight > 0;
      return FeatureGroup.numeric(spec, zeros ? mean * (weight / all) : mean, nonZero);
    }
  }
}
