package io.shrinkage.statistics;

import io.shrinkage.linalg.FeatureRows;
import java.io.Serializable;

/**
 * Weighted means and variances of every column and of the rating, in one pass.
 *
 * <p>Of a column only the stored entries are visited: their weight W, mean m and squares about it,
 * M = Σ s (x − m)², taken within a block about the block's first entry and merged by the pairwise
 * formula. The zeros, of weight Z = S − W, come in at the end:
 *
 * <pre>
 *   mean = m W / S        σ² = (M + m² W Z / S) / S
 * </pre>
 *
 * <p>All terms are at least 0, so nothing cancels however far a column lies from 0, and a constant
 * column has σ² = 0 exactly, whatever its magnitude. The rating is treated alike.
 *
 * <p>Shapes: p columns, p taken from the first block. Cost: O(p) memory, none before the first row;
 * one pass over the entries of each feature row and O(p) per block and merge. Edge cases: rows of
 * weight 0 are counted and otherwise ignored; a σ of at most 1e-10 of the column's largest |x| is
 * rounding, so 0.
 *
 * <p>Source: Chan, Golub, LeVeque (1983), The American Statistician 37(3), eq. 2.1.
 */
public final class ColumnMoments implements Mergeable<ColumnMoments>, Serializable {

  private static final long serialVersionUID = 1L;

  private static final double RELATIVE_ROUNDING = 1e-10;

  private long rows;
  private double sumWeights;
  private double sumSquaredWeights;
  private double yMean;
  private double ySquares;
  private double[] weight;
  private double[] mean;
  private double[] squares;
  private double[] maxAbs;

  /** Adds the rows of a block that lie in the slots. */
  public ColumnMoments add(RowBlock block, SlotSet slots) {
    return merge(new ColumnMoments().accumulate(block, slots));
  }

  // While a block is read, mean holds the pivot, shifted the sum about it.
  private ColumnMoments accumulate(RowBlock block, SlotSet slots) {
    FeatureRows x = block.x();
    RatingGroups ratings = block.ratings();
    double[] shifted = new double[x.columns()];
    double yShifted = 0;
    allocate(x.columns());
    int end;
    for (int start = 0; start < block.rows(); start = end) {
      end = block.endOfFeatures(start);
      double shared = 0;
      for (int row = start; row < end; row++) {
        if (slots.contains(block.slot(row))) {
          rows += ratings.count(row);
          double s = ratings.weight(row);
          if (s > 0) {
            if (sumWeights + shared == 0) {
              yMean = ratings.mean(row);
            }

            shared += s;
            yShifted += addRatings(ratings, row, s);
          }
        }
      }

      if (shared > 0) {
        // As for a column's weight: an entry that all rows have then has exactly all the weight.
        sumWeights += shared;
        addEntries(x, block.features(start), shared, shifted);
      }
    }

    center(shifted, yShifted);
    return this;
  }

  private double addRatings(RatingGroups ratings, int row, double s) {
    for (int k = 0; k < ratings.levels(row); k++) {
      double level = ratings.weight(row, k);
      sumSquaredWeights += level * level / ratings.count(row, k);
    }

    double dy = ratings.mean(row) - yMean;
    ySquares += s * dy * dy + ratings.within(row);
    return s * dy;
  }

  private void addEntries(FeatureRows x, int row, double s, double[] shifted) {
    for (int k = 0; k < x.nonZeros(row); k++) {
      int j = x.column(row, k);
      double v = x.value(row, k);
      if (weight[j] == 0) {
        mean[j] = v;
      }

      double d = v - mean[j];
      weight[j] += s;
      shifted[j] += s * d;
      squares[j] += s * d * d;
      maxAbs[j] = Math.max(maxAbs[j], Math.abs(v));
    }
  }

  private void center(double[] shifted, double yShifted) {
    for (int j = 0; j < shifted.length; j++) {
      if (weight[j] > 0) {
        double d = shifted[j] / weight[j];
        mean[j] += d;
        squares[j] = Math.max(0, squares[j] - shifted[j] * d);
      }
    }

    if (sumWeights > 0) {
      double d = yShifted / sumWeights;
      yMean += d;
      ySquares = Math.max(0, ySquares - yShifted * d);
    }
  }

  private void allocate(int columns) {
    weight = new double[columns];
    mean = new double[columns];
    squares = new double[columns];
    maxAbs = new double[columns];
  }

  @Override
  public ColumnMoments merge(ColumnMoments later) {
    if (later.weight == null) {
      return this;
    }

    if (weight == null) {
      allocate(later.weight.length);
    }

    if (weight.length != later.weight.length) {
      throw new IllegalArgumentException(
          "blocks of " + weight.length + " and " + later.weight.length + " columns");
    }

    for (int j = 0; j < weight.length; j++) {
      if (later.weight[j] > 0) {
        double delta = later.mean[j] - mean[j];
        double total = weight[j] + later.weight[j];
        double share = later.weight[j] / total;
        squares[j] += later.squares[j] + delta * delta * weight[j] * share;
        mean[j] = weight[j] == 0 ? later.mean[j] : mean[j] + delta * share;
        weight[j] = total;
        maxAbs[j] = Math.max(maxAbs[j], later.maxAbs[j]);
      }
    }

    mergeRatings(later);
    return this;
  }

  private void mergeRatings(ColumnMoments later) {
    rows += later.rows;
    if (later.sumWeights > 0) {
      double delta = later.yMean - yMean;
      double total = sumWeights + later.sumWeights;
      double share = later.sumWeights / total;
      ySquares += later.ySquares + delta * delta * sumWeights * share;
      yMean = sumWeights == 0 ? later.yMean : yMean + delta * share;
      sumWeights = total;
      sumSquaredWeights += later.sumSquaredWeights;
    }
  }

  /** The number of ratings. */
  public long rows() {
    return rows;
  }

  /**
   * The means and population deviations of what was added.
   *
   * @throws IllegalStateException if no row had a weight above 0
   */
  public Standardizer standardizer() {
    if (!(sumWeights > 0)) {
      throw new IllegalStateException("no row has a weight above 0, of " + rows + " ratings");
    }

    double[] columnMean = new double[weight.length];
    double[] scale = new double[weight.length];
    for (int j = 0; j < weight.length; j++) {
      double zeros = Math.max(0, sumWeights - weight[j]);
      double share = weight[j] / sumWeights;
      columnMean[j] = zeros == 0 ? mean[j] : mean[j] * share;
      double sigma = Math.sqrt((squares[j] + mean[j] * mean[j] * share * zeros) / sumWeights);
      scale[j] = sigma <= RELATIVE_ROUNDING * maxAbs[j] ? 0 : sigma;
    }

    return new Standardizer(
        columnMean,
        scale,
        yMean,
        Math.sqrt(ySquares / sumWeights),
        rows,
        sumWeights,
        sumSquaredWeights);
  }
}
