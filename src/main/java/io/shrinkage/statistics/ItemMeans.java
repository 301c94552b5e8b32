package io.shrinkage.statistics;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The mean rating of every item, for the baseline that predicts it.
 *
 * <p>Items are numbered from 0; those that have ratings are held, by number. Cost: 20 bytes an item
 * that has ratings; an addition sorts the rows of a block, a merge passes over both sides. Edge
 * cases: an item without any rating has no mean; {@link #predict} then falls back on the mean of
 * all.
 */
public final class ItemMeans implements Mergeable<ItemMeans>, Serializable {
  private static final long serialVersionUID = 1L;

  private int[] items = {};
  private double[] weight = {};
  private double[] sum = {};

  /** Adds the rows of a block that lie in the slots and have an item. */
  public ItemMeans add(RowBlock block, SlotSet slots) {
    long[] rows = new long[block.rows()];
    int size = 0;
    for (int row = 0; row < block.rows(); row++) {
      if (block.item(row) >= 0 && slots.contains(block.slot(row))) {
        rows[size++] = (long) block.item(row) << Integer.SIZE | row;
      }
    }

    Arrays.sort(rows, 0, size);
    ItemMeans means = new ItemMeans();
    means.allocate(size);
    int last = -1;
    for (int k = 0; k < size; k++) {
      int item = (int) (rows[k] >>> Integer.SIZE);
      int row = (int) rows[k];
      if (last < 0 || means.items[last] != item) {
        means.items[++last] = item;
      }

      double s = block.ratings().weight(row);
      means.weight[last] += s;
      means.sum[last] += s * block.ratings().mean(row);
    }

    means.trim(last + 1);
    return merge(means);
  }

  @Override
  public ItemMeans merge(ItemMeans later) {
    if (later.items.length == 0) {
      return this;
    }

    ItemMeans all = new ItemMeans();
    all.allocate(items.length + later.items.length);
    int size = 0;
    int a = 0;
    int b = 0;
    while (a < items.length || b < later.items.length) {
      int mine = a < items.length ? items[a] : Integer.MAX_VALUE;
      int theirs = b < later.items.length ? later.items[b] : Integer.MAX_VALUE;
      all.items[size] = Math.min(mine, theirs);
      if (mine <= theirs) {
        all.weight[size] += weight[a];
        all.sum[size] += sum[a++];
      }

      if (theirs <= mine) {
        all.weight[size] += later.weight[b];
        all.sum[size] += later.sum[b++];
      }

      size++;
    }

    all.trim(size);
    items = all.items;
    weight = all.weight;
    sum = all.sum;
    return this;
  }

  private void allocate(int size) {
    items = new int[size];
    weight = new double[size];
    sum = new double[size];
  }

  private void trim(int size) {
    if (size < items.length) {
      items = Arrays.copyOf(items, size);
      weight = Arrays.copyOf(weight, size);
      sum = Arrays.copyOf(sum, size);
    }
  }

  /**
   * The mean of an item.
   *
   * @param item its number, -1 where there is none
   * @param fallback what to predict for an item without ratings
   */
  public double predict(int item, double fallback) {
    int at = Arrays.binarySearch(items, item);
    return at < 0 || weight[at] == 0 ? fallback : sum[at] / weight[at];
  }

  /** The weight of an item's ratings; 0 if it has none. */
  double weight(int item) {
    int at = Arrays.binarySearch(items, item);
    return at < 0 ? 0 : weight[at];
  }
}
