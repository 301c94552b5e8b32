package io.shrinkage.linalg;

import dev.ludovic.netlib.blas.BLAS;

/**
 * C += XᵀX for panels X of rows: the kernel behind dense Gramians.
 *
 * <p>A library computes C by strips of columns, each from the first row to the diagonal, in scratch
 * memory that stays in the cache, and each is added to the packed triangle. Row weights belong into
 * X, as their square roots.
 *
 * <p>Shapes: X is rows × p by rows; C is the upper triangle of a p×p matrix packed by columns,
 * entry (i, j), i ≤ j, at i + j(j+1)/2. Cost: rows · p² operations and p(p+1)/2 additions a panel,
 * so panels of some hundred rows; scratch of p times the strip, and of a panel for {@link
 * Blas#VECTOR}. Not safe for several threads.
 *
 * <p>Source: Goto, van de Geijn (2008), ACM TOMS 34(3), for register tiles over packed panels.
 */
public final class RankUpdate {

  private final Blas blas;
  private final int columns;
  private final double[] strip;
  private final PlainRankUpdate plain; // null: a library computes strips
  private double[] transposed = {};

  /** The kernel for rows of some columns. */
  public RankUpdate(Blas blas, int columns) {
    this.blas = blas;
    this.columns = columns;
    boolean isPlain = blas == Blas.PLAIN;
    this.plain = isPlain ? new PlainRankUpdate(columns) : null;
    int stripColumns = isPlain ? 0 : Math.min(columns, blas.stripColumns());
    this.strip = new double[Math.multiplyExact(columns, stripColumns)];
  }

  /**
   * Adds XᵀX.
   *
   * @param panel X, at least {@code rows} rows, not modified
   * @param rows how many of them
   * @param packed C
   */
  public void add(double[] panel, int rows, double[] packed) {
    switch (blas) {
      case NATIVE -> addStrips((from, to) -> nativeStrip(panel, rows, from, to), packed);
      case VECTOR -> {
        transpose(panel, rows);
        addStrips((from, to) -> vectorStrip(rows, from, to), packed);
      }
      case PLAIN -> plain.add(panel, rows, packed);
    }
  }

  /** Computes columns {@code from} to before {@code to} into the strip. */
  private interface Strip {
    void compute(int from, int to);
  }

  private void addStrips(Strip product, double[] packed) {
    for (int from = 0; from < columns; from += blas.stripColumns()) {
      int to = Math.min(columns, from + blas.stripColumns());
      product.compute(from, to);
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
  private void vectorStrip(int rows, int from, int to) {
    double[] x = transposed;
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
}
