package io.shrinkage.linalg;

import dev.ludovic.netlib.blas.BLAS;

/**
 * C += XᵀX by the machine's own library.
 *
 * <p>It computes C by strips of columns, each from the first row to the diagonal, in scratch memory
 * that stays in the cache, and each is added to the packed triangle. Shapes: as for {@link
 * RankUpdate}. Cost: scratch of p times the strip.
 */
final class NativeRankUpdate implements RankUpdate {
  private static final int STRIP = 256;

  private final BLAS library = Blas.nativeLibrary();
  private final int columns;
  private final double[] strip;

  NativeRankUpdate(int columns) {
    this.columns = columns;
    this.strip = new double[Math.multiplyExact(columns, Math.min(columns, STRIP))];
  }

  @Override
  public void add(double[] panel, int rows, double[] packed) {
    for (int from = 0; from < columns; from += STRIP) {
      int to = Math.min(columns, from + STRIP);
      multiply(panel, rows, from, to);
      PackedTriangle.addColumns(strip, to, from, to, packed);
    }
  }

  /** By columns as BLAS has it, X by rows is Xᵀ: rectangle above, triangle on the diagonal. */
  private void multiply(double[] x, int rows, int from, int to) {
    int p = columns;
    int width = to - from;
    if (from > 0) {
      library.dgemm("N", "T", from, width, rows, 1, x, 0, p, x, from, p, 0, strip, 0, to);
    }

    library.dsyrk("U", "N", width, rows, 1, x, from, p, 0, strip, from, to);
  }
}
