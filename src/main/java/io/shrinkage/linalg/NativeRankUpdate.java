package io.shrinkage.linalg;

import dev.ludovic.netlib.blas.BLAS;

/**
 * C += XᵀX by the machine's own library.
 *
 * <p>It computes C by strips of columns, each from the first row to the diagonal, in scratch memory
 * that stays in the cache, and each is added to the packed triangle. Where the library has kernels
 * for small products, which read the operands as they lie instead of packing them, strips are so
 * narrow that each is such a product, its triangle on the diagonal included as a square. Shapes: as
 * for {@link RankUpdate}. Cost: scratch of p times the strip.
 */
final class NativeRankUpdate implements RankUpdate {
  private static final int STRIP = 256;

  /** The fastest of 4 to 56, measured at 202 columns. */
  private static final int NARROW_STRIP = 12;

  /** OpenBLAS packs what has more multiplications. */
  private static final long SMALL_PRODUCT = 1_000_000;

  private final BLAS library = Blas.nativeLibrary();
  private final boolean small;
  private final int columns;
  private final double[] strip;

  NativeRankUpdate(int columns) {
    this(columns, Blas.hasSmallProducts());
  }

  /**
   * One for rows of some columns.
   *
   * @param small whether the library has kernels for small products
   */
  NativeRankUpdate(int columns, boolean small) {
    this.small = small;
    this.columns = columns;
    this.strip = new double[Math.multiplyExact(columns, Math.min(columns, STRIP) + 1)];
  }

  @Override
  public void add(double[] panel, int rows, double[] packed) {
    boolean narrow = small && (long) NARROW_STRIP * columns * rows <= SMALL_PRODUCT;
    int width = narrow ? NARROW_STRIP : STRIP;
    for (int from = 0; from < columns; from += width) {
      int to = Math.min(columns, from + width);
      if (narrow) {
        rectangle(panel, rows, to, from, to);
      } else {
        multiply(panel, rows, from, to);
      }
      PackedTriangle.addColumns(strip, to, from, to, packed);
    }
  }

  /**
   * Rectangle above, triangle on the diagonal.
   *
   * <p>Netlib refuses a triangle unless its operands have room for a whole stride from where their
   * last columns begin, though it reads less. So a triangle behind others adds the last row by
   * itself, and the strip is a column longer than it is filled.
   */
  private void multiply(double[] x, int rows, int from, int to) {
    if (from == 0) {
      triangle(x, 0, rows, columns, 0, 0, to);
    } else {
      rectangle(x, rows, from, from, to);
      int last = rows - 1;
      triangle(x, from, last, columns, 0, from, to);
      triangle(x, from + last * columns, 1, to - from, 1, from, to);
    }
  }

  /** Beta times the strip's rows from one on, and the product of the rows of X at some place. */
  private void triangle(double[] x, int at, int rows, int stride, int beta, int from, int to) {
    library.dsyrk("U", "N", to - from, rows, 1, x, at, stride, beta, strip, from, to);
  }

  /** The first rows of some columns of C. By columns as BLAS has it, X by rows is Xᵀ. */
  private void rectangle(double[] x, int rows, int height, int from, int to) {
    library.dgemm(
        "N", "T", height, to - from, rows, 1, x, 0, columns, x, from, columns, 0, strip, 0, to);
  }
}
