package io.shrinkage.statistics;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The canonical compressed table: for each (item, slot) the count of every distinct rating, and of
 * each weight of its own.
 *
 * <p>Lossless for least squares and for every metric: n, Σs, Σsy, Σsy² and Σs|y − ŷ| follow from
 * the level counts. It knows no features. All that is added up are counts: whole numbers, so the
 * table depends on no order and no partitioning, and tables may be merged at any time. {@link
 * #sorted} walks it by (item key, slot, rating, weight), which depends on the data alone.
 *
 * <p>At most {@value #MAX_LEVELS} distinct pairs of rating and weight: beyond, {@link
 * #overflowed()} holds and the table is void, since it would no longer compress. Cost: an addition
 * is one probe for the level and, with many others at once, one for the cell; memory as {@link
 * ItemCells} says, so at most one byte for each possible (item, slot, rating) of the items that
 * have many ratings, and 4 bytes for each rating of the others.
 */
public final class CompressedRatings implements Mergeable<CompressedRatings>, Serializable {
  private static final long serialVersionUID = 1L;

  /** The most distinct pairs of rating and weight that are kept apart. */
  public static final int MAX_LEVELS = 64;

  static final int MAX_SLOTS = 1 << 18;

  private final int slots;
  private final KeyDictionary items = new KeyDictionary();
  private final DistinctLevels levels = new DistinctLevels(MAX_LEVELS);
  private final ItemCells cells;
  private final PendingCells pending = new PendingCells();
  private boolean overflowed;

  /**
   * An empty table.
   *
   * @param slots the limit of the slots, at most 2^18
   */
  public CompressedRatings(int slots) {
    if (slots < 1 || slots > MAX_SLOTS) {
      throw new IllegalArgumentException(
          "the number of slots must be from 1 to " + MAX_SLOTS + ", was " + slots);
    }

    this.slots = slots;
    this.cells = new ItemCells(slots);
  }

  /** The items' keys; codes of {@link #add(int, int, double, double)} come from here. */
  public KeyDictionary items() {
    return items;
  }

  /** The limit of the slots. */
  public int slots() {
    return slots;
  }

  /**
   * Whether there were more than {@value #MAX_LEVELS} distinct pairs of rating and weight, so that
   * the table is void.
   */
  public boolean overflowed() {
    return overflowed;
  }

  /**
   * Adds one rating.
   *
   * @param item a code of {@link #items()}
   * @param slot at least 0, below the limit
   */
  public void add(int item, int slot, double rating, double weight) {
    int level = levels.code(rating, weight);
    if (level == DistinctLevels.FULL) {
      overflowed = true;
    } else if (!overflowed) {
      if (pending.isFull()) {
        pending.drainTo(cells);
      }

      pending.add(item, ItemCells.entry(slot, level));
    }
  }

  /**
   * Fills a cell that is empty, of a table that has not overflowed and will not.
   *
   * @param weight of each of them
   * @param count at least 1
   */
  void addCell(int item, int slot, double rating, double weight, int count) {
    cells.fill(item, ItemCells.entry(slot, levels.code(rating, weight)), count);
  }

  /**
   * Puts the ratings that are still gathered in place; before the table travels, to make it small.
   */
  public CompressedRatings settle() {
    pending.drainTo(cells);
    pending.trim();
    return this;
  }

  @Override
  public CompressedRatings merge(CompressedRatings later) {
    if (slots != later.slots) {
      throw new IllegalArgumentException("tables of " + slots + " and " + later.slots + " slots");
    }

    overflowed |= later.overflowed;
    int[] levelOf = new int[later.levels.size()];
    for (int level = 0; level < levelOf.length; level++) {
      levelOf[level] = levels.code(later.levels.level(level), later.levels.weight(level));
      overflowed |= levelOf[level] == DistinctLevels.FULL;
    }

    int[] itemOf = new int[later.items.size()];
    for (int item = 0; item < itemOf.length; item++) {
      itemOf[item] = items.add(later.items, item);
    }

    if (!overflowed) {
      settle();
      later.settle();
      cells.merge(later.cells, itemOf, levelOf);
    }

    return this;
  }

  /** Receives the table in canonical order. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * One cell.
     *
     * @param item the rank of its item's key among all items' keys
     * @param weight of all its ratings together
     */
    void cell(int item, int slot, double rating, long count, double weight);
  }

  /** The table by (item key, slot, rating, weight); it may be read by several threads. */
  public Sorted sorted() {
    settle();
    return new Sorted(items.order(), levels.ascending(), null);
  }

  /**
   * The same table, in which a cell weighs what its scaled count does.
   *
   * @param decay of all tables that were merged to this one
   */
  public Sorted sorted(DecayedCounts decay) {
    settle();
    return new Sorted(items.order(), levels.ascending(), decay);
  }

  /** The items in the order of their keys, each with its cells by slot and rating. */
  public final class Sorted {
    private final int[] itemOrder;
    private final int[] levelOrder;
    private final DecayedCounts decay; // null: a rating weighs what it weighs
    private final int[] decayLevel;

    private Sorted(int[] itemOrder, int[] levelOrder, DecayedCounts decay) {
      this.itemOrder = itemOrder;
      this.levelOrder = levelOrder;
      this.decay = decay;
      this.decayLevel = new int[decay == null ? 0 : levels.size()];
      Arrays.setAll(decayLevel, k -> decay.level(levels.level(k), levels.weight(k)));
    }

    /** How many items there are. */
    public int items() {
      return itemOrder.length;
    }

    /** The code in {@link CompressedRatings#items()} of the item of this rank. */
    public int code(int item) {
      return itemOrder[item];
    }

    /** How many slots hold ratings of the item of this rank. */
    public int slots(int item) {
      int[] seen = {0, -1};
      cells.forEach(
          itemOrder[item],
          levelOrder,
          (slot, level, count) -> {
            seen[0] += slot == seen[1] ? 0 : 1;
            seen[1] = slot;
          });
      return seen[0];
    }

    /** How many distinct pairs of rating and weight there are. */
    int levels() {
      return levelOrder.length;
    }

    /** The rating of the pair of this rank. */
    double rating(int rank) {
      return levels.level(levelOrder[rank]);
    }

    /** The weight of the pair of this rank. */
    double weight(int rank) {
      return levels.weight(levelOrder[rank]);
    }

    /** Visits the cells of the item of this rank, naming levels by their rank. */
    void forEachByRank(int item, ItemCells.Visitor visitor) {
      int[] rank = new int[levelOrder.length];
      for (int k = 0; k < rank.length; k++) {
        rank[levelOrder[k]] = k;
      }

      cells.forEach(
          itemOrder[item],
          levelOrder,
          (slot, level, count) -> visitor.cell(slot, rank[level], count));
    }

    /** Visits the cells of the item of this rank by slot, rating and weight. */
    public void forEach(int item, Visitor visitor) {
      int decayItem = decay == null ? -1 : decay.item(items, itemOrder[item]);
      cells.forEach(
          itemOrder[item],
          levelOrder,
          (slot, level, count) -> {
            double counted = decay == null ? count : decay.of(decayItem, slot, decayLevel[level]);
            visitor.cell(item, slot, levels.level(level), count, counted * levels.weight(level));
          });
    }
  }
}
