package io.shrinkage.spark;

import io.shrinkage.model.PredictionTally;
import io.shrinkage.statistics.ItemMeans;
import io.shrinkage.statistics.LinearPredictor;
import io.shrinkage.statistics.Mergeable;
import io.shrinkage.statistics.Metrics;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SlotSet;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The errors of several predictors on the test rows, in one pass. */
public final class TestScores implements Mergeable<TestScores>, Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Metrics> linear;
  private final Metrics itemMeans;
  private final PredictionTally tested;
  private final PredictionTally fitted;

  TestScores(int predictors, double lowest, double highest) {
    this.linear = new ArrayList<>();
    for (int i = 0; i < predictors; i++) {
      linear.add(new Metrics());
    }
    this.itemMeans = new Metrics();
    this.tested = new PredictionTally(lowest, highest);
    this.fitted = new PredictionTally(lowest, highest);
  }

  /** Adds a block's test rows. */
  TestScores add(
      RowBlock block,
      SlotSet test,
      List<LinearPredictor> predictors,
      ItemMeans means,
      double fallback) {
    for (int i = 0; i < linear.size(); i++) {
      linear.get(i).add(block, test, predictors.get(i));
    }
    for (int row = 0; row < block.rows(); row++) {
      if (test.contains(block.slot(row))) {
        double predicted = means.predict(block.item(row), fallback);
        block.ratings().forEach(row, (y, n, s) -> itemMeans.add(y, predicted, n, s));
      }
    }
    tally(block, test, predictors.get(0), tested);
    return this;
  }

  /** Adds a block's rows that were fitted to. */
  TestScores addFitted(RowBlock block, SlotSet fit, LinearPredictor model) {
    tally(block, fit, model, fitted);
    return this;
  }

  private static void tally(
      RowBlock block, SlotSet slots, LinearPredictor model, PredictionTally tally) {
    int end;
    for (int start = 0; start < block.rows(); start = end) {
      end = block.endOfFeatures(start);
      if (!slots.containsOneOf(block, start, end)) {
        continue;
      }
      double predicted = model.predict(block.x(), block.features(start));
      for (int row = start; row < end; row++) {
        if (slots.contains(block.slot(row))) {
          block.ratings().forEach(row, (y, n, s) -> tally.add(predicted, y, n));
        }
      }
    }
  }

  @Override
  public TestScores merge(TestScores later) {
    for (int i = 0; i < linear.size(); i++) {
      linear.get(i).merge(later.linear.get(i));
    }
    itemMeans.merge(later.itemMeans);
    tested.merge(later.tested);
    fitted.merge(later.fitted);
    return this;
  }

  /** The errors of the i-th predictor. */
  public Metrics linear(int i) {
    return linear.get(i);
  }

  /** The errors of predicting each item's mean over the rows fitted to. */
  public Metrics itemMeans() {
    return itemMeans;
  }

  /** Ratings of the test rows by what the first predictor says. */
  public PredictionTally tested() {
    return tested;
  }

  /** Ratings of the rows fitted to by what the first predictor says. */
  public PredictionTally fitted() {
    return fitted;
  }
}
