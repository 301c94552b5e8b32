package io.shrinkage.statistics;

import io.shrinkage.linalg.Kernels;
import io.shrinkage.linalg.MinimumNormLeastSquares;

/**
 * Least squares in driver memory, as a quadratic: f(w) = ½wᵀQw − qᵀw + ½c.
 *
 * <p>Q = (1/Σs) Σ s x̃x̃ᵀ, q = (1/Σs) Σ s x̃ỹ and c = (1/Σs) Σ s ỹ² in the coordinates of the
 * standardizer, so that value, gradient and units are those of {@link LeastSquaresObjective} on the
 * same rows.
 *
 * <p>Shapes: Q is full, symmetric, p×p, row by row; q has length p. Sign: ∇f = Qw − q. Cost: p
 * times the number of non-zero weights an evaluation; 8p² bytes. Edge cases: a constant column has
 * a zero row in Q and 0 in q. Immutable, except that the curvature is memoized.
 */
public final class Gramian implements LeastSquares {

  private final Standardizer standardizer;
  private final double[][] matrix;
  private final double[] linear;
  private final double constant;
  private double curvature = Double.NaN;

  /** Takes over the arrays. */
  Gramian(Standardizer standardizer, double[][] matrix, double[] linear, double constant) {
    this.standardizer = standardizer;
    this.matrix = matrix;
    this.linear = linear;
    this.constant = constant;
  }

  @Override
  public Standardizer standardizer() {
    return standardizer;
  }

  @Override
  public int dimension() {
    return linear.length;
  }

  /** The entry Qᵢⱼ. */
  public double entry(int i, int j) {
    return matrix[i][j];
  }

  /** The entry qⱼ. */
  public double linear(int j) {
    return linear[j];
  }

  /** Adds factor · Qⱼ, a row or column of Q, to {@code out}. */
  public void addColumn(int j, double factor, double[] out) {
    Kernels.axpy(factor, matrix[j], out);
  }

  /**
   * The rows and columns of some coordinates.
   *
   * @param columns the m coordinates
   * @return m×m, row by row, not shared
   */
  public double[][] square(int[] columns) {
    int size = columns.length;
    double[][] square = new double[size][];
    for (int a = 0; a < size; a++) {
      square[a] = new double[size]; // one call for all of them is slower
    }

    int end;
    for (int run = 0; run < size; run = end) {
      end = run + 1;
      while (end < size && columns[end] == columns[end - 1] + 1) {
        end++;
      }

      for (int a = 0; a < size; a++) {
        System.arraycopy(matrix[columns[a]], columns[run], square[a], run, end - run);
      }
    }

    return square;
  }

  @Override
  public double valueAndGradient(double[] w, double[] gradient) {
    for (int j = 0; j < linear.length; j++) {
      gradient[j] = -linear[j];
    }

    Kernels.addSymmetricProduct(matrix, w, gradient);
    return value(w, gradient);
  }

  // ½wᵀ(∇f − q) + ½c
  private double value(double[] w, double[] gradient) {
    double sum = constant;
    for (int j = 0; j < linear.length; j++) {
      sum += w[j] * (gradient[j] - linear[j]);
    }

    return 0.5 * Math.max(0, sum);
  }

  @Override
  public double valueAtZero() {
    return 0.5 * standardizer.ySigma() * standardizer.ySigma();
  }

  @Override
  public double gradientScale() {
    return Kernels.maxAbs(linear);
  }

  @Override
  public double[] gradientAtOrigin() {
    double[] gradient = linear.clone();
    Kernels.scale(-1, gradient);
    return gradient;
  }

  @Override
  public double curvature() {
    if (Double.isNaN(curvature)) {
      double trace = 0;
      for (int j = 0; j < linear.length; j++) {
        trace += entry(j, j);
      }

      curvature = PowerIteration.largestEigenvalue(this, gradientAtOrigin(), trace);
    }

    return curvature;
  }

  /**
   * The unregularized fit: of all least-squares solutions the one of least norm in standardized
   * coordinates.
   */
  public double[] minimumNormFit() {
    return MinimumNormLeastSquares.solve(matrix, linear);
  }
}
