package io.shrinkage.spark;

import io.shrinkage.features.RecordBlock;
import io.shrinkage.statistics.RatingGroups;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Accepted rows whose features are all numbers, in blocks of primitives in the order in which they
 * come.
 */
final class NumberBlocks implements Iterator<RecordBlock> {
  private static final int ROWS = 1024;

  private final Iterator<InternalRow> rows;
  private final int width;
  private final ItemRanks items;
  private int next;

  /**
   * Sets out.
   *
   * @param rows with the columns of {@link CheckedRatings#rowColumns}, of features that are numbers
   * @param width how many features
   */
  NumberBlocks(Iterator<InternalRow> rows, int width, ItemRanks items) {
    this.rows = rows;
    this.width = width;
    this.items = items;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public RecordBlock next() {
    if (!rows.hasNext()) {
      throw new NoSuchElementException("the partition has ended");
    }
    double[] cells = new double[ROWS * width];
    int[] slots = new int[ROWS];
    int[] ranks = new int[ROWS];
    RatingGroups.Builder ratings = RatingGroups.builder();
    boolean gaps = false;
    int size = 0;
    for (; size < ROWS && rows.hasNext(); size++) {
      InternalRow row = rows.next();
      for (int i = 0; i < width; i++) {
        int at = CheckedRatings.VALUES + i;
        boolean missing = row.isNullAt(at);
        cells[size * width + i] = missing ? Double.NaN : row.getDouble(at);
        gaps |= missing;
      }
      slots[size] = row.getInt(CheckedRatings.SLOT);
      ranks[size] = items.of(row);
      ratings
          .add(row.getDouble(CheckedRatings.RATING), 1, row.getDouble(CheckedRatings.WEIGHT))
          .endRow();
    }
    return RecordBlock.ofNumbers(
        next++,
        cells,
        width,
        gaps,
        Arrays.copyOf(slots, size),
        Arrays.copyOf(ranks, size),
        ratings.build());
  }
}
