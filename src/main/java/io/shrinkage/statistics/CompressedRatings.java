package io.shrinkage.statistics;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The canonical compressed table: for each (item, slot) the count and weight of every distinct
 * rating.
 *
 * <p>Lossless for least squares and for every metric: n, Σs, Σsy, Σsy² and Σs|y − ŷ| follow from
 * the level counts. It knows no features. Counts are whole numbers, so they depend on no order;
 * weights are summed in the order of arrival and merged in the order that the caller fixes. {@link
 * #forEachSorted} walks it by (item key, slot, rating), which depends on the data alone.
 *
 * <p>At most {@value #MAX_LEVELS} distinct ratings: beyond, {@link #overflowed()} holds and the
 * table is void, since it would no longer compress. Cost: 16 bytes an occupied (item, slot,
 * rating), 24 with weights, over the load factor; an addition is one probe of a primitive hash
 * table.
 */
public final class CompressedRatings implements Mergeable<CompressedRatings>, Serializable {
  private static final long serialVersionUID = 1L;

  /** The most distinct ratings that are kept apart. */
  public static final int MAX_LEVELS = 64;

  private static final int LEVEL_BITS = 6;
  private static final int SLOT_BITS = 18;

  private final boolean weighted;
  private final KeyDictionary items = new KeyDictionary();
  private final double[] levels = new double[MAX_LEVELS];
  private int levelCount;
  private boolean overflowed;

  private long[] cells = new long[64]; // packed (item, slot, level) + 1; 0 = free
  private long[] counts = new long[64];
  private double[] weights;
  private int size;

  /**
   * An empty table.
   *
   * @param weighted whether rows carry weights; otherwise each weighs 1 and its weight is its count
   */
  public CompressedRatings(boolean weighted) {
    this.weighted = weighted;
    this.weights = weighted ? new double[64] : new double[0];
  }

  /** The items' keys; codes of {@link #add(int, int, double, double)} come from here. */
  public KeyDictionary items() {
    return items;
  }

  /**
   * Whether there were more than {@value #MAX_LEVELS} distinct ratings, so that the table is void.
   */
  public boolean overflowed() {
    return overflowed;
  }

  /**
   * Adds one rating.
   *
   * @param item a code of {@link #items()}
   * @param slot at least 0, below 2^18
   */
  public void add(int item, int slot, double rating, double weight) {
    int level = level(rating);
    if (!overflowed) {
      add(cell(item, slot, level), 1, weight);
    }
  }

  @Override
  public CompressedRatings merge(CompressedRatings later) {
    overflowed |= later.overflowed;
    int[] levelOf = new int[later.levelCount];
    for (int level = 0; level < later.levelCount; level++) {
      levelOf[level] = level(later.levels[level]);
    }
    int[] itemOf = new int[later.items.size()];
    for (int item = 0; item < itemOf.length; item++) {
      itemOf[item] = items.add(later.items, item);
    }
    if (overflowed) {
      return this;
    }
    for (int at = 0; at < later.cells.length; at++) {
      long cell = later.cells[at] - 1;
      if (cell >= 0) {
        long moved = cell(itemOf[item(cell)], slot(cell), levelOf[level(cell)]);
        add(moved, later.counts[at], later.weighted ? later.weights[at] : 0);
      }
    }
    return this;
  }

  /** Receives the table in canonical order. */
  public interface Visitor {
    /**
     * One cell.
     *
     * @param item the rank of its item's key among all items' keys
     */
    void cell(int item, int slot, double rating, long count, double weight);
  }

  /** Visits every cell by (item key, slot, rating). */
  public void forEachSorted(Visitor visitor) {
    int[] order = items.order();
    int[] rank = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      rank[order[i]] = i;
    }
    double[] sortedLevels = Arrays.copyOf(levels, levelCount);
    Arrays.sort(sortedLevels);

    long[] keys = new long[size];
    int filled = 0;
    for (long stored : cells) {
      if (stored > 0) {
        long cell = stored - 1;
        int level = Arrays.binarySearch(sortedLevels, levels[level(cell)]);
        keys[filled++] = cell(rank[item(cell)], slot(cell), level);
      }
    }
    Arrays.sort(keys);

    int[] levelCode = new int[levelCount];
    for (int level = 0; level < levelCount; level++) {
      levelCode[Arrays.binarySearch(sortedLevels, levels[level])] = level;
    }
    for (long key : keys) {
      double rating = sortedLevels[level(key)];
      int at = find(cell(order[item(key)], slot(key), levelCode[level(key)]));
      visitor.cell(item(key), slot(key), rating, counts[at], weighted ? weights[at] : counts[at]);
    }
  }

  private int level(double rating) {
    for (int level = 0; level < levelCount; level++) {
      if (levels[level] == rating) {
        return level;
      }
    }
    if (levelCount == MAX_LEVELS) {
      overflowed = true;
      return 0;
    }
    levels[levelCount] = rating + 0.0; // one zero, not two
    return levelCount++;
  }

  private void add(long cell, long count, double weight) {
    int at = find(cell);
    if (cells[at] == 0) {
      cells[at] = cell + 1;
      size++;
      if (10L * size > 7L * cells.length) {
        grow();
        at = find(cell);
      }
    }
    counts[at] += count;
    if (weighted) {
      weights[at] += weight;
    }
  }

  private int find(long cell) {
    int mask = cells.length - 1;
    int at = (int) KeyDictionary.spread(cell) & mask;
    while (cells[at] != 0 && cells[at] != cell + 1) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] oldCells = cells;
    long[] oldCounts = counts;
    double[] oldWeights = weights;
    cells = new long[2 * oldCells.length];
    counts = new long[cells.length];
    weights = weighted ? new double[cells.length] : weights;
    for (int i = 0; i < oldCells.length; i++) {
      if (oldCells[i] != 0) {
        int at = find(oldCells[i] - 1);
        cells[at] = oldCells[i];
        counts[at] = oldCounts[i];
        if (weighted) {
          weights[at] = oldWeights[i];
        }
      }
    }
  }

  private static long cell(int item, int slot, int level) {
    return ((long) item << (SLOT_BITS + LEVEL_BITS)) | ((long) slot << LEVEL_BITS) | level;
  }

  private static int item(long cell) {
    return (int) (cell >>> (SLOT_BITS + LEVEL_BITS));
  }

  private static int slot(long cell) {
    return (int) (cell >>> LEVEL_BITS) & ((1 << SLOT_BITS) - 1);
  }

  private static int level(long cell) {
    return (int) cell & (MAX_LEVELS - 1);
  }
}
