package io.shrinkage.statistics;

import io.shrinkage.linalg.FeatureRows;
import io.shrinkage.linalg.Kernels;
import io.shrinkage.linalg.RowCursor;
import java.io.Serializable;

/**
 * The sufficient statistics of least squares: n, Σs, Σs², Σsy, Σsy², Σsx, Σsxy and Σsxxᵀ.
 *
 * <p>y is taken about a fixed origin c and x as it is encoded, about the encoder's origins: near
 * their means, so that little cancels when means are taken off afterwards.
 *
 * <p>Shapes: p columns; Σsxxᵀ is a full symmetric p×p matrix, row by row. Cost: 8p² bytes, none
 * before the first row; k²/2 a feature row of k entries, p² a merge. Edge cases: a column whose σ²
 * is at most 1e-11 of its mean square is constant, since that is where the rounding of the sums
 * lies; σ is then exactly 0.
 */
public final class SufficientStatistics implements Mergeable<SufficientStatistics>, Serializable {

  private static final long serialVersionUID = 1L;
  private static final double ROUNDING = 1e-11;
  private static final double[] NONE = {};
  private static final double[][] NO_ROWS = {};

  private final double yOrigin;
  private final RatingSums ratings;
  private double[] x;
  private double[] xy;
  private double[][] xx;

  /** Takes over the arrays. */
  SufficientStatistics(double yOrigin, RatingSums ratings, double[] x, double[] xy, double[][] xx) {
    this.yOrigin = yOrigin;
    this.ratings = ratings;
    this.x = x;
    this.xy = xy;
    this.xx = xx;
  }

  /**
   * Nothing added yet.
   *
   * @param yOrigin c, best near the mean rating, equal in all that are merged
   */
  public static SufficientStatistics empty(double yOrigin) {
    return of(yOrigin, new RatingSums());
  }

  /** Ratings without features. */
  static SufficientStatistics of(double yOrigin, RatingSums ratings) {
    return new SufficientStatistics(yOrigin, ratings, NONE, NONE, NO_ROWS);
  }

  /** Adds the rows of a block that lie in the slots. */
  public SufficientStatistics add(RowBlock block, SlotSet slots) {
    FeatureRows features = block.x();
    if (x.length == 0) {
      x = new double[features.columns()];
      xy = new double[x.length];
      xx = new double[x.length][x.length];
    }

    RatingGroups groups = block.ratings();
    RowCursor cursor = features.cursor();
    int row = 0;
    while (row < block.rows()) {
      int feature = block.features(row);
      double s = 0;
      double sy = 0;
      for (; row < block.rows() && block.features(row) == feature; row++) {
        if (slots.contains(block.slot(row))) {
          ratings.add(groups, row, yOrigin);
          s += groups.weight(row);
          sy += groups.weight(row) * (groups.mean(row) - yOrigin);
        }
      }

      if (s > 0) {
        cursor.moveTo(feature);
        cursor.addScaled(s, x);
        cursor.addScaled(sy, xy);
        addOuterProduct(features, feature, s);
      }
    }

    return this;
  }

  private void addOuterProduct(FeatureRows features, int row, double s) {
    int entries = features.nonZeros(row);
    for (int b = 0; b < entries; b++) {
      int second = features.column(row, b);
      double factor = s * features.value(row, b);
      for (int a = 0; a < b; a++) {
        int first = features.column(row, a);
        double product = factor * features.value(row, a);
        xx[first][second] += product;
        xx[second][first] += product;
      }

      xx[second][second] += factor * features.value(row, b);
    }
  }

  @Override
  public SufficientStatistics merge(SufficientStatistics later) {
    if (Double.compare(yOrigin, later.yOrigin) != 0) {
      throw new IllegalArgumentException(
          "origins " + yOrigin + " and " + later.yOrigin + " differ");
    }

    ratings.merge(later.ratings);
    if (x.length == 0) {
      x = later.x;
      xy = later.xy;
      xx = later.xx;
    } else if (later.x.length > 0) {
      Kernels.axpy(1, later.x, x);
      Kernels.axpy(1, later.xy, xy);
      for (int j = 0; j < xx.length; j++) {
        Kernels.axpy(1, later.xx[j], xx[j]);
      }
    }

    return this;
  }

  /** The number p of columns; 0 before the first row. */
  public int dimension() {
    return x.length;
  }

