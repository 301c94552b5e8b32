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
 * rows, then one over its feature rows for each feature; memory in proportion to the distinct
 * texts.
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
    long[] ratings = new long[block.featureRows()];
    double[] weights = new double[block.featureRows()];
    for (int row = 0; row < block.rows(); row++) {
      if (slots.contains(block.slot(row))) {
        ratings[block.features(row)] += block.ratings().count(row);
        weights[block.features(row)] += block.ratings().weight(row);
      }
    }

    CellSums sums = block.cells() == null ? null : new CellSums(block, ratings, weights);
    for (int feature = 0; feature < tallies.length; feature++) {
      if (sums != null) {
        tallies[feature].add(sums, feature);
      } else {
        tallies[feature].add(block, feature, ratings, weights);
      }
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
