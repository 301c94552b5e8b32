package io.shrinkage.linalg;

import java.io.Serializable;

/**
 * The feature values of some rows: a matrix of rows × columns, of which stored entries are visited.
 *
 * <p>Stored entries of a row come by increasing column. A sparse matrix stores no zeros; a dense
 * one stores every entry. Immutable.
 */
public interface FeatureRows extends Serializable {

  /** The number of rows. */
  int rows();

  /** The number of columns. */
  int columns();

  /** The number of stored entries. */
  long nonZeros();

  /** The number of stored entries of a row. */
  int nonZeros(int row);

  /** The column of the k-th stored entry of a row, 0 ≤ k < {@code nonZeros(row)}. */
  int column(int row, int k);

  /** The value of the k-th stored entry of a row, 0 ≤ k < {@code nonZeros(row)}. */
  double value(int row, int k);

  /** What takes one row after the other, for a pass over many. */
  RowCursor cursor();

  /** Hands over the stored entries of a row by increasing column. */
  void forEach(int row, EntryConsumer consumer);
}
