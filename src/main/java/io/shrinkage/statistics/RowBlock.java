package io.shrinkage.statistics;

import io.shrinkage.linalg.FeatureRows;
import io.shrinkage.linalg.RowCursor;
import java.io.Serializable;
import java.util.Locale;

/**
 * A block of encoded rows, ready for the solvers: features, slots, items and ratings.
 *
 * <p>Rows with the same features may share one feature row: all rows of a movie do, whatever their
 * slots. Such rows stand next to each other, so a pass predicts once for all of them.
 *
 * <p>Blocks are numbered; what is added up over a block goes into {@link OrderedMerge} under its
 * number, so the number must depend on the data alone, never on the partitioning.
 */
public final class RowBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int index;
  private final FeatureRows x;
  private final int[] features;
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
  public RowBlock(int index, FeatureRows x, int[] slot, int[] item, RatingGroups ratings) {
    this(index, x, null, slot, item, ratings);
  }

  /**
   * Takes over the arrays.
   *
   * @param index the number of the block, from 0
   * @param x the distinct feature rows
   * @param features the feature row of each row, not decreasing; null: row i has feature row i
   * @param slot the slot of each row
   * @param item the item of each row, −1 where there is none
   * @param ratings the ratings that each row stands for
   * @throws IllegalArgumentException if the parts differ in their number of rows
   */
  public RowBlock(
      int index, FeatureRows x, int[] features, int[] slot, int[] item, RatingGroups ratings) {
    int rows = features == null ? x.rows() : features.length;
    if (rows != slot.length || rows != item.length || rows != ratings.rows()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "block %d: %d rows of features, %d slots, %d items, %d rows of ratings",
              index,
              rows,
              slot.length,
              item.length,
              ratings.rows()));
    }

    this.index = index;
    this.x = x;
    this.features = features;
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

  /** The distinct feature rows; {@link #features} says which one a row has. */
  public FeatureRows x() {
    return x;
  }

  /** The feature row of a row, not decreasing: a row of {@link #x}. */
  public int features(int row) {
    return features == null ? row : features[row];
  }

  /** The row after the last of those that share this row's features. */
  public int endOfFeatures(int row) {
    int end = row + 1;
    if (features != null) {
      while (end < features.length && features[end] == features[row]) {
        end++;
      }
    }

    return end;
  }

  /** Takes a run of rows that share their features. */
  @FunctionalInterface
  public interface RunVisitor {
    /**
     * A run.
     *
     * @param start its first row
     * @param end the row after its last
     * @param x at their features
     */
    void run(int start, int end, RowCursor x);
  }

  /** Hands over the runs of rows that share their features, of which some lie in the slots. */
  public void forEachRun(SlotSet slots, RunVisitor visitor) {
    RowCursor cursor = x.cursor();
    int end;
    for (int start = 0; start < rows(); start = end) {
      end = endOfFeatures(start);
      if (slots.containsOneOf(this, start, end)) {
        visitor.run(start, end, cursor.moveTo(features(start)));
      }
    }
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
