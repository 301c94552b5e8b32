package io.shrinkage.statistics;

import io.shrinkage.linalg.Kernels;

/**
 * Least squares on sparse rows in memory, stored by columns, standardized without touching an
 * entry: x̃ⱼ = (xⱼ − μⱼ)/σⱼ is applied as a correction of rank one.
 *
 * <p>Value, gradient and units are those of {@link LeastSquaresObjective} on the same rows. Cost: a
 * pass over the entries an evaluation, of the columns with a non-zero weight and then of all; 16
 * bytes a feature row. Edge cases: a constant column has gradient 0. Immutable, except that
 * gradient and curvature at 0 are memoized.
 */
public final class SparseLeastSquares implements LeastSquares {

  private final SparseColumns x;
  private final CollapsedRatings y;
  private final Standardizer own;
  private final Standardizer standardizer;
  private double[] gradientAtZero;
  private double curvature = Double.NaN;

  /**
   * The problem of some slots' rows.
   *
   * @param own the means and deviations of these rows
   * @param standardizer the coordinates: the same, or without an intercept or some columns
   */
  SparseLeastSquares(
      SparseColumns x, CollapsedRatings y, Standardizer own, Standardizer standardizer) {
    this.x = x;
    this.y = y;
    this.own = own;
    this.standardizer = standardizer;
  }

  @Override
  public Standardizer standardizer() {
    return standardizer;
  }

  @Override
  public int dimension() {
    return x.columns;
  }

  /** The second derivative of f along a coordinate: 1 with an intercept, 0 if constant. */
  public double diagonal(int j) {
    if (standardizer.isConstant(j)) {
      return 0;
    }

    double off = (own.mean(j) - standardizer.mean(j)) / standardizer.scale(j);
    return 1 + off * off;
  }

  /** The residuals at w, ready to follow moves along single coordinates. */
  public Residuals residuals(double[] w) {
    return new Residuals(w);
  }

  @Override
  public double valueAndGradient(double[] w, double[] gradient) {
    return new Residuals(w).valueAndGradient(gradient);
  }

  @Override
  public double valueAtZero() {
    return 0.5 * standardizer.ySigma() * standardizer.ySigma();
  }

  @Override
  public double gradientScale() {
    return Kernels.maxAbs(gradientAtZero());
  }

  @Override
  public double[] gradientAtOrigin() {
    return gradientAtZero().clone();
  }

  private double[] gradientAtZero() {
    if (gradientAtZero == null) {
      double[] gradient = new double[dimension()];
      valueAndGradient(new double[dimension()], gradient);
      gradientAtZero = gradient;
    }

    return gradientAtZero;
  }

  @Override
  public double curvature() {
    if (Double.isNaN(curvature)) {
      double trace = 0;
      for (int j = 0; j < dimension(); j++) {
        trace += diagonal(j);
      }

      curvature = PowerIteration.largestEigenvalue(this, gradientAtZero(), trace);
    }

    return curvature;
  }

  /**
   * Weighted residuals s(ŷ − y) at a point that moves along coordinates.
   *
   * <p>The means' part of ŷ is the same for all rows and is kept as one number, so that a move
   * touches the stored entries of its column only. Cost: one pass over a column's entries for a
   * derivative or a move.
   */
  public final class Residuals {

    private final double[] weighted;
    private double sum;
    private double shift;

    private Residuals(double[] w) {
      double[] error = new double[x.rows];
      for (int i = 0; i < error.length; i++) {
        error[i] = standardizer.yMean() - y.mean[i];
      }

      for (int j = 0; j < w.length; j++) {
        if (w[j] != 0 && !standardizer.isConstant(j)) {
          double factor = w[j] / standardizer.scale(j);
          x.addScaled(j, factor, error);
          shift -= factor * standardizer.mean(j);
        }
      }

      // From here on the shift is that of later moves alone.
      for (int i = 0; i < error.length; i++) {
        error[i] = y.weight[i] * (error[i] + shift);
        sum += error[i];
      }

      shift = 0;
      weighted = error;
    }

    /** ∂f/∂wⱼ. */
    public double derivative(int j) {
      if (standardizer.isConstant(j)) {
        return 0;
      }

      double raw = x.dot(j, weighted) + shift * own.mean(j) * y.total;
      double centred = raw - standardizer.mean(j) * (sum + shift * y.total);
      return centred / y.total / standardizer.scale(j);
    }

    /** Changes wⱼ, which is not a constant column's weight. */
    public void move(int j, double change) {
      double factor = change / standardizer.scale(j);
      x.addScaled(j, factor, y.weight, weighted);
      sum += factor * own.mean(j) * y.total;
      shift -= factor * standardizer.mean(j);
    }

    private double valueAndGradient(double[] gradient) {
      double squares = y.within;
      for (int i = 0; i < weighted.length; i++) {
        if (y.weight[i] > 0) {
          squares += weighted[i] * (weighted[i] / y.weight[i]);
        }
      }

      for (int j = 0; j < gradient.length; j++) {
        gradient[j] = derivative(j);
      }

      return 0.5 * squares / y.total;
    }
  }
}
