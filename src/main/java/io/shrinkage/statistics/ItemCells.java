package io.shrinkage.statistics;

import java.io.Serializable;
import java.util.Arrays;

/**
 * For each item the count of every (slot, level), in whichever form takes least space.
 *
 * <p>An item starts as a log: one number for each rating, in the order of arrival. Once the log is
 * as large as a table of all its cells would be, it becomes that table, with a byte a cell, and
 * with an int a cell once a count passes 255. So an addition touches one small array, whatever the
 * number of cells, and an item takes at most 4 bytes a rating, before growth, and at most about 4
 * bytes a possible cell.
 *
 * <p>Edge cases: more than 2^31 − 1 equal ratings of one item in one slot are refused.
 */
final class ItemCells implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int LEVEL_BITS = 6;
  private static final int LEVEL_MASK = (1 << LEVEL_BITS) - 1;
  private static final int FIRST_LOG = 4;
  private static final int MOST_NARROW = 255;

  /** More equal ratings than these are not logged one by one. */
  private static final int LONGEST_RUN = 1000;

  private final int slots;
  private int levels; // one more than the highest level so far
  private int[] logged = new int[16];
  private int[][] log = new int[16][]; // slot << LEVEL_BITS | level
  private byte[][] narrow = new byte[16][]; // unsigned counts at level * slots + slot
  private int[][] wide = new int[16][];

  /**
   * No cells yet.
   *
   * @param slots the limit of the slots
   */
  ItemCells(int slots) {
    this.slots = slots;
  }

  /** Receives the cells of an item. */
  @FunctionalInterface
  interface Visitor {
    /** One cell that is not empty. */
    void cell(int slot, int level, long count);
  }

  /** The number that stands for a cell of any item. */
  static int entry(int slot, int level) {
    return slot << LEVEL_BITS | level;
  }

  /** Adds one rating to the cell of an item that {@link #entry} names. */
  void add(int item, int entry) {
    int level = entry & LEVEL_MASK;
    if (item >= log.length) {
      growItems(item);
    }

    levels = Math.max(levels, level + 1);
    byte[] counts = narrow[item];
    int cell = level * slots + (entry >>> LEVEL_BITS);
    if (counts != null && cell < counts.length && counts[cell] != (byte) MOST_NARROW) {
      counts[cell]++;
    } else if (counts != null || wide[item] != null) {
      addToTable(item, cell, 1);
    } else {
      addToLog(item, entry);
    }
  }

  /** Fills the empty cell of an item that {@link #entry} names. */
  void fill(int item, int entry, int count) {
    if (item >= log.length) {
      growItems(item);
    }

    levels = Math.max(levels, (entry & LEVEL_MASK) + 1);
    if (count > LONGEST_RUN) {
      toTable(item);
      addToTable(item, (entry & LEVEL_MASK) * slots + (entry >>> LEVEL_BITS), count);
      return;
    }

    for (int k = 0; k < count; k++) {
      add(item, entry);
    }
  }

  /**
   * Adds everything of other cells of as many slots.
   *
   * @param itemOf what an item of the others is here
   * @param levelOf what a level of the others is here
   */
  void merge(ItemCells later, int[] itemOf, int[] levelOf) {
    for (int level = 0; level < later.levels; level++) {
      levels = Math.max(levels, levelOf[level] + 1);
    }

    int items = Math.min(itemOf.length, later.log.length);
    for (int item = 0; item < items; item++) {
      int here = itemOf[item];
      if (later.log[item] != null) {
        for (int k = 0; k < later.logged[item]; k++) {
          int entry = later.log[item][k];
          add(here, entry(entry >>> LEVEL_BITS, levelOf[entry & LEVEL_MASK]));
        }
      } else if (later.narrow[item] != null || later.wide[item] != null) {
        if (here >= log.length) {
          growItems(here);
        }

        mergeTable(later, item, here, levelOf);
      }
    }
  }

  private void mergeTable(ItemCells later, int item, int here, int[] levelOf) {
    toTable(here);
    for (int level = 0; level * slots < later.cells(item); level++) {
      for (int slot = 0; slot < slots; slot++) {
        int from = level * slots + slot;
        int count = later.count(item, from);
        if (count > 0) {
          addToTable(here, levelOf[level] * slots + slot, count);
        }
      }
    }
  }

  /**
   * Visits the cells of an item by slot, and within a slot in a given order of the levels.
   *
   * @param order all levels
   */
  void forEach(int item, int[] order, Visitor visitor) {
    if (item >= log.length) {
      return;
    }

    if (log[item] != null) {
      forEachLogged(item, order, visitor);
      return;
    }

    int cells = cells(item);
    for (int slot = 0; slot < slots && cells > 0; slot++) {
      for (int level : order) {
        int cell = level * slots + slot;
        int count = cell < cells ? count(item, cell) : 0;
        if (count > 0) {
          visitor.cell(slot, level, count);
        }
      }
    }
  }

  private void forEachLogged(int item, int[] order, Visitor visitor) {
    int[] place = new int[1 << LEVEL_BITS];
    for (int k = 0; k < order.length; k++) {
      place[order[k]] = k;
    }

    int[] sorted = new int[logged[item]];
    for (int k = 0; k < sorted.length; k++) {
      int entry = log[item][k];
      sorted[k] = entry & ~LEVEL_MASK | place[entry & LEVEL_MASK];
    }

    Arrays.sort(sorted);
    int end;
    for (int start = 0; start < sorted.length; start = end) {
      int cell = sorted[start];
      end = start + 1;
      while (end < sorted.length && sorted[end] == cell) {
        end++;
      }

      visitor.cell(cell >>> LEVEL_BITS, order[cell & LEVEL_MASK], end - start);
    }
  }

  private int cells(int item) {
    return narrow[item] != null ? narrow[item].length : wide[item] != null ? wide[item].length : 0;
  }

  private int count(int item, int cell) {
    return narrow[item] != null ? narrow[item][cell] & MOST_NARROW : wide[item][cell];
  }

  private void addToLog(int item, int entry) {
    int[] entries = log[item];
    int size = logged[item];
    if (entries == null) {
      entries = new int[FIRST_LOG];
      log[item] = entries;
    } else if (size == entries.length) {
      if (tableIsSmaller(2 * size)) {
        toTable(item);
        addToTable(item, (entry & LEVEL_MASK) * slots + (entry >>> LEVEL_BITS), 1);
        return;
      }

      entries = Arrays.copyOf(entries, 2 * size);
      log[item] = entries;
    }

    entries[size] = entry;
    logged[item] = size + 1;
  }

  private boolean tableIsSmaller(int entries) {
    long cells = (long) levels * slots;
    return cells <= 4L * entries;
  }

  private void toTable(int item) {
    if (narrow[item] != null || wide[item] != null) {
      return;
    }

    int[] entries = log[item];
    int size = logged[item];
    log[item] = null;
    logged[item] = 0;
    narrow[item] = new byte[levels * slots];
    for (int k = 0; k < size; k++) {
      int cell = (entries[k] & LEVEL_MASK) * slots + (entries[k] >>> LEVEL_BITS);
      addToTable(item, cell, 1);
    }
  }

  private void addToTable(int item, int cell, int count) {
    int cells = cells(item);
    if (cell >= cells) {
      growTable(item, levels * slots);
    }

    if (narrow[item] != null) {
      int sum = (narrow[item][cell] & MOST_NARROW) + count;
      if (sum >= 0 && sum <= MOST_NARROW) {
        narrow[item][cell] = (byte) sum;
        return;
      }

      widen(item);
    }

    wide[item][cell] = Math.addExact(wide[item][cell], count);
  }

  private void growTable(int item, int cells) {
    if (narrow[item] != null) {
      narrow[item] = Arrays.copyOf(narrow[item], cells);
    } else {
      wide[item] = Arrays.copyOf(wide[item], cells);
    }
  }

  private void widen(int item) {
    byte[] counts = narrow[item];
    int[] wider = new int[counts.length];
    for (int cell = 0; cell < counts.length; cell++) {
      wider[cell] = counts[cell] & MOST_NARROW;
    }

    narrow[item] = null;
    wide[item] = wider;
  }

  private void growItems(int item) {
    int items = Math.max(item + 1, log.length + (log.length >> 1));
    logged = Arrays.copyOf(logged, items);
    log = Arrays.copyOf(log, items);
    narrow = Arrays.copyOf(narrow, items);
    wide = Arrays.copyOf(wide, items);
  }
}
