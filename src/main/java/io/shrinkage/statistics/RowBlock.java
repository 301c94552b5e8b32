package io.shrinkage.statistics;

import io.shrinkage.linalg.SparseRows;
import java.io.Serializable;
import java.util.Locale;

/**
 * A block of encoded rows, ready for the solvers: features, slots, items and ratings.
 *
 * <p>Blocks are numbered; what is added up over a block goes into {@link OrderedMerge} under its
 * number, so the number must depend on the data alone, never on the partitioning.
 */
public final class RowBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int index;
  private final SparseRows x;
  private final int[] slot;
  private final int[] item;
  private final RatingGroups ratings;

  /**
   * Takes over the arrays.
   *
   * @param index the number of the block, from 0
   * @param x the features, one row each
   * @param slot the slot of each row
   * @param item the item of each row, −1 where there is none
   * @param ratings the ratings that each row stands for
   * @throws IllegalArgumentException if the parts differ in their number of rows
   */
  public RowBlock(int index, SparseRows x, int[] slot, int[] item, RatingGroups ratings) {
    if (x.rows() != slot.length || x.rows() != item.length || x.rows() != ratings.rows()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "block %d: %d rows of features, %d slots, %d items, %d rows of ratings",
              index, x.rows(), slot.length, item.length, ratings.rows()));
    }

    this.index = index;
    this.x = x;
    this.slot = slot;
    this.item = item;
    this.ratings = ratings;
  }

  /** The number of the block, from 0. */
  public int index() {
    return index;
  }

  /** The number of rows. */
  public int rows() {
    return slot.length;
  }

  /** The features. */
  public SparseRows x() {
    return x;
  }

  /** The slot of a row. */
  public int slot(int row) {
    return slot[row];
  }

  /** The item of a row; −1 if it has none. */
  public int item(int row) {
    return item[row];
  }

  /** The ratings that each row stands for. */
  public RatingGroups ratings() {
    return ratings;
  }
}
