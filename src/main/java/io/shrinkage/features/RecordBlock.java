package io.shrinkage.features;

import io.shrinkage.statistics.RatingGroups;
import java.io.Serializable;
import java.util.List;

/**
 * A block of rows before encoding: raw feature values, slot, item and ratings.
 *
 * <p>Rows with the same raw values may share one feature row: all rows of a movie do, whatever
 * their slots. Such rows stand next to each other, so encoding costs a movie and not a row.
 *
 * <p>Vocabularies, imputation and slices are derived from it without reading the source again. It
 * knows how the features are laid out and nothing of their levels.
 */
public final class RecordBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int index;
  private final RawColumn[] columns; // null: columns of the cells
  private final int width;
  private final int[] features;
  private final int[] slots;
  private final int[] items;
  private final RatingGroups ratings;
  private final double[] cells; // null: columns stand by themselves
  private final boolean gaps;
  private final CellSums sums; // null: not taken

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
    this(index, columns, null, slots, items, ratings);
  }

  /**
   * A block whose rows share features; the arrays are taken over, not copied.
   *
   * @param index the block's number, from 0, which fixes the order of merges
   * @param columns the distinct raw rows, one column for each feature in the order of the
   *     specifications
   * @param features the raw row of each row, from 0, the same as of the row before or the next;
   *     null: row i has raw row i
   * @param slots the slot of each row
   * @param items the item of each row, −1 where it has none
   * @param ratings the ratings of each row
   * @throws IllegalArgumentException if the parts differ in their number of rows
   */
  public RecordBlock(
      int index,
      List<? extends RawColumn> columns,
      int[] features,
      int[] slots,
      int[] items,
      RatingGroups ratings) {
    this(index, columns, columns.size(), features, slots, items, ratings, null, false, null);
  }

  private RecordBlock(
      int index,
      List<? extends RawColumn> columns,
      int width,
      int[] features,
      int[] slots,
      int[] items,
      RatingGroups ratings,
      double[] cells,
      boolean gaps,
      CellSums sums) {
    this.index = index;
    this.sums = sums;
    this.cells = cells;
    this.gaps = gaps;
    this.columns = cells == null ? columns.toArray(new RawColumn[0]) : null;
    this.width = width;
    this.features = features;
    this.slots = slots;
    this.items = items;
    this.ratings = ratings;
    requireRows("items", items.length);
    requireRows("ratings", ratings.rows());
    if (features != null) {
      requireRows("features", features.length);
    }
    for (int f = 0; this.columns != null && f < width; f++) {
      requireRows("column " + f, this.columns[f].rows(), featureRows());
    }
  }

  /**
   * A block of numeric features that stand row by row, as they were read; the arrays are taken
   * over, not copied.
   *
   * @param cells the numbers of a row next to each other, finite, or {@code NaN} for a missing one;
   *     rows × features of them or more
   * @param gaps whether one of them is missing
   */
  public static RecordBlock ofNumbers(
      int index,
      double[] cells,
      int features,
      boolean gaps,
      int[] slots,
      int[] items,
      RatingGroups ratings) {
    return new RecordBlock(
        index, List.of(), features, null, slots, items, ratings, cells, gaps, null);
  }

  /** The same rows with their items numbered otherwise. */
  public RecordBlock withItems(int[] numbers) {
    return with(numbers, sums);
  }

  /**
   * The same numbers with their sums, which are then not taken again.
   *
   * @param all over all rows, which are of one slot
   */
  public RecordBlock withSums(CellSums all) {
    return with(items, all);
  }

  private RecordBlock with(int[] numbers, CellSums all) {
    List<RawColumn> raw = columns == null ? List.of() : List.of(columns);
    return new RecordBlock(index, raw, width, features, slots, numbers, ratings, cells, gaps, all);
  }

  private void requireRows(String part, int rows) {
    requireRows(part, rows, slots.length);
  }

  private void requireRows(String part, int rows, int expected) {
    if (rows != expected) {
      throw new IllegalArgumentException(
          "block " + index + ": " + part + " has " + rows + " rows, expected " + expected);
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

  /** About what the arrays of a block that was made {@link #ofNumbers} take. */
  public long bytes() {
    return (long) Double.BYTES * cells.length
        + (long) Integer.BYTES * (slots.length + items.length)
        + ratings.bytes()
        + (sums == null ? 0 : sums.bytes());
  }

  /** The number of features. */
  public int features() {
    return width;
  }

  /** The number of distinct feature rows. */
  public int featureRows() {
    return features == null || rows() == 0 ? rows() : features[rows() - 1] + 1;
  }

  /** The feature row of a row, not decreasing: a row of every {@link #column}. */
  public int features(int row) {
    return features == null ? row : features[row];
  }

  /** The raw values of a feature, by feature row. */
  public RawColumn column(int feature) {
    return columns == null
        ? NumericColumn.ofMatrix(cells, rows(), width, feature)
        : columns[feature];
  }

  /** Copies a row of a block that was made {@link #ofNumbers}. */
  public void copyNumbers(int row, double[] out, int at) {
    System.arraycopy(cells, row * width, out, at, width);
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
    if (column(feature) instanceof CategoricalColumn texts) {
      return texts;
    }

    throw new IllegalArgumentException(wrongKind(feature, "numbers", "text"));
  }

  /** The numbers of a numeric feature. */
  NumericColumn numbers(int feature) {
    if (column(feature) instanceof NumericColumn numbers) {
      return numbers;
    }

    throw new IllegalArgumentException(wrongKind(feature, "text", "numbers"));
  }

  /**
   * The block's own array of numbers row by row, which encoded blocks share; null if it has none.
   */
  double[] cells() {
    return cells;
  }

  /** Whether one of {@link #cells} is missing. */
  boolean hasGaps() {
    return gaps;
  }

  /** The sums over all rows, which are then of one slot; null if they were not taken. */
  CellSums sums() {
    return sums;
  }

  /** The block's own array, which encoded blocks share; null: row i has feature row i. */
  int[] featureRowOfRows() {
    return features;
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
