package io.shrinkage.statistics;

import io.shrinkage.linalg.FeatureRows;
import io.shrinkage.linalg.Kernels;
import io.shrinkage.linalg.MinimumNormLeastSquares;
import java.io.Serializable;

/**
 * The sufficient statistics of least squares in one pass: Σ s x xᵀ and Σ s x (y − c), about a fixed
 * rating c.
 *
 * <p>Shapes: the Gramian is p×p, its upper triangle packed by columns, entry (i, j), i ≤ j, at i +
 * j(j+1)/2. Cost: k² / 2 per feature row of k entries; p²/2 doubles, none before the first row: the
 * caller limits p, and adds many blocks to one instance, since a merge costs p²/2 too.
 */
public final class GramianStatistics implements Mergeable<GramianStatistics>, Serializable {

  private static final long serialVersionUID = 1L;

  private final double origin;
  private long rows;
  private double weight;
  private double ySum;
  private double[] gramian;
  private double[] xy;

  /**
   * Empty statistics.
   *
   * @param origin c, best the mean rating, equal in all that are merged
   */
  public GramianStatistics(double origin) {
    this.origin = origin;
  }

  /** Adds the rows of a block that lie in the slots. */
  public GramianStatistics add(RowBlock block, SlotSet slots) {
    FeatureRows x = block.x();
    RatingGroups ratings = block.ratings();
    int end;
    for (int start = 0; start < block.rows(); start = end) {
      end = block.endOfFeatures(start);
      double s = 0;
      double sy = 0;
      for (int row = start; row < end; row++) {
        if (slots.contains(block.slot(row))) {
          allocate(x.columns());
          rows += ratings.count(row);
          s += ratings.weight(row);
          sy += ratings.weight(row) * (ratings.mean(row) - origin);
        }
      }

      if (s > 0) {
        weight += s;
        ySum += sy;
        x.addScaled(block.features(start), sy, xy);
        addOuterProduct(x, block.features(start), s);
      }
    }

    return this;
  }

  private void addOuterProduct(FeatureRows x, int row, double s) {
    int entries = x.nonZeros(row);
    for (int b = 0; b < entries; b++) {
      int column = start(x.column(row, b));
      double factor = s * x.value(row, b);
      for (int a = 0; a <= b; a++) {
        gramian[column + x.column(row, a)] += factor * x.value(row, a);
      }
    }
  }

  private void allocate(int columns) {
    if (gramian == null) {
      gramian = new double[Math.multiplyExact(columns, columns + 1) / 2];
      xy = new double[columns];
    }
  }

  private static int start(int column) {
    return column * (column + 1) / 2;
  }

  @Override
  public GramianStatistics merge(GramianStatistics later) {
    if (Double.compare(origin, later.origin) != 0) {
      throw new IllegalArgumentException("origins " + origin + " and " + later.origin + " differ");
    }

    rows += later.rows;
    weight += later.weight;
    ySum += later.ySum;
    if (gramian == null) {
      gramian = later.gramian;
      xy = later.xy;
    } else if (later.gramian != null) {
      Kernels.axpy(1, later.gramian, gramian);
      Kernels.axpy(1, later.xy, xy);
    }

    return this;
  }

  /** The number of ratings. */
  public long rows() {
    return rows;
  }

  /**
   * The correlation-like matrix (1/Σs) Σ s x̃ x̃ᵀ, packed as described, of zeros where a column is
   * constant.
   *
   * @param standardizer of the very same rows
   */
  public double[] standardizedGramian(Standardizer standardizer) {
    check(standardizer);
    double[] standardized = new double[gramian.length];
    for (int j = 0; j < xy.length; j++) {
      for (int i = 0; i <= j; i++) {
        double scale = standardizer.scale(i) * standardizer.scale(j);
        double centred =
            gramian[start(j) + i] / weight - standardizer.mean(i) * standardizer.mean(j);
        standardized[start(j) + i] = scale == 0 ? 0 : centred / scale;
      }
    }

    return standardized;
  }

  /**
   * The vector (1/Σs) Σ s x̃ y, 0 where a column is constant.
   *
   * @param standardizer of the very same rows
   */
  public double[] standardizedXy(Standardizer standardizer) {
    check(standardizer);
    double[] standardized = new double[xy.length];
    for (int j = 0; j < xy.length; j++) {
      double centred = (xy[j] - standardizer.mean(j) * ySum) / weight;
      standardized[j] = standardizer.isConstant(j) ? 0 : centred / standardizer.scale(j);
    }

    return standardized;
  }

  /**
   * The unregularized fit: of all least-squares solutions the one of least norm in standardized
   * coordinates.
   *
   * @param standardizer of the very same rows
   * @return standardized weights
   */
  public double[] minimumNormFit(Standardizer standardizer) {
    return MinimumNormLeastSquares.solve(
        standardizedGramian(standardizer), standardizedXy(standardizer));
  }

  private void check(Standardizer standardizer) {
    if (rows != standardizer.rows() || gramian == null) {
      throw new IllegalStateException(
          rows + " ratings were added, the standardizer was made of " + standardizer.rows());
    }
  }
}
