package io.shrinkage.features;

import io.shrinkage.statistics.RatingGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects a {@link RecordBlock} row by row: a row's ratings, then its raw feature values. */
public final class RecordBlockBuilder {
  private final int index;
  private final List<RawColumnBuilder> columns = new ArrayList<>();
  private final RatingGroups.Builder ratings = RatingGroups.builder();
  private int[] slots = new int[64];
  private int[] items = new int[64];
  private int rows;

  /** Starts the block of this index with one column a feature. */
  public RecordBlockBuilder(int index, List<FeatureSpec> specs) {
    this.index = index;
    specs.forEach(spec -> columns.add(new RawColumnBuilder(spec.kind())));
  }

  /** The number of rows so far. */
  public int rows() {
    return rows;
  }

  /** Adds a distinct rating to the row that {@link #endRow} will end. */
  public void addRating(double rating, long count, double weight) {
    ratings.add(rating, count, weight);
  }

  /** The column of a feature, to which the row's value is to be added. */
  public RawColumnBuilder column(int feature) {
    return columns.get(feature);
  }

  /**
   * Ends a row whose ratings and values were added.
   *
   * @param item the item's number, -1 where there is none
   */
  public void endRow(int slot, int item) {
    ratings.endRow();
    if (rows == slots.length) {
      slots = Arrays.copyOf(slots, 2 * rows);
      items = Arrays.copyOf(items, 2 * rows);
    }
    slots[rows] = slot;
    items[rows] = item;
    rows++;
  }

  /** The block of the rows so far. */
  public RecordBlock build() {
    return new RecordBlock(
        index,
        columns.stream().map(RawColumnBuilder::build).toList(),
        Arrays.copyOf(slots, rows),
        Arrays.copyOf(items, rows),
        ratings.build());
  }
}
