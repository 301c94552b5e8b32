package io.shrinkage.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The compressed table as bytes, in canonical order: equal tables give equal bytes, whatever the
 * order in which their ratings came or were merged.
 *
 * <p>Big-endian; v is a varint of seven bits a byte, the lowest first:
 *
 * <pre>
 * int     0x53524331 ("SRC1")
 * v       the limit of the slots, at most 2^18
 * v       the number L of distinct pairs of rating and weight, at most 64; then each as two doubles,
 *         ascending by rating and then by weight
 * keys    of the items: v count, long first, v differences; v count of texts, each v length, UTF-8
 * items   in the order of their keys, each a list of cells (slot, pair), ascending:
 *         v  how far slot · L + rank of the pair lies beyond the last cell's (the first: beyond −1)
 *         v  count, at least 1
 *         and after the last cell a v of 0
 * </pre>
 *
 * <p>Cost: some three bytes a cell; one walk either way, no copy. What is read is bounded by what
 * was written: no length in it reserves memory ahead of the bytes that follow.
 */
public final class CompressedRatingsCodec {
  private static final int FORMAT = 0x53524331;

  private CompressedRatingsCodec() {}

  /**
   * Writes a table.
   *
   * @throws IllegalStateException if it is void
   */
  public static void write(CompressedRatings table, DataOutput out) throws IOException {
    if (table.overflowed()) {
      throw new IllegalStateException("a table with too many distinct ratings is void");
    }

    CompressedRatings.Sorted sorted = table.sorted();
    out.writeInt(FORMAT);
    Varint.write(out, table.slots());
    Varint.write(out, sorted.levels());
    for (int level = 0; level < sorted.levels(); level++) {
      out.writeDouble(sorted.rating(level));
      out.writeDouble(sorted.weight(level));
    }

    table.items().write(out);
    CellWriter cells = new CellWriter(out, sorted.levels());
    for (int item = 0; item < sorted.items(); item++) {
      cells.last = -1;
      sorted.forEachByRank(item, cells);
      cells.end();
    }
  }

  /** Writes the cells of one item after the other; what fails is thrown at the end of an item. */
  private static final class CellWriter implements ItemCells.Visitor {
    private final DataOutput out;
    private final int levels;
    private long last;
    private IOException failure;

    CellWriter(DataOutput out, int levels) {
      this.out = out;
      this.levels = levels;
    }

    @Override
    public void cell(int slot, int level, long count) {
      if (failure != null) {
        return;
      }
      try {
        long cell = (long) slot * levels + level;
        Varint.write(out, cell - last);
        Varint.write(out, count);
        last = cell;
      } catch (IOException e) {
        failure = e;
      }
    }

    void end() throws IOException {
      if (failure != null) {
        throw failure;
      }
      Varint.write(out, 0);
    }
  }

  /**
   * Reads a table.
   *
   * @throws IOException if it is none; the message says what is wrong
   */
  public static CompressedRatings read(DataInput in) throws IOException {
    int format = in.readInt();
    if (format != FORMAT) {
      throw new IOException("no table of ratings: it begins with " + Integer.toHexString(format));
    }

    int slots = (int) Varint.read(in, "the limit of the slots", 1, CompressedRatings.MAX_SLOTS);
    CompressedRatings table = new CompressedRatings(slots);
    double[][] levels = levels(in);
    table.items().read(in);
    for (int item = 0; item < table.items().size(); item++) {
      readCells(in, table, item, levels);
    }

    return table;
  }

  private static double[][] levels(DataInput in) throws IOException {
    int count = (int) Varint.read(in, "the number of ratings", 0, CompressedRatings.MAX_LEVELS);
    double[][] levels = new double[count][];
    for (int k = 0; k < count; k++) {
      levels[k] = new double[] {in.readDouble(), in.readDouble()};
      if (!Double.isFinite(levels[k][0])
          || k > 0 && Arrays.compare(levels[k - 1], levels[k]) >= 0) {
        throw new IOException(
            "rating " + k + " is " + levels[k][0] + ", expected ascending numbers");
      }

      if (!(levels[k][1] >= 0 && levels[k][1] <= Double.MAX_VALUE)) {
        throw new IOException("rating " + k + " has the weight " + levels[k][1]);
      }
    }

    return levels;
  }

  private static void readCells(DataInput in, CompressedRatings table, int item, double[][] levels)
      throws IOException {
    long cells = (long) table.slots() * levels.length;
    long cell = -1;
    for (long ahead = Varint.read(in); ahead != 0; ahead = Varint.read(in)) {
      if (ahead < 0 || ahead >= cells - cell) {
        throw new IOException("item " + item + " has a cell beyond the last of " + cells);
      }

      cell += ahead;
      int count = (int) Varint.read(in, "a count", 1, Integer.MAX_VALUE);
      int slot = (int) (cell / levels.length);
      double[] level = levels[(int) (cell % levels.length)];
      table.addCell(item, slot, level[0], level[1], count);
    }
  }
}
