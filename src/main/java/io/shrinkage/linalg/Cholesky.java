package io.shrinkage.linalg;

/**
 * The Cholesky factor of a symmetric positive semidefinite matrix, A = UᵀU, in plain loops.
 *
 * <p>A column whose pivot is nothing but rounding depends on columns before it; it is left out, and
 * the factor is that of the remaining rows and columns. So a singular matrix is no failure: the
 * caller asks {@link #isDependent}.
 *
 * <p>Shapes: A is m×m, row by row, of which the upper triangle is read and overwritten. Cost: m³/3
 * operations, m² a solve. Source: Golub and Van Loan (2013), Matrix Computations, §4.2.6 (outer
 * product form).
 */
public final class Cholesky {

  private static final double ROUNDING = 4e-15;

  private final double[][] upper;
  private final int size;
  private final boolean[] dependent;

  /**
   * Factors a matrix in place.
   *
   * @param a its rows, overwritten and kept
   */
  public Cholesky(double[][] a) {
    this.upper = a;
    this.size = a.length;
    this.dependent = new boolean[size];
    double[] limit = new double[size];
    for (int k = 0; k < size; k++) {
      limit[k] = ROUNDING * Math.max(10, size) * a[k][k];
    }

    for (int k = 0; k < size; k++) {
      // The comparison refuses NaN too.
      if (a[k][k] > limit[k]) {
        eliminate(k);
      } else {
        dependent[k] = true;
      }
    }
  }

  private void eliminate(int k) {
    double[] row = upper[k];
    double pivot = Math.sqrt(row[k]);
    double inverse = 1 / pivot;
    row[k] = pivot;
    for (int j = k + 1; j < size; j++) {
      row[j] *= inverse;
    }

    for (int i = k + 1; i < size; i++) {
      if (row[i] != 0) {
        subtract(row[i], row, upper[i], i);
      }
    }
  }

  private static void subtract(double factor, double[] row, double[] from, int first) {
    for (int j = first; j < row.length; j++) {
      from[j] -= factor * row[j];
    }
  }

  /** Whether a column depends on columns before it, but for rounding. */
  public boolean isDependent(int k) {
    return dependent[k];
  }

  /**
   * Solves Ax = b in the columns that are not dependent; x is 0 in the others.
   *
   * @param b at least m entries, overwritten with x
   */
  public void solve(double[] b) {
    for (int k = 0; k < size; k++) {
      if (dependent[k]) {
        b[k] = 0;
        continue;
      }

      b[k] /= upper[k][k];
      subtract(b[k], upper[k], b, k + 1);
    }

    for (int k = size - 1; k >= 0; k--) {
      if (!dependent[k]) {
        double[] row = upper[k];
        double sum = b[k];
        for (int j = k + 1; j < size; j++) {
          sum -= row[j] * b[j];
        }

        b[k] = sum / row[k];
      }
    }
  }
}
