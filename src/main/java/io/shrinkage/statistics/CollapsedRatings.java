package io.shrinkage.statistics;

import java.util.List;

/**
 * The ratings of some slots, collapsed to feature rows: the weight and mean rating of each, and
 * what lies within them.
 */
final class CollapsedRatings {

  private static final double RELATIVE_ROUNDING = 1e-10;

  final double[] weight;
  final double[] mean;
  final double total;
  final double yMean;
  final double within;
  private final RatingSums sums = new RatingSums();

  /**
   * Collapses the ratings.
   *
   * @param blocks by increasing index
   * @param rows the number of feature rows of all blocks
   */
  CollapsedRatings(List<RowBlock> blocks, int rows, SlotSet slots) {
    weight = new double[rows];
    mean = new double[rows];
    double withinRows = 0;
    int first = 0;
    for (RowBlock block : blocks) {
      RatingGroups ratings = block.ratings();
      for (int row = 0; row < block.rows(); row++) {
        double s = ratings.weight(row);
        if (slots.contains(block.slot(row))) {
          sums.add(ratings, row, 0);
          if (s > 0) {
            // Pairwise: nothing cancels.
            int at = first + block.features(row);
            double delta = ratings.mean(row) - mean[at];
            double share = s / (weight[at] + s);
            withinRows += ratings.within(row) + delta * delta * weight[at] * share;
            mean[at] += delta * share;
            weight[at] += s;
          }
        }
      }

      first += block.x().rows();
    }

    double all = 0;
    double about = 0;
    for (int row = 0; row < rows; row++) {
      if (weight[row] > 0) {
        all += weight[row];
        double delta = mean[row] - about;
        about += delta * (weight[row] / all);
      }
    }

    total = all;
    yMean = about;
    within = withinRows;
  }

  /**
   * The means and population deviations of columns and ratings.
   *
   * @throws IllegalStateException if no row has a weight above 0
   */
  Standardizer standardizer(SparseColumns x) {
    if (!(total > 0)) {
      throw new IllegalStateException(
          "no row has a weight above 0, of " + sums.rows() + " ratings");
    }

    double[] columnMean = new double[x.columns];
    double[] scale = new double[x.columns];
    for (int j = 0; j < x.columns; j++) {
      columnMean[j] = x.dot(j, weight) / total;
      scale[j] = deviation(x, j, columnMean[j]);
    }

    double squares = within;
    for (int row = 0; row < weight.length; row++) {
      squares += weight[row] * (mean[row] - yMean) * (mean[row] - yMean);
    }

    return new Standardizer(
        columnMean,
        scale,
        yMean,
        Math.sqrt(squares / total),
        sums.rows(),
        total,
        sums.squaredWeights());
  }

  /** About the mean, entry by entry, the zeros at the end. */
  private double deviation(SparseColumns x, int j, double about) {
    double squares = 0;
    double stored = 0;
    double largest = 0;
    for (int e = x.start[j]; e < x.start[j + 1]; e++) {
      double s = weight[x.row[e]];
      double d = x.value[e] - about;
      squares += s * d * d;
      stored += s;
      largest = s > 0 ? Math.max(largest, Math.abs(x.value[e])) : largest;
    }

    double sigma = Math.sqrt((squares + about * about * Math.max(0, total - stored)) / total);
    return sigma <= RELATIVE_ROUNDING * largest ? 0 : sigma;
  }
}
