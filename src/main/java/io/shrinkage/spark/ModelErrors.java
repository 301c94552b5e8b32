package io.shrinkage.spark;

import io.shrinkage.model.PredictionTally;
import io.shrinkage.statistics.LinearPredictor;
import io.shrinkage.statistics.Mergeable;
import io.shrinkage.statistics.Metrics;
import io.shrinkage.statistics.RatingGroups;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SlotSet;
import java.io.Serializable;

/** The errors of a model on some rows, and their ratings by what it says. */
public final class ModelErrors implements Mergeable<ModelErrors>, Serializable {
  private static final long serialVersionUID = 1L;

  private final Metrics metrics = new Metrics();
  private final PredictionTally tally;

  /** Tallied between two predictions. */
  ModelErrors(double lowest, double highest) {
    this.tally = new PredictionTally(lowest, highest);
  }

  /** Adds the rows of a block that lie in the slots; each distinct one is predicted once. */
  ModelErrors add(RowBlock block, SlotSet slots, LinearPredictor model) {
    int end;
    for (int start = 0; start < block.rows(); start = end) {
      end = block.endOfFeatures(start);
      if (slots.containsOneOf(block, start, end)) {
        double predicted = model.predict(block.x(), block.features(start));
        for (int row = start; row < end; row++) {
          if (slots.contains(block.slot(row))) {
            add(block.ratings(), row, predicted);
          }
        }
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
}
