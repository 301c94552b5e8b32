package io.shrinkage.linalg;

/**
 * One row of a matrix at a time, and the operations on it that a pass is made of. Mutable, for one
 * thread.
 */
public interface RowCursor {

  /** Goes to a row, and hands itself back; the rest is asked for after that. */
  RowCursor moveTo(int row);

  /** The inner product xᵀw with a dense vector of the length of a row. */
  double dot(double[] w);

  /** Adds factor · x to {@code out}. */
  void addScaled(double factor, double[] out);

  /**
   * Takes some entries of the row.
   *
   * @param columns of which, increasing
   * @param out overwritten with them, 0 where none is stored; at least as long as the columns
   */
  void gather(int[] columns, double[] out);
}