  /** The number of ratings. */
  public long rows() {
    return ratings.rows();
  }

  /** The sum of weights Σs. */
  public double weight() {
    return ratings.weight();
  }

  /**
   * The means and population deviations of what was added.
   *
   * @throws IllegalStateException if no row had a weight above 0
   */
  public Standardizer standardizer() {
    double s = ratings.weight();
    if (!(s > 0)) {
      throw new IllegalStateException("no row has a weight above 0, of " + rows() + " ratings");
    }

    int p = x.length;
    double[] mean = new double[p];
    double[] scale = new double[p];
    for (int j = 0; j < p; j++) {
      mean[j] = x[j] / s;
      double square = xx[j][j] / s;
      double variance = square - mean[j] * mean[j];
      scale[j] = variance > ROUNDING * square ? Math.sqrt(variance) : 0;
    }

    return new Standardizer(
        mean,
        scale,
        yOrigin + ratings.meanShift(),
        Math.sqrt(ratings.centredSquares() / s),
        rows(),
        s,
        ratings.squaredWeights());
  }

  /** The least-squares problem with an intercept, in the coordinates of {@link #standardizer()}. */
  public Gramian gramian() {
    return gramian(standardizer());
  }

  /**
   * The least-squares problem in given coordinates: with μ and ν the standardizer's means of x and
   * y, and m and ȳ those of the rows,
   *
   * <pre>
   *   Q = [Σsxxᵀ/Σs − mmᵀ + (μ − m)(μ − m)ᵀ] / σσᵀ      q = [Σsxy/Σs − mȳ + (m − μ)(ȳ − ν)] / σ
   * </pre>
   *
   * @param units of the very same rows: {@link #standardizer()}, or what it is without an intercept
   */
  public Gramian gramian(Standardizer units) {
    if (units.rows() != rows() || units.dimension() != x.length) {
      throw new IllegalStateException(
          rows() + " ratings were added, the standardizer was made of " + units.rows());
    }

    int p = x.length;
    double s = ratings.weight();
    double[] mean = new double[p];
    double[] off = new double[p];
    double[] factor = new double[p];
    for (int j = 0; j < p; j++) {
      mean[j] = x[j] / s;
      off[j] = units.mean(j) - mean[j];
      factor[j] = units.isConstant(j) ? 0 : 1 / units.scale(j);
    }

    double shift = ratings.meanShift();
    double yOff = units.yMean() - (yOrigin + shift);
    double[] linear = new double[p];
    double[][] matrix = new double[p][p];
    for (int i = 0; i < p; i++) {
      linear[i] = (xy[i] / s - mean[i] * shift + off[i] * yOff) * factor[i];
      for (int j = 0; j <= i; j++) {
        double entry = xx[i][j] / s - mean[i] * mean[j] + off[i] * off[j];
        matrix[i][j] = entry * factor[i] * factor[j];
        matrix[j][i] = matrix[i][j];
      }
    }

    double constant = ratings.centredSquares() / s + yOff * yOff;
    return new Gramian(units, matrix, linear, constant);
  }

  /**
   * The squared error Σ s (ŷ − y)² of a predictor on these rows; 0 if there are none.
   *
   * <p>With δ the error of the mean prediction and C the centred sums,
   *
   * <pre>
   *   Σs δ² + wᵀC(xx)w − 2wᵀC(xy) + C(yy),      δ = b + wᵀm − ȳ
   * </pre>
   *
   * <p>of which no part is larger than the means' distance from the origins demands. Cost: p times
   * the number of non-zero weights.
   */
  public double squaredError(LinearPredictor predictor) {
    double s = ratings.weight();
    if (!(s > 0)) {
      return 0;
    }

    double[] w = predictor.weights();
    double[] products = new double[x.length];
    Kernels.addSymmetricProduct(xx, w, products);
    double prediction = Kernels.dot(w, x) / s;
    double shift = ratings.meanShift();
    double quadratic = 0;
    double linear = 0;
    for (int i = 0; i < w.length; i++) {
      quadratic += w[i] * (products[i] - x[i] * prediction);
      linear += w[i] * (xy[i] - x[i] * shift);
    }

    double error = predictor.offset() + prediction - yOrigin - shift;
    double about = quadratic - 2 * linear + ratings.centredSquares();
    return s * error * error + Math.max(0, about);
  }
}
