package io.shrinkage.linalg;

/**
 * The vector operations that the solvers are made of, as plain loops in a fixed order: the same
 * bits on every machine, which a BLAS does not promise.
 */
public final class Kernels {

  private Kernels() {}

  /** The inner product xᵀy. */
  public static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }

    return sum;
  }

  /** Adds a·x to y. */
  public static void axpy(double a, double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] += a * x[i];
    }
  }

  /** Multiplies x by a in place. */
  public static void scale(double a, double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= a;
    }
  }

  /** The largest |xᵢ|; 0 for no entries, NaN if one is NaN. */
  public static double maxAbs(double[] x) {
    double max = 0;
    for (double v : x) {
      max = Math.max(max, Math.abs(v));
    }

    return max;
  }

  /** The Euclidean norm; scaled only where the plain sum of squares overflows or underflows. */
  public static double norm2(double[] x) {
    double squares = dot(x, x);
    if (squares > 1e-280 && squares < 1e300) {
      return Math.sqrt(squares);
    }

    double max = maxAbs(x);
    if (max == 0 || !(max <= Double.MAX_VALUE)) {
      return max;
    }

    double sum = 0;
    for (double v : x) {
      sum += (v / max) * (v / max);
    }

    return max * Math.sqrt(sum);
  }
}
