package io.shrinkage.statistics;

/**
 * The rows of a block, one feature row after the other, with the sums of its ratings in each
 * stratum: all rows of a movie at once.
 *
 * <p>Cost: O(1) a row. The sums are overwritten by the next feature row.
 */
final class FeatureRuns {

  private final Strata strata;
  private final double yOrigin;
  private final double[] weight;
  private final double[] weightedRating;
  private final boolean[] seen;
  private final int[] touched;
  private int size;

  FeatureRuns(Strata strata, double yOrigin) {
    this.strata = strata;
    this.yOrigin = yOrigin;
    this.weight = new double[strata.count()];
    this.weightedRating = new double[strata.count()];
    this.seen = new boolean[strata.count()];
    this.touched = new int[strata.count()];
  }

  /** Takes one feature row, whose sums stand in the runs. */
  @FunctionalInterface
  interface Visitor {
    void visit(int featureRow, FeatureRuns sums);
  }

  /** Visits the feature rows that have a row in some stratum. */
  void forEach(RowBlock block, Visitor visitor) {
    RatingGroups ratings = block.ratings();
    int row = 0;
    while (row < block.rows()) {
      int features = block.features(row);
      clear();
      while (row < block.rows() && block.features(row) == features) {
        int stratum = strata.of(block.slot(row));
        if (stratum >= 0) {
          add(stratum, ratings.weight(row), ratings.mean(row) - yOrigin);
        }

        row++;
      }

      if (size > 0) {
        visitor.visit(features, this);
      }
    }
  }

  private void clear() {
    for (int k = 0; k < size; k++) {
      weight[touched[k]] = 0;
      weightedRating[touched[k]] = 0;
      seen[touched[k]] = false;
    }

    size = 0;
  }

  private void add(int stratum, double s, double y) {
    if (!seen[stratum]) {
      seen[stratum] = true;
      touched[size++] = stratum;
    }

    weight[stratum] += s;
    weightedRating[stratum] += s * y;
  }

  /** Adds factor · Σs of each stratum to a run of the strata. */
  void addWeights(double factor, double[] out, int offset) {
    add(factor, weight, out, offset);
  }

  /** Adds factor · Σsy of each stratum, y about its origin, to a run of the strata. */
  void addRatings(double factor, double[] out, int offset) {
    add(factor, weightedRating, out, offset);
  }

  private void add(double factor, double[] sums, double[] out, int offset) {
    if (2 * size < sums.length) {
      for (int k = 0; k < size; k++) {
        out[offset + touched[k]] += factor * sums[touched[k]];
      }
    } else {
      for (int z = 0; z < sums.length; z++) {
        out[offset + z] += factor * sums[z];
      }
    }
  }
}
