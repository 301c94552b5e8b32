package io.shrinkage.spark;

import io.shrinkage.linalg.RowCursor;
import io.shrinkage.model.PredictionTally;
import io.shrinkage.statistics.ItemMeans;
import io.shrinkage.statistics.Mergeable;
import io.shrinkage.statistics.Metrics;
import io.shrinkage.statistics.RatingGroups;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SliceErrors;
import io.shrinkage.statistics.SliceMap;
import io.shrinkage.statistics.SlotSet;
import java.io.Serializable;

/**
 * The errors of a model on some rows, overall and by slices of their features, and the rows'
 * ratings by what it says.
 */
public final class ModelErrors implements Mergeable<ModelErrors>, Serializable {
  private static final long serialVersionUID = 1L;
  private static final ItemMeans NO_ITEMS = new ItemMeans();

  private final Metrics metrics = new Metrics();
  private final PredictionTally tally;
  private final SliceErrors slices;

  /**
   * Tallied between two predictions.
   *
   * @param map the slices, none of items; there may be none at all
   */
  ModelErrors(double lowest, double highest, SliceMap map) {
    this.tally = new PredictionTally(lowest, highest);
    this.slices = new SliceErrors(map);
  }

  /** Adds the rows of one feature row that lie in the slots, all with the same prediction. */
  void addRun(RowBlock block, int start, int end, SlotSet slots, RowCursor x, double predicted) {
    metrics.addRun(block, start, end, slots, predicted);
    RatingGroups ratings = block.ratings();
    for (int row = start; row < end; row++) {
      for (int k = 0; slots.contains(block.slot(row)) && k < ratings.levels(row); k++) {
        tally.add(predicted, ratings.rating(row, k), ratings.count(row, k));
      }
    }
    slices.addRun(block, start, end, slots, x, predicted, NO_ITEMS);
  }

  @Override
  public ModelErrors merge(ModelErrors later) {
    metrics.merge(later.metrics);
    tally.merge(later.tally);
    slices.merge(later.slices);
    return this;
  }

  /** The errors. */
  public Metrics metrics() {
    return metrics;
  }

  /** The ratings by what the model says. */
  public PredictionTally tally() {
    return tally;
  }

  /** The errors by slice. */
  public SliceErrors slices() {
    return slices;
  }
}
