package io.shrinkage.spark;

import io.shrinkage.linalg.RowCursor;
import io.shrinkage.model.PredictionTally;
import io.shrinkage.statistics.ItemMeans;
import io.shrinkage.statistics.LinearPredictor;
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

  /** Adds the rows of a block that lie in the slots; each distinct one is predicted once. */
  ModelErrors add(RowBlock block, SlotSet slots, LinearPredictor model) {
    RowCursor x = block.x().cursor();
    int end;
    for (int start = 0; start < block.rows(); start = end) {
      end = block.endOfFeatures(start);
      if (slots.containsOneOf(block, start, end)) {
        double predicted = model.predict(x.moveTo(block.features(start)));
        for (int row = start; row < end; row++) {
          if (slots.contains(block.slot(row))) {
            add(block.ratings(), row, predicted);
          }
        }
        slices.addRun(block, start, end, slots, predicted, NO_ITEMS);
      }
    }
    return this;
  }

  private void add(RatingGroups ratings, int row, double predicted) {
    for (int k = 0; k < ratings.levels(row); k++) {
      double y = ratings.rating(row, k);
      metrics.add(y, predicted, ratings.count(row, k), ratings.weight(row, k));
      tally.add(predicted, y, ratings.count(row, k));
    }
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
