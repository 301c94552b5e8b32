package io.shrinkage.linalg;

/**
 * The vector operations that the solvers are made of, as plain loops in a fixed order: the same
 * bits on every machine, which a BLAS does not promise.
 *
 * <p>Square matrices are arrays of rows, so that all arrays of a loop begin at its index: the JVM
 * has vector instructions for such loops, and scalar ones where one of them is shifted.
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

  /**
   * Adds Ax to y for a symmetric A, four of its rows at a time, so that y is read and written a
   * quarter as often; rows where x is 0 are skipped.
   *
   * @param a n×n, row by row, n the length of x
   */
  public static void addSymmetricProduct(double[][] a, double[] x, double[] y) {
    double[][] rows = new double[4][];
    double[] factors = new double[4];
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i] != 0) {
        rows[count] = a[i];
        factors[count++] = x[i];
        if (count == 4) {
          addFour(rows, factors, y);
          count = 0;
        }
      }
    }

    for (int k = 0; k < count; k++) {
      axpy(factors[k], rows[k], y);
    }
  }

  private static void addFour(double[][] rows, double[] factors, double[] y) {
    double[] a = rows[0];
    double[] b = rows[1];
    double[] c = rows[2];
    double[] d = rows[3];
    double f = factors[0];
    double g = factors[1];
    double h = factors[2];
    double k = factors[3];
    for (int j = 0; j < y.length; j++) {
      y[j] += f * a[j] + g * b[j] + (h * c[j] + k * d[j]);
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
