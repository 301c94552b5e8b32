package io.shrinkage.linalg;

import dev.ludovic.netlib.blas.BLAS;

/**
 * C += XᵀX for panels X of rows: the kernel behind dense Gramians.
 *
 * <p>C is computed by strips of columns, each from the first row to the diagonal, in scratch memory
 * that stays in the cache, and added to the packed triangle. Row weights belong into X, as their
 * square roots.
 *
 * <p>Shapes: X is rows × p by rows; C is the upper triangle of a p×p matrix packed by columns,
 * entry (i, j), i ≤ j, at i + j(j+1)/2. Cost: rows · p² operations and p(p+1)/2 additions a panel,
 * so panels of some hundred rows; scratch of p times the strip, and of a panel for {@link
 * Blas#VECTOR}. Not safe for several threads.
 *
 * <p>Source: Goto, van de Geijn (2008), ACM TOMS 34(3), for register tiles over packed panels.
 */
public final class RankUpdate {

  private static final int TILE = 4;

  private final Blas blas;
  private final int columns;
  private final double[] strip;
  private double[] transposed = {};

  /** The kernel for rows of some columns. */
  public RankUpdate(Blas blas, int columns) {
    this.blas = blas;
    this.columns = columns;
    this.strip = new double[Math.multiplyExact(columns, Math.min(columns, blas.stripColumns()))];
  }

  /**
   * Adds XᵀX.
   *
   * @param panel X, at least {@code rows} rows, not modified
   * @param rows how many of them
   * @param packed C
   */
  public void add(double[] panel, int rows, double[] packed) {
    double[] x = panel;
    if (blas == Blas.VECTOR) {
      transpose(panel, rows);
      x = transposed;
    }

    for (int from = 0; from < columns; from += blas.stripColumns()) {
      int to = Math.min(columns, from + blas.stripColumns());
      switch (blas) {
        case NATIVE -> nativeStrip(x, rows, from, to);
        case VECTOR -> vectorStrip(x, rows, from, to);
        case PLAIN -> plainStrip(x, rows, from, to);
      }

      addStrip(from, to, packed);
    }
  }

  private void addStrip(int from, int to, double[] packed) {
    for (int j = from; j < to; j++) {
      int at = j * (j + 1) / 2;
      int source = (j - from) * to;
      for (int i = 0; i <= j; i++) {
        packed[at + i] += strip[source + i];
      }
    }
  }

  /** By columns as BLAS has it, X by rows is Xᵀ: rectangle above, triangle on the diagonal. */
  private void nativeStrip(double[] x, int rows, int from, int to) {
    BLAS library = blas.library();
    int p = columns;
    int width = to - from;
    if (from > 0) {
      library.dgemm("N", "T", from, width, rows, 1, x, 0, p, x, from, p, 0, strip, 0, to);
    }

    library.dsyrk("U", "N", width, rows, 1, x, from, p, 0, strip, from, to);
  }

  /** Netlib's products along contiguous columns are its fastest. */
  private void vectorStrip(double[] x, int rows, int from, int to) {
    blas.library()
        .dgemm("T", "N", to, to - from, rows, 1, x, 0, rows, x, from * rows, rows, 0, strip, 0, to);
  }

  private void transpose(double[] panel, int rows) {
    if (transposed.length < rows * columns) {
      transposed = new double[rows * columns];
    }

    for (int row = 0; row < rows; row++) {
      int at = row * columns;
      for (int j = 0; j < columns; j++) {
        transposed[j * rows + row] = panel[at + j];
      }
    }
  }

  private void plainStrip(double[] x, int rows, int from, int to) {
    int i = 0;
    if (to - from == TILE) {
      for (; i + TILE <= to; i += TILE) {
        tile(x, rows, i, from, to);
      }
    }

    for (int j = from; j < to; j++) {
      for (int rest = i; rest <= j; rest++) {
        strip[(j - from) * to + rest] = product(x, rows, rest, j);
      }
    }
  }

  private double product(double[] x, int rows, int i, int j) {
    double sum = 0;
    int end = rows * columns;
    for (int at = 0; at < end; at += columns) {
      sum += x[at + i] * x[at + j];
    }

    return sum;
  }

  // Sixteen sums in registers: eight loads a row for sixteen products.
  private void tile(double[] x, int rows, int i, int j, int lead) {
    double s00 = 0;
    double s01 = 0;
    double s02 = 0;
    double s03 = 0;
    double s10 = 0;
    double s11 = 0;
    double s12 = 0;
    double s13 = 0;
    double s20 = 0;
    double s21 = 0;
    double s22 = 0;
    double s23 = 0;
    double s30 = 0;
    double s31 = 0;
    double s32 = 0;
    double s33 = 0;
    int end = rows * columns;
    for (int at = 0; at < end; at += columns) {
      double a0 = x[at + i];
      double a1 = x[at + i + 1];
      double a2 = x[at + i + 2];
      double a3 = x[at + i + 3];
      double b0 = x[at + j];
      double b1 = x[at + j + 1];
      double b2 = x[at + j + 2];
      double b3 = x[at + j + 3];
      s00 += a0 * b0;
      s01 += a0 * b1;
      s02 += a0 * b2;
      s03 += a0 * b3;
      s10 += a1 * b0;
      s11 += a1 * b1;
      s12 += a1 * b2;
      s13 += a1 * b3;
      s20 += a2 * b0;
      s21 += a2 * b1;
      s22 += a2 * b2;
      s23 += a2 * b3;
      s30 += a3 * b0;
      s31 += a3 * b1;
      s32 += a3 * b2;
      s33 += a3 * b3;
    }

    store(i, s00, s10, s20, s30);
    store(lead + i, s01, s11, s21, s31);
    store(2 * lead + i, s02, s12, s22, s32);
    store(3 * lead + i, s03, s13, s23, s33);
  }

  private void store(int at, double a, double b, double c, double d) {
    strip[at] = a;
    strip[at + 1] = b;
    strip[at + 2] = c;
    strip[at + 3] = d;
  }
}
