package io.shrinkage.features;

import io.shrinkage.statistics.RatingGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects a {@link RecordBlock}: raw feature values, then every row that has them: its ratings,
 * its end.
 */
public final class RecordBlockBuilder {
  private final int index;
  private final List<RawColumnBuilder> columns = new ArrayList<>();
  private final RatingGroups.Builder ratings = RatingGroups.builder();
  private int[] features = new int[64];
  private int[] slots = new int[64];
  private int[] items = new int[64];
  private int rows;
  private int featureRows;

  /** Starts the block of this index with one column a feature. */
  public RecordBlockBuilder(int index, List<FeatureSpec> specs) {
    this.index = index;
    specs.forEach(spec -> columns.add(new RawColumnBuilder(spec.kind())));
  }

  /** The number of rows so far. */
  public int rows() {
    return rows;
  }

  /**
   * Starts a feature row: one value is to be added to each {@link #column}, and rows that are ended
   * from here on have these values.
   */
  public void startFeatures() {
    featureRows++;
  }

  /** Adds a distinct rating to the row that {@link #endRow} will end. */
  public void addRating(double rating, long count, double weight) {
    ratings.add(rating, count, weight);
  }

  /** The column of a feature, to which a feature row's value is to be added. */
  public RawColumnBuilder column(int feature) {
    return columns.get(feature);
  }

  /**
   * Ends a row whose ratings were added, with the features started last.
   *
   * @param item the item's number, -1 where there is none
   */
  public void endRow(int slot, int item) {
    ratings.endRow();
    if (rows == slots.length) {
      features = Arrays.copyOf(features, 2 * rows);
      slots = Arrays.copyOf(slots, 2 * rows);
      items = Arrays.copyOf(items, 2 * rows);
    }
    features[rows] = featureRows - 1;
    slots[rows] = slot;
    items[rows] = item;
    rows++;
  }

  /** The block of the rows so far. */
  public RecordBlock build() {
    return new RecordBlock(
        index,
        columns.stream().map(RawColumnBuilder::build).toList(),
        featureRows == rows ? null : Arrays.copyOf(features, rows),
        Arrays.copyOf(slots, rows),
        Arrays.copyOf(items, rows),
        ratings.build());
  }
}
