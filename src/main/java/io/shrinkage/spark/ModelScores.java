package io.shrinkage.spark;

import io.shrinkage.statistics.ItemMeans;
import io.shrinkage.statistics.LossGradients;
import io.shrinkage.statistics.Mergeable;
import io.shrinkage.statistics.Metrics;
import java.io.Serializable;

/**
 * What one pass over the features tells of fitted models, and what the baselines learn meanwhile.
 */
public final class ModelScores implements Mergeable<ModelScores>, Serializable {
  private static final long serialVersionUID = 1L;

  private final LossGradients gradients;
  private final ModelErrors fitted;
  private final ModelErrors tested;
  private final Metrics unregularized;
  private final ItemMeans itemMeans;

  ModelScores(
      LossGradients gradients,
      ModelErrors fitted,
      ModelErrors tested,
      Metrics unregularized,
      ItemMeans itemMeans) {
    this.gradients = gradients;
    this.fitted = fitted;
    this.tested = tested;
    this.unregularized = unregularized;
    this.itemMeans = itemMeans;
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
