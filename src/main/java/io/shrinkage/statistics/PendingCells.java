package io.shrinkage.statistics;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Ratings on their way into {@link ItemCells}, gathered until there are many and then put in place
 * roughly by item.
 *
 * <p>Ratings come in no order of their items, and the cells of all items exceed any cache: put in
 * place one by one, each would wait for memory. Gathered and dealt to {@value #PARTS} ranges of
 * items, those of a range find its cells in the cache. Cost: two sequential passes and up to 16
 * bytes a gathered rating, for at most {@value #MOST} of them.
 */
final class PendingCells implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int PARTS = 256;
  private static final int PART_BITS = 8;
  private static final int MOST = 1 << 20;
  private static final int FIRST = 1 << 10;

  private int[] items = {};
  private int[] entries = {};
  private int size;
  private int largest;

  /** Whether the next rating has to wait for {@link #drainTo}. */
  boolean isFull() {
    return size == MOST;
  }

  /** Gathers one rating of an item in the cell that {@link ItemCells#entry} names. */
  void add(int item, int entry) {
    if (size == items.length) {
      int capacity = Math.min(MOST, Math.max(FIRST, 2 * size));
      items = Arrays.copyOf(items, capacity);
      entries = Arrays.copyOf(entries, capacity);
    }

    items[size] = item;
    entries[size] = entry;
    largest = Math.max(largest, item);
    size++;
  }

  /** Puts everything in place, and is empty again. */
  void drainTo(ItemCells cells) {
    int shift = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(largest) - PART_BITS);
    int[] next = new int[PARTS + 1];
    for (int k = 0; k < size; k++) {
      next[(items[k] >>> shift) + 1]++;
    }

    for (int part = 0; part < PARTS; part++) {
      next[part + 1] += next[part];
    }

    int[] dealtItems = new int[size];
    int[] dealtEntries = new int[size];
    for (int k = 0; k < size; k++) {
      int at = next[items[k] >>> shift]++;
      dealtItems[at] = items[k];
      dealtEntries[at] = entries[k];
    }

    for (int k = 0; k < size; k++) {
      cells.add(dealtItems[k], dealtEntries[k]);
    }

    size = 0;
  }

  /** Lets go of the memory of an empty one. */
  void trim() {
    items = Arrays.copyOf(items, size);
    entries = Arrays.copyOf(entries, size);
  }
}
