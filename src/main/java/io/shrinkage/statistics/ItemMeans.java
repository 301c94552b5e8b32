package io.shrinkage.statistics;

import java.io.Serializable;

/**
 * The mean rating of every item, for the baseline that predicts it.
 *
 * <p>Items are numbered from 0. Cost: 16 bytes an item, allocated with the first row. Edge cases:
 * an item without any rating has no mean; {@link #predict} then falls back on the mean of all.
 */
public final class ItemMeans implements Mergeable<ItemMeans>, Serializable {
  private static final long serialVersionUID = 1L;

  private final int items;
  private double[] weight = new double[0];
  private double[] sum = new double[0];

  /** No ratings yet of this many items. */
  public ItemMeans(int items) {
    this.items = items;
  }

  /** Adds the rows of a block that lie in the slots and have an item. */
  public ItemMeans add(RowBlock block, SlotSet slots) {
    allocate();
    for (int row = 0; row < block.rows(); row++) {
      int item = block.item(row);
      if (item >= 0 && slots.contains(block.slot(row))) {
        double s = block.ratings().weight(row);
        weight[item] += s;
        sum[item] += s * block.ratings().mean(row);
      }
    }
    return this;
  }

  @Override
  public ItemMeans merge(ItemMeans later) {
    if (later.weight.length > 0) {
      allocate();
      for (int item = 0; item < items; item++) {
        weight[item] += later.weight[item];
        sum[item] += later.sum[item];
      }
    }
    return this;
  }

  /**
   * The mean of an item.
   *
   * @param item its number, -1 where there is none
   * @param fallback what to predict for an item without ratings
   */
  public double predict(int item, double fallback) {
    return item < 0 || weight.length == 0 || weight[item] == 0
        ? fallback
        : sum[item] / weight[item];
  }

  private void allocate() {
    if (weight.length < items) {
      weight = new double[items];
      sum = new double[items];
    }
  }
}
