package io.shrinkage.statistics;

import io.shrinkage.linalg.Kernels;

/**
 * An upper estimate of the largest eigenvalue of a least-squares problem's Hessian: the last ‖Hv‖
 * of a power iteration plus its residual ‖Hv − (vᵀHv)v‖ and a margin of 5%, at most the trace.
 *
 * <p>Cost: at most 20 gradients.
 */
final class PowerIteration {

  private static final int ITERATIONS = 20;
  private static final double TOLERANCE = 1e-3;

  // Where several eigenvalues lie close together the iteration settles a few percent below the
  // largest one, and its residual may not show it.
  private static final double MARGIN = 1.05;

  private PowerIteration() {}

  /**
   * The estimate.
   *
   * @param gradientAtOrigin ∇f(0), not modified
   * @param trace of the Hessian
   */
  static double largestEigenvalue(LeastSquares problem, double[] gradientAtOrigin, double trace) {
    double[] v = startVector(problem.standardizer());
    if (!(trace > 0)) {
      return 0;
    }

    double[] product = new double[v.length];
    double previous = 0;
    double norm = 0;
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      problem.valueAndGradient(v, product);
      Kernels.axpy(-1, gradientAtOrigin, product);
      norm = Kernels.norm2(product);
      if (norm == 0 || norm - previous <= TOLERANCE * norm) {
        break;
      }

      previous = norm;
      System.arraycopy(product, 0, v, 0, v.length);
      Kernels.scale(1 / norm, v);
    }

    double rayleigh = Kernels.dot(v, product);
    double[] rest = product.clone();
    Kernels.axpy(-rayleigh, v, rest);
    return Math.min(trace, MARGIN * norm + Kernels.norm2(rest));
  }

  // A fixed pattern of unequal entries and signs: orthogonal to no eigenvector but by ill luck.
  private static double[] startVector(Standardizer standardizer) {
    double[] v = new double[standardizer.dimension()];
    for (int j = 0; j < v.length; j++) {
      int scrambled = (j + 1) * 0x9E3779B9;
      v[j] = standardizer.isConstant(j) ? 0 : ((scrambled >> 8) + 0.5) / (1 << 23);
    }

    double norm = Kernels.norm2(v);
    if (norm > 0) {
      Kernels.scale(1 / norm, v);
    }

    return v;
  }
}
