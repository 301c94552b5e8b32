package io.shrinkage.statistics;

import java.io.Serializable;

/**
 * The errors of a model slice by slice: of each Σn, Σs, Σsŷ, Σsy and Σs(y − ŷ)².
 *
 * <p>A rating counts in every slice that it belongs to. Cost: 40 bytes a slice. Edge cases: means
 * of a slice without weight are NaN.
 */
public final class SliceErrors implements Mergeable<SliceErrors>, Serializable {
  private static final long serialVersionUID = 1L;

  private final SliceMap map;
  private final long[] count;
  private final double[] weight;
  private final double[] predicted;
  private final double[] actual;
  private final double[] squares;
  private transient int[] hit;

  /** No ratings yet. */
  public SliceErrors(SliceMap map) {
    this.map = map;
    this.count = new long[map.size()];
    this.weight = new double[map.size()];
    this.predicted = new double[map.size()];
    this.actual = new double[map.size()];
    this.squares = new double[map.size()];
  }

  /**
   * Adds the rows of a block that lie in the slots.
   *
   * @param means what tells the weight of the rows' items
   */
  public SliceErrors add(RowBlock block, SlotSet slots, LinearPredictor model, ItemMeans means) {
    int end;
    for (int start = 0; start < block.rows(); start = end) {
      end = block.endOfFeatures(start);
      if (slots.containsOneOf(block, start, end)) {
        double prediction = model.predict(block.x(), block.features(start));
        addRun(block, start, end, slots, prediction, means);
      }
    }

    return this;
  }

  /**
   * Adds the rows of one feature row that lie in the slots.
   *
   * @param prediction what a model says of them
   */
  public void addRun(
      RowBlock block, int start, int end, SlotSet slots, double prediction, ItemMeans means) {
    if (map.size() == 0) {
      return;
    }

    if (hit == null) {
      hit = new int[map.most()];
    }

    int hits = map.find(block.x(), block.features(start), hit);
    for (int row = start; row < end; row++) {
      if (slots.contains(block.slot(row))) {
        add(block, row, prediction, hits);
        int item = map.ofItem(means.weight(block.item(row)));
        if (item >= 0) {
          add(item, block.ratings(), row, prediction);
        }
      }
    }
  }

  private void add(RowBlock block, int row, double prediction, int hits) {
    for (int h = 0; h < hits; h++) {
      add(hit[h], block.ratings(), row, prediction);
    }
  }

  private void add(int slice, RatingGroups ratings, int row, double prediction) {
    double s = ratings.weight(row);
    double off = ratings.mean(row) - prediction;
    count[slice] += ratings.count(row);
    weight[slice] += s;
    predicted[slice] += s * prediction;
    actual[slice] += s * ratings.mean(row);
    squares[slice] += s * off * off + ratings.within(row);
  }

  @Override
  public SliceErrors merge(SliceErrors later) {
    for (int slice = 0; slice < count.length; slice++) {
      count[slice] += later.count[slice];
      weight[slice] += later.weight[slice];
      predicted[slice] += later.predicted[slice];
      actual[slice] += later.actual[slice];
      squares[slice] += later.squares[slice];
    }

    return this;
  }

  /** The number of ratings of a slice. */
  public long count(int slice) {
    return count[slice];
  }

  /** The mean prediction in a slice. */
  public double meanPredicted(int slice) {
    return predicted[slice] / weight[slice];
  }

  /** The mean rating in a slice. */
  public double meanActual(int slice) {
    return actual[slice] / weight[slice];
  }

  /** The root mean squared error in a slice. */
  public double rmse(int slice) {
    return Math.sqrt(squares[slice] / weight[slice]);
  }
}
