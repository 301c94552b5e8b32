package io.shrinkage.linalg;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The solution of least norm of Gw = c for a positive semidefinite G with c in its range.
 *
 * <p>Cholesky with complete pivoting gives PᵀGP = RᵀR with R = [R₁ R₂] of r rows, r the rank.
 * Setting the weights that were not pivots to 0 gives one solution; the null space of G is spanned
 * by the columns of N = [−R₁⁻¹R₂; I], and taking the solution's part along N away leaves the one of
 * least norm. One step of iterative refinement follows.
 *
 * <p>Shapes: G is p×p, row by row. Cost: p³/3 multiplications, 2p²(p − r) more for the null space;
 * p² doubles. Own loops: the bits depend neither on a BLAS nor on the number of threads.
 *
 * <p>Edge cases: a zero row of G leaves its weight at 0; a pivot below 1e-11 of the largest
 * diagonal entry counts as 0, which is what rounding leaves of a complete one-hot set.
 *
 * <p>Source: Higham (1990), Analysis of the Cholesky decomposition of a semi-definite matrix, §2;
 * Lucas (2004), LAPACK working note 161, for the blocking.
 */
public final class MinimumNormLeastSquares {

  private static final double RANK_TOLERANCE = 1e-11;
  private static final int BLOCK = 48;
  private static final int PARALLEL_ROWS = 256;

  private final double[][] gramian;
  private final int p;
  private final double[][] r;
  private final int[] order;
  private final double[] dots;
  private int rank;
  private double[][] nullSpace;

  private MinimumNormLeastSquares(double[][] gramian, int p) {
    this.gramian = gramian;
    this.p = p;
    this.r = new double[p][p];
    this.order = new int[p];
    this.dots = new double[p];
    for (int i = 0; i < p; i++) {
      order[i] = i;
      System.arraycopy(gramian[i], i, r[i], i, p - i);
    }
  }

  /**
   * Solves Gw = c.
   *
   * @param gramian G, not modified
   * @param xty c, length p, not modified
   * @return w, length p
   * @throws IllegalArgumentException if the lengths do not match
   */
  public static double[] solve(double[][] gramian, double[] xty) {
    int p = xty.length;
    if (gramian.length != p) {
      throw new IllegalArgumentException(
          "a Gramian of " + gramian.length + " rows for " + p + " columns");
    }

    MinimumNormLeastSquares system = new MinimumNormLeastSquares(gramian, p);
    system.factorize();
    system.spanNullSpace();
    double[] w = system.solveOnce(xty);
    double[] residual = system.residual(w, xty);
    Kernels.axpy(1, system.solveOnce(residual), w);
    return w;
  }

  private void factorize() {
    double largest = 0;
    for (int i = 0; i < p; i++) {
      largest = Math.max(largest, r[i][i]);
    }

    double threshold = largest * Math.max(RANK_TOLERANCE, 16 * p * Math.ulp(1.0));
    for (int from = 0; from < p && rank == from; from += BLOCK) {
      int to = Math.min(p, from + BLOCK);
      factorizeBlock(from, to, threshold);
      if (rank == to) {
        updateTrailing(from, to);
      }
    }
  }

  /** Computes rows from..to−1 of R, stopping at the first pivot that counts as 0. */
  private void factorizeBlock(int from, int to, double threshold) {
    Arrays.fill(dots, from, p, 0);
    for (int j = from; j < to; j++) {
      int pivot = pivot(from, j);
      double square = r[pivot][pivot] - dots[pivot];
      if (!(square > threshold)) {
        return;
      }

      swap(j, pivot);
      double[] row = r[j];
      row[j] = Math.sqrt(square);
      for (int l = from; l < j; l++) {
        subtractScaled(r[l][j], r[l], row, j + 1);
      }

      for (int i = j + 1; i < p; i++) {
        row[i] /= row[j];
      }

      rank++;
    }
  }

  private int pivot(int from, int j) {
    int best = j;
    double bestSquare = Double.NEGATIVE_INFINITY;
    for (int i = j; i < p; i++) {
      if (j > from) {
        dots[i] += r[j - 1][i] * r[j - 1][i];
      }

      if (r[i][i] - dots[i] > bestSquare) {
        bestSquare = r[i][i] - dots[i];
        best = i;
      }
    }

    return best;
  }

