package io.shrinkage.statistics;

import io.shrinkage.linalg.Kernels;
import io.shrinkage.linalg.RowCursor;
import java.io.Serializable;

/**
 * The errors of a model slice by slice: of each Σn, Σs, Σsŷ, Σsy and Σs(y − ŷ)², next to each
 * other.
 *
 * <p>A rating counts in every slice that it belongs to. Cost: 40 bytes a slice. Edge cases: means
 * of a slice without weight are NaN.
 */
public final class SliceErrors implements Mergeable<SliceErrors>, Serializable {
  private static final long serialVersionUID = 1L;

  private static final int WEIGHT = 0;
  private static final int PREDICTED = 1;
  private static final int ACTUAL = 2;
  private static final int SQUARES = 3;
  private static final int SUMS = 4;

  private final SliceMap map;
  private final long[] count;
  private final double[] sums; // of each slice in turn
  private transient int[] hit;
  private transient double[] scratch;

  /** No ratings yet. */
  public SliceErrors(SliceMap map) {
    this.map = map;
    this.count = new long[map.size()];
    this.sums = new double[SUMS * map.size()];
  }

  /**
   * Adds the rows of a block that lie in the slots.
   *
   * @param means what tells the weight of the rows' items
   */
  public SliceErrors add(RowBlock block, SlotSet slots, LinearPredictor model, ItemMeans means) {
    block.forEachRun(
        slots, (start, end, x) -> addRun(block, start, end, slots, x, model.predict(x), means));
    return this;
  }

  /**
   * Adds the rows of one feature row that lie in the slots.
   *
   * @param x at that feature row
   * @param prediction what a model says of it
   */
  public void addRun(
      RowBlock block,
      int start,
      int end,
      SlotSet slots,
      RowCursor x,
      double prediction,
      ItemMeans means) {
    if (map.size() == 0) {
      return;
    }

    if (hit == null) {
      hit = new int[map.most() + 1];
      scratch = new double[map.most()];
    }

    int hits = map.find(x, scratch, hit);
    for (int row = start; row < end; row++) {
      if (slots.contains(block.slot(row))) {
        int item = map.ofItem(means.weight(block.item(row)));
        if (item >= 0) {
          hit[hits] = item;
        }

        add(block.ratings(), row, prediction, item < 0 ? hits : hits + 1);
      }
    }
  }

  private void add(RatingGroups ratings, int row, double prediction, int hits) {
    long n = ratings.count(row);
    double s = ratings.weight(row);
    double y = ratings.mean(row);
    double squares = s * (y - prediction) * (y - prediction) + ratings.within(row);
    for (int h = 0; h < hits; h++) {
      int at = SUMS * hit[h];
      count[hit[h]] += n;
      sums[at + WEIGHT] += s;
      sums[at + PREDICTED] += s * prediction;
      sums[at + ACTUAL] += s * y;
      sums[at + SQUARES] += squares;
    }
  }

  @Override
  public SliceErrors merge(SliceErrors later) {
    for (int slice = 0; slice < count.length; slice++) {
      count[slice] += later.count[slice];
    }

    Kernels.axpy(1, later.sums, sums);

    return this;
  }

  /** The number of ratings of a slice. */
  public long count(int slice) {
    return count[slice];
  }

  /** The mean prediction in a slice. */
  public double meanPredicted(int slice) {
    return mean(slice, PREDICTED);
  }

  /** The mean rating in a slice. */
  public double meanActual(int slice) {
    return mean(slice, ACTUAL);
  }

  /** The root mean squared error in a slice. */
  public double rmse(int slice) {
    return Math.sqrt(mean(slice, SQUARES));
  }

  private double mean(int slice, int sum) {
    return sums[SUMS * slice + sum] / sums[SUMS * slice + WEIGHT];
  }
}
