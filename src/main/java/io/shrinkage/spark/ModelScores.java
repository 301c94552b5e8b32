package io.shrinkage.spark;

import io.shrinkage.linalg.RowCursor;
import io.shrinkage.statistics.ItemMeans;
import io.shrinkage.statistics.LinearPredictor;
import io.shrinkage.statistics.LossGradients;
import io.shrinkage.statistics.Mergeable;
import io.shrinkage.statistics.Metrics;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SliceMap;
import io.shrinkage.statistics.SlotSet;
import java.io.Serializable;

/**
 * What one pass over the features tells of fitted models, and what the baselines learn meanwhile.
 */
public final class ModelScores implements Mergeable<ModelScores>, Serializable {
  private static final long serialVersionUID = 1L;
  private static final SliceMap NONE = SliceMap.builder().build();

  private final transient Scoring scoring; // for who adds, not for who merges
  private final LossGradients gradients = new LossGradients();
  private final ModelErrors fitted;
  private final ModelErrors tested;
  private final Metrics unregularized = new Metrics();
  private final ItemMeans itemMeans = new ItemMeans();

  /** Nothing added yet. */
  ModelScores(Scoring scoring) {
    this.scoring = scoring;
    this.fitted = new ModelErrors(scoring.lowest(), scoring.highest(), scoring.slices());
    this.tested = new ModelErrors(scoring.lowest(), scoring.highest(), NONE);
  }

  /**
   * What is scored.
   *
   * @param fit the rows fitted to
   * @param test the test rows; without any, no item's mean is taken
   * @param model the fitted model
   * @param zero the predictor without weights
   * @param unregularized the unregularized fit; null if there is none
   * @param lowest the prediction from which the errors are tallied
   * @param highest that up to which
   * @param slices of features, by which the errors on the rows fitted to are told; may be empty
   */
  public record Scoring(
      SlotSet fit,
      SlotSet test,
      LinearPredictor model,
      LinearPredictor zero,
      LinearPredictor unregularized,
      double lowest,
      double highest,
      SliceMap slices)
      implements Serializable {}

  /** Adds a block's rows; each distinct one is taken and predicted once. */
  ModelScores add(RowBlock block) {
    RowCursor x = block.x().cursor();
    int end;
    for (int start = 0; start < block.rows(); start = end) {
      end = block.endOfFeatures(start);
      boolean toFit = scoring.fit.containsOneOf(block, start, end);
      boolean toTest = scoring.test.containsOneOf(block, start, end);
      if (toFit || toTest) {
        x.moveTo(block.features(start));
        double predicted = scoring.model.predict(x);
        if (toFit) {
          gradients.addRun(block, start, end, scoring.fit, x, predicted, scoring.zero.predict(x));
          fitted.addRun(block, start, end, scoring.fit, x, predicted);
        }
        if (toTest) {
          test(block, start, end, x, predicted);
        }
      }
    }
    gradients.ended(block);
    if (!scoring.test.isEmpty()) {
      itemMeans.add(block, scoring.fit);
    }
    return this;
  }

  private void test(RowBlock block, int start, int end, RowCursor x, double predicted) {
    tested.addRun(block, start, end, scoring.test, x, predicted);
    if (scoring.unregularized != null) {
      unregularized.addRun(block, start, end, scoring.test, scoring.unregularized.predict(x));
    }
  }

  @Override
  public ModelScores merge(ModelScores later) {
    gradients.merge(later.gradients);
    fitted.merge(later.fitted);
    tested.merge(later.tested);
    unregularized.merge(later.unregularized);
    itemMeans.merge(later.itemMeans);
    return this;
  }

  /** Losses and gradients on the rows fitted to, at the model and at 0. */
  public LossGradients gradients() {
    return gradients;
  }

  /** The model on the rows that it was fitted to. */
  public ModelErrors fitted() {
    return fitted;
  }

  /** The model on the test rows. */
  public ModelErrors tested() {
    return tested;
  }

  /** The unregularized fit on the test rows; of no rating where there is none. */
  public Metrics unregularized() {
    return unregularized;
  }

  /** The mean rating of every item in the rows fitted to. */
  ItemMeans itemMeans() {
    return itemMeans;
  }
}