  /** Exchanges rows and columns a ≤ b of the symmetric matrix of which the upper half is kept. */
  private void swap(int a, int b) {
    if (a == b) {
      return;
    }

    for (int i = 0; i < a; i++) {
      double kept = r[i][a];
      r[i][a] = r[i][b];
      r[i][b] = kept;
    }

    for (int i = a + 1; i < b; i++) {
      double kept = r[a][i];
      r[a][i] = r[i][b];
      r[i][b] = kept;
    }

    for (int i = b + 1; i < p; i++) {
      double kept = r[a][i];
      r[a][i] = r[b][i];
      r[b][i] = kept;
    }

    r[b][b] = r[a][a];
    dots[b] = dots[a];
    int kept = order[a];
    order[a] = order[b];
    order[b] = kept;
  }

  private void updateTrailing(int from, int to) {
    IntStream rows = IntStream.range(to, p);
    (p - to > PARALLEL_ROWS ? rows.parallel() : rows).forEach(i -> updateRow(i, from, to));
  }

  // Four rows at a time, so that the row that changes is read and written a quarter as often.
  private void updateRow(int i, int from, int to) {
    double[] row = r[i];
    int l = from;
    for (; l + 3 < to; l += 4) {
      subtractFour(row, i, r[l], r[l + 1], r[l + 2], r[l + 3]);
    }

    for (; l < to; l++) {
      subtractScaled(r[l][i], r[l], row, i);
    }
  }

  private static void subtractFour(
      double[] row, int i, double[] a, double[] b, double[] c, double[] d) {
    double fa = a[i];
    double fb = b[i];
    double fc = c[i];
    double fd = d[i];
    for (int j = i; j < row.length; j++) {
      row[j] -= fa * a[j] + fb * b[j] + fc * c[j] + fd * d[j];
    }
  }

  private static void subtractScaled(double factor, double[] x, double[] y, int from) {
    for (int j = from; j < y.length; j++) {
      y[j] -= factor * x[j];
    }
  }

  /** An orthonormal basis of the null space, in pivot order, by Gram–Schmidt done twice. */
  private void spanNullSpace() {
    nullSpace = new double[p - rank][];
    for (int k = rank; k < p; k++) {
      double[] n = new double[p];
      for (int i = 0; i < rank; i++) {
        n[i] = -r[i][k];
      }

      backSubstitute(n);
      n[k] = 1;
      nullSpace[k - rank] = n;
    }

    for (int k = 0; k < nullSpace.length; k++) {
      project(nullSpace[k], k);
      project(nullSpace[k], k);
      Kernels.scale(1 / Kernels.norm2(nullSpace[k]), nullSpace[k]);
    }
  }

  private void project(double[] v, int vectors) {
    for (int k = 0; k < vectors; k++) {
      Kernels.axpy(-Kernels.dot(nullSpace[k], v), nullSpace[k], v);
    }
  }

  /** Overwrites the first r entries of v with R₁⁻¹v. */
  private void backSubstitute(double[] v) {
    for (int i = rank - 1; i >= 0; i--) {
      double sum = v[i];
      for (int j = i + 1; j < rank; j++) {
        sum -= r[i][j] * v[j];
      }

      v[i] = sum / r[i][i];
    }
  }

  private double[] solveOnce(double[] c) {
    double[] v = new double[p];
    for (int i = 0; i < rank; i++) {
      v[i] = c[order[i]];
    }

    for (int i = 0; i < rank; i++) {
      v[i] /= r[i][i];
      for (int j = i + 1; j < rank; j++) {
        v[j] -= r[i][j] * v[i];
      }
    }

    backSubstitute(v);
    project(v, nullSpace.length);
    double[] w = new double[p];
    for (int i = 0; i < p; i++) {
      w[order[i]] = v[i];
    }

    return w;
  }

  private double[] residual(double[] w, double[] c) {
    double[] residual = new double[p];
    Kernels.addSymmetricProduct(gramian, w, residual);
    Kernels.scale(-1, residual);
    Kernels.axpy(1, c, residual);
    return residual;
  }
}
