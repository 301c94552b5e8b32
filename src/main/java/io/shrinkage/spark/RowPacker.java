package io.shrinkage.spark;

import io.shrinkage.features.CellSums;
import io.shrinkage.features.RecordBlock;
import io.shrinkage.statistics.RatingGroups;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Packs the accepted rows of a partition into blocks of primitives as they are read, and ends with
 * what was found.
 *
 * <p>The rows of a slot share blocks, in the order in which they come, so that whoever adds them up
 * by slot finds them side by side, and each block comes with the sums over its rows; unless there
 * are more than {@value #MOST_OPEN} slots, or rows so wide that the open blocks would exceed their
 * bytes: then all share them. Items are numbered in the order of first sight within the partition.
 * Cost: {@value #OPEN_BYTES} bytes of open blocks, or so, beside what was handed over.
 */
final class RowPacker implements Iterator<PackedPart> {
  // With its header an array then fills no more than two of G1's megabytes.
  private static final int BLOCK_BYTES = (1 << 21) - 64;
  private static final int OPEN_BYTES = 1 << 26;
  private static final int MOST_OPEN = 256;
  private static final int MOST_ROWS = 4096;
  private static final int FEWEST_ROWS = 64;
  private static final byte[] NO_GAPS = {};

  private final PackableRows rows;
  private final int width;
  private final Intake intake;
  private final double[] numbers; // of a row
  private final byte[] statuses;
  private final int blockRows;
  private final Open[] open;
  private int nextBlock;
  private int closed; // how many of the open ones were handed over at the end
  private boolean ended;

  /**
   * Sets out.
   *
   * @param rows the partition's
   * @param width how many features they have
   * @param slots the limit of the slots
   * @param intake counts them
   * @param firstBlock the index of the first block
   */
  RowPacker(PackableRows rows, int width, int slots, Intake intake, int firstBlock) {
    this.rows = rows;
    this.width = width;
    this.intake = intake;
    this.numbers = new double[width];
    this.statuses = new byte[width];
    this.nextBlock = firstBlock;
    long least = (long) FEWEST_ROWS * Double.BYTES * width * slots;
    this.open = new Open[slots <= MOST_OPEN && least <= OPEN_BYTES ? slots : 1];
    int fitting = Math.min(BLOCK_BYTES, OPEN_BYTES / open.length) / (Double.BYTES * width);
    this.blockRows = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, fitting));
  }

  /** A block that still grows. */
  private final class Open {
    final double[] cells = new double[blockRows * width];
    final int[] slots = new int[blockRows];
    final int[] items = new int[blockRows];
    final RatingGroups.Builder ratings = RatingGroups.builder();
    final CellSums sums = open.length == 1 ? null : new CellSums(width); // of one slot
    int size;
    boolean gaps;

    PackedPart part() {
      RecordBlock block =
          RecordBlock.ofNumbers(
              nextBlock++,
              size == blockRows ? cells : Arrays.copyOf(cells, size * width),
              width,
              gaps,
              Arrays.copyOf(slots, size),
              Arrays.copyOf(items, size),
              ratings.build());
      return PackedPart.of(sums == null ? block : block.withSums(sums));
    }
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
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      int lane = open.length == 1 ? 0 : row.getInt(CheckedRatings.SLOT);
      if (open[lane] == null) {
        open[lane] = new Open();
      }
      add(row, open[lane]);
      if (open[lane].size == blockRows) {
        PackedPart full = open[lane].part();
        open[lane] = null;
        return full;
      }
    }
    while (closed < open.length) {
      Open last = open[closed++];
      if (last != null && last.size > 0) {
        return last.part();
      }
    }
    ended = true;
    return PackedPart.of(intake.settled());
  }

  private void add(InternalRow row, Open block) {
    boolean checked = row.isNullAt(CheckedRatings.REASON);
    Reason reason = checked ? rows.features(numbers, statuses) : null;
    boolean gap = checked && rows.hasGaps();
    if (intake.add(row, reason, gap ? statuses : NO_GAPS)) {
      double weight = row.getDouble(CheckedRatings.WEIGHT);
      if (block.sums != null) {
        block.sums.add(numbers, gap, rows.hasZeros(), 1, weight);
      }
      System.arraycopy(numbers, 0, block.cells, block.size * width, width);
      block.gaps |= gap;
      block.slots[block.size] = row.getInt(CheckedRatings.SLOT);
      block.items[block.size] = intake.lastItem();
      block.ratings.add(row.getDouble(CheckedRatings.RATING), 1, weight).endRow();
      block.size++;
    }
  }
}
