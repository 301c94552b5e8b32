package io.shrinkage.spark;

import io.shrinkage.features.RecordBlock;
import io.shrinkage.statistics.RatingGroups;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Packs the accepted rows of a partition into blocks of primitives as they are read, in the order
 * in which they come, and ends with what was found.
 *
 * <p>Items are numbered in the order of first sight within the partition. Cost: one block of about
 * two megabytes beside what was handed over.
 */
final class RowPacker implements Iterator<PackedPart> {
  // With its header an array then fills no more than two of G1's megabytes.
  private static final int BLOCK_BYTES = (1 << 21) - 64;
  private static final int MOST_ROWS = 4096;
  private static final int FEWEST_ROWS = 64;
  private static final byte[] NO_GAPS = {};

  private final PackableRows rows;
  private final int width;
  private final Intake intake;
  private final byte[] statuses;
  private final int blockRows;
  private int nextBlock;
  private boolean ended;

  /**
   * Sets out.
   *
   * @param rows the partition's
   * @param width how many features they have
   * @param intake counts them
   * @param firstBlock the index of the first block
   */
  RowPacker(PackableRows rows, int width, Intake intake, int firstBlock) {
    this.rows = rows;
    this.width = width;
    this.intake = intake;
    this.statuses = new byte[width];
    this.nextBlock = firstBlock;
    int fitting = BLOCK_BYTES / (Double.BYTES * width);
    this.blockRows = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, fitting));
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public PackedPart next() {
    if (ended) {
      throw new NoSuchElementException("the partition has ended");
    }
    RecordBlock block = rows.hasNext() ? block() : null;
    if (block != null && block.rows() > 0) {
      return PackedPart.of(block);
    }
    ended = true;
    return PackedPart.of(intake.settled());
  }

  private RecordBlock block() {
    double[] cells = new double[blockRows * width];
    int[] slots = new int[blockRows];
    int[] items = new int[blockRows];
    RatingGroups.Builder ratings = RatingGroups.builder();
    int size = 0;
    boolean gaps = false;
    while (size < blockRows && rows.hasNext()) {
      InternalRow row = rows.next();
      Reason reason =
          row.isNullAt(CheckedRatings.REASON) ? rows.features(cells, size * width, statuses) : null;
      boolean gap = row.isNullAt(CheckedRatings.REASON) && rows.hasGaps();
      if (intake.add(row, reason, gap ? statuses : NO_GAPS)) {
        gaps |= gap;
        slots[size] = row.getInt(CheckedRatings.SLOT);
        items[size] = intake.lastItem();
        ratings
            .add(row.getDouble(CheckedRatings.RATING), 1, row.getDouble(CheckedRatings.WEIGHT))
            .endRow();
        size++;
      }
    }
    return RecordBlock.ofNumbers(
        nextBlock++,
        size == blockRows ? cells : Arrays.copyOf(cells, size * width),
        width,
        gaps,
        Arrays.copyOf(slots, size),
        Arrays.copyOf(items, size),
        ratings.build());
  }
}
