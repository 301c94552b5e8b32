package io.shrinkage.features;

import io.shrinkage.statistics.Mergeable;
import io.shrinkage.statistics.SlotSet;
import java.io.Serializable;
import java.util.List;

/**
 * What the training ratings say of the features: how many ratings have each level, and the weighted
 * mean of each number.
 *
 * <p>Counts are whole numbers and depend on no order. Means are merged pairwise, so their last bits
 * depend on the order of the merges, which is the caller's to fix. Cost: one pass over a block's
 * rows, then one over its feature rows for each feature, none where a block was summed up as it was
 * made; memory in proportion to the distinct texts.
 */
public final class FeatureStatistics implements Mergeable<FeatureStatistics>, Serializable {
  private static final long serialVersionUID = 1L;

  private final FeatureTally[] tallies;

  /** Statistics of no rows. */
  public FeatureStatistics(List<FeatureSpec> specs) {
    this.tallies = specs.stream().map(FeatureTally::of).toArray(FeatureTally[]::new);
  }

  /**
   * Adds the rows of a block that take part.
   *
   * @param block raw values, one column for each feature
   * @param slots the slots whose rows take part
   * @return this
   */
  public FeatureStatistics add(RecordBlock block, SlotSet slots) {
    requireFeatures(block.features());
    if (block.sums() != null) {
      return slots.contains(block.slot(0)) ? add(block.sums()) : this;
    }

    long[] ratings = new long[block.featureRows()];
    double[] weights = new double[block.featureRows()];
    for (int row = 0; row < block.rows(); row++) {
      if (slots.contains(block.slot(row))) {
        ratings[block.features(row)] += block.ratings().count(row);
        weights[block.features(row)] += block.ratings().weight(row);
      }
    }

    if (block.cells() != null) {
      return add(sums(block, ratings, weights));
    }
    for (int feature = 0; feature < tallies.length; feature++) {
      tallies[feature].add(block, feature, ratings, weights);
    }

    return this;
  }

  private static CellSums sums(RecordBlock block, long[] ratings, double[] weights) {
    CellSums sums = new CellSums(block.features());
    double[] numbers = new double[block.features()];
    for (int row = 0; row < ratings.length; row++) {
      if (ratings[row] > 0) {
        block.copyNumbers(row, numbers, 0);
        sums.add(numbers, block.hasGaps(), true, ratings[row], weights[row]);
      }
    }

    return sums;
  }

  private FeatureStatistics add(CellSums sums) {
    for (int feature = 0; feature < tallies.length; feature++) {
      tallies[feature].add(sums, feature);
    }

    return this;
  }

  @Override
  public FeatureStatistics merge(FeatureStatistics later) {
    requireFeatures(later.tallies.length);
    for (int feature = 0; feature < tallies.length; feature++) {
      tallies[feature].merge(later.tallies[feature]);
    }

    return this;
  }

  /**
   * The columns that these ratings give.
   *
   * @param specs the specifications that these statistics were made for, in the same order
   * @throws DataException if the mean of a number exceeds a double
   */
  public FeatureSpace space(List<FeatureSpec> specs) {
    requireFeatures(specs.size());
    FeatureGroup[] groups = new FeatureGroup[tallies.length];
    for (int feature = 0; feature < tallies.length; feature++) {
      groups[feature] = tallies[feature].group(specs.get(feature));
    }

    return FeatureSpace.of(List.of(groups));
  }

  private void requireFeatures(int found) {
    if (found != tallies.length) {
      throw new IllegalArgumentException(
          "statistics of " + tallies.length + " features meet " + found);
    }
  }
}
