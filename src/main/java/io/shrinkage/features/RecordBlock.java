package io.shrinkage.features;

import io.shrinkage.statistics.RatingGroups;
import java.io.Serializable;
import java.util.List;

/**
 * A block of rows before encoding: raw feature values, slot, item and ratings.
 *
 * <p>Vocabularies, imputation and slices are derived from it without reading the source again. It
 * knows how the features are laid out and nothing of their levels.
 */
public final class RecordBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int index;
  private final RawColumn[] columns;
  private final int[] slots;
  private final int[] items;
  private final RatingGroups ratings;

  /**
   * A block; the arrays are taken over, not copied.
   *
   * @param index the block's number, from 0, which fixes the order of merges
   * @param columns the raw values, one column for each feature in the order of the specifications
   * @param slots the slot of each row
   * @param items the item of each row, −1 where it has none
   * @param ratings the ratings of each row
   * @throws IllegalArgumentException if the parts differ in their number of rows
   */
  public RecordBlock(
      int index,
      List<? extends RawColumn> columns,
      int[] slots,
      int[] items,
      RatingGroups ratings) {
    this.index = index;
    this.columns = columns.toArray(new RawColumn[0]);
    this.slots = slots;
    this.items = items;
    this.ratings = ratings;
    requireRows("items", items.length);
    requireRows("ratings", ratings.rows());
    for (int f = 0; f < this.columns.length; f++) {
      requireRows("column " + f, this.columns[f].rows());
    }
  }

  private void requireRows(String part, int rows) {
    if (rows != slots.length) {
      throw new IllegalArgumentException(
          "block " + index + ": " + part + " has " + rows + " rows, slots " + slots.length);
    }
  }

  /** The block's number. */
  public int index() {
    return index;
  }

  /** The number of rows. */
  public int rows() {
    return slots.length;
  }

  /** The number of features. */
  public int features() {
    return columns.length;
  }

  /** The raw values of a feature. */
  public RawColumn column(int feature) {
    return columns[feature];
  }

  /** The slot of a row. */
  public int slot(int row) {
    return slots[row];
  }

  /** The item of a row; −1 if it has none. */
  public int item(int row) {
    return items[row];
  }

  /** The ratings of every row. */
  public RatingGroups ratings() {
    return ratings;
  }

  /** The texts of a categorical feature. */
  CategoricalColumn texts(int feature) {
    if (columns[feature] instanceof CategoricalColumn texts) {
      return texts;
    }

    throw new IllegalArgumentException(wrongKind(feature, "numbers", "text"));
  }

  /** The numbers of a numeric feature. */
  NumericColumn numbers(int feature) {
    if (columns[feature] instanceof NumericColumn numbers) {
      return numbers;
    }

    throw new IllegalArgumentException(wrongKind(feature, "text", "numbers"));
  }

  /** The block's own array: encoded blocks share it. */
  int[] slots() {
    return slots;
  }

  /** The block's own array: encoded blocks share it. */
  int[] items() {
    return items;
  }

  private String wrongKind(int feature, String found, String expected) {
    return "block " + index + ": column " + feature + " holds " + found + ", expected " + expected;
  }
}
