package io.shrinkage.statistics;

/**
 * Counts of compressed tables that were scaled before they were added up, such as those of days of
 * which the older ones matter less: for each cell Σ fₜ·nₜ over the tables t in the order in which
 * they came.
 *
 * <p>Each product and each sum is rounded once, so the order of the tables is part of the result,
 * and nothing else is: neither the order within a table nor its codes. Cost: a probe a cell; 32
 * bytes a cell.
 */
public final class DecayedCounts {
  private static final int LEVEL_BITS = 8;
  private static final int SLOT_BITS = 18;

  private final KeyDictionary items = new KeyDictionary();
  private final DistinctLevels levels = new DistinctLevels(CompressedRatings.MAX_LEVELS);
  private long[] cells = new long[1 << 10]; // cell + 1; 0 = free
  private double[] sums = new double[1 << 10];
  private int size;

  /**
   * Adds a table, which stays as it is.
   *
   * @param factor of its counts, finite and at least 0
   */
  public void add(CompressedRatings table, double factor) {
    CompressedRatings.Sorted sorted = table.sorted();
    int[] levelOf = new int[sorted.levels()];
    for (int rank = 0; rank < levelOf.length; rank++) {
      levelOf[rank] = levels.code(sorted.rating(rank), sorted.weight(rank));
      if (levelOf[rank] == DistinctLevels.FULL) {
        return; // void, as is what the tables are merged to
      }
    }

    for (int item = 0; item < sorted.items(); item++) {
      int code = items.add(table.items(), sorted.code(item));
      sorted.forEachByRank(
          item, (slot, rank, count) -> add(cell(code, slot, levelOf[rank]), factor * count));
    }
  }

  private void add(long cell, double count) {
    int at = place(cells, cell);
    if (cells[at] == 0) {
      cells[at] = cell + 1;
      size++;
    }

    sums[at] += count;
    if (2L * size > cells.length) {
      grow();
    }
  }

  /** The scaled count of a cell; 0 for one that no table has. */
  double of(int item, int slot, int level) {
    return sums[place(cells, cell(item, slot, level))];
  }

  /** The code here of an item of a table that was added. */
  int item(KeyDictionary others, int code) {
    return items.codeOf(others, code);
  }

  /** The code here of a pair of rating and weight of a table that was added. */
  int level(double rating, double weight) {
    return levels.code(rating, weight);
  }

  private static long cell(int item, int slot, int level) {
    return ((long) item << SLOT_BITS | slot) << LEVEL_BITS | level;
  }

  private static int place(long[] cells, long cell) {
    int mask = cells.length - 1;
    int at = (int) KeyDictionary.spread(cell) & mask;
    while (cells[at] != 0 && cells[at] != cell + 1) {
      at = (at + 1) & mask;
    }

    return at;
  }

  private void grow() {
    long[] wider = new long[Math.multiplyExact(2, cells.length)];
    double[] widerSums = new double[wider.length];
    for (int at = 0; at < cells.length; at++) {
      if (cells[at] != 0) {
        int to = place(wider, cells[at] - 1);
        wider[to] = cells[at];
        widerSums[to] = sums[at];
      }
    }

    cells = wider;
    sums = widerSums;
  }
}
