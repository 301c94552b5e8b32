package io.shrinkage.linalg;

/**
 * A dense matrix by rows, each column about an origin: the entry of a cell is its number less the
 * column's origin.
 *
 * <p>The numbers may be those of a table as it was read: encoding them about their means then
 * copies nothing. A cell that is NaN has no number, and its column says which entry stands in.
 *
 * <p>Shapes: rows × columns; cell (i, j) lies at i·columns + j. Cost: 8 bytes a cell; {@code dot}
 * and {@code addScaled} are one pass over the row and allocate nothing. Immutable; the arrays are
 * shared with whoever handed them over.
 */
public final class DenseRows implements FeatureRows {

  private static final long serialVersionUID = 1L;

  private final double[] cells;
  private final int rows;
  private final int columns;
  private final double[] origin;
  private final double[] absent; // null: no cell is NaN

  private DenseRows(double[] cells, int rows, double[] origin, double[] absent) {
    this.cells = cells;
    this.rows = rows;
    this.columns = origin.length;
    this.origin = origin;
    this.absent = absent;
  }

  /**
   * The matrix whose entries are the cells.
   *
   * @param cells at least rows × columns of them, all finite
   */
  public static DenseRows of(double[] cells, int rows, int columns) {
    return about(cells, rows, new double[columns]);
  }

  /**
   * The matrix of cells about origins.
   *
   * @param cells at least rows × {@code origin.length} of them, all finite
   * @param origin what is taken off each column
   * @throws IllegalArgumentException if there are too few cells
   */
  public static DenseRows about(double[] cells, int rows, double[] origin) {
    requireCells(cells, rows, origin.length);
    return new DenseRows(cells, rows, origin, null);
  }

  /**
   * The matrix of cells about origins, some of which are NaN.
   *
   * @param cells at least rows × {@code origin.length} of them, finite or NaN
   * @param origin what is taken off each column
   * @param absent the entry of each column's NaN cells
   * @throws IllegalArgumentException if there are too few cells
   */
  public static DenseRows about(double[] cells, int rows, double[] origin, double[] absent) {
    requireCells(cells, rows, origin.length);
    return new DenseRows(cells, rows, origin, absent);
  }

  private static void requireCells(double[] cells, int rows, int columns) {
    if (cells.length < (long) rows * columns) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + rows + " rows of " + columns + " columns");
    }
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public long nonZeros() {
    return (long) rows * columns;
  }

  @Override
  public int nonZeros(int row) {
    return columns;
  }

  @Override
  public int column(int row, int k) {
    return k;
  }

  @Override
  public double value(int row, int k) {
    double cell = cells[row * columns + k];
    return absent != null && Double.isNaN(cell) ? absent[k] : cell - origin[k];
  }

  @Override
  public RowCursor cursor() {
    return new Cursor();
  }

  private final class Cursor implements RowCursor {

    private final double[] entries = new double[columns];

    @Override
    public RowCursor moveTo(int row) {
      copy(row, entries);
      return this;
    }

    /** As four sums side by side: always the same ones. */
    @Override
    public double dot(double[] w) {
      return sumOfProducts(entries, w);
    }

    @Override
    public void addScaled(double factor, double[] out) {
      Kernels.axpy(factor, entries, out);
    }

    @Override
    public void gather(int[] some, double[] out) {
      for (int k = 0; k < some.length; k++) {
        out[k] = entries[some[k]];
      }
    }
  }

  private static double sumOfProducts(double[] x, double[] w) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int j = 0;
    for (; j < x.length - 3; j += 4) {
      a += x[j] * w[j];
      b += x[j + 1] * w[j + 1];
      c += x[j + 2] * w[j + 2];
      d += x[j + 3] * w[j + 3];
    }

    for (; j < x.length; j++) {
      a += x[j] * w[j];
    }

    return (a + b) + (c + d);
  }

  /**
   * Writes factor · x to {@code out}, from a place on.
   *
   * @param row which one
   * @param scratch of one entry a column, overwritten
   */
  public void copyScaled(int row, double factor, double[] scratch, double[] out, int from) {
    copy(row, scratch);
    if (factor != 1) {
      Kernels.scale(factor, scratch);
    }

    System.arraycopy(scratch, 0, out, from, columns);
  }

  private void copy(int row, double[] entries) {
    if (absent == null) {
      System.arraycopy(cells, row * columns, entries, 0, columns);
      subtract(origin, entries);
    } else {
      for (int j = 0; j < columns; j++) {
        entries[j] = value(row, j);
      }
    }
  }

  // Arrays that all begin at 0: the JVM leaves a loop over shifted ones to scalar instructions.
  private static void subtract(double[] origin, double[] row) {
    for (int j = 0; j < origin.length; j++) {
      row[j] -= origin[j];
    }
  }

  @Override
  public void forEach(int row, EntryConsumer consumer) {
    for (int j = 0; j < columns; j++) {
      consumer.accept(j, value(row, j));
    }
  }
}
