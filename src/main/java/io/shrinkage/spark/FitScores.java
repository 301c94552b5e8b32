package io.shrinkage.spark;

import io.shrinkage.statistics.ItemMeans;
import io.shrinkage.statistics.Mergeable;
import io.shrinkage.statistics.Metrics;
import java.io.Serializable;

/** The errors of a model on the rows that it was fitted to, and what baselines learn from them. */
public final class FitScores implements Mergeable<FitScores>, Serializable {
  private static final long serialVersionUID = 1L;

  private final Metrics model;
  private final ItemMeans itemMeans;

  FitScores(Metrics model, ItemMeans itemMeans) {
    this.model = model;
    this.itemMeans = itemMeans;
  }

  @Override
  public FitScores merge(FitScores later) {
    model.merge(later.model);
    itemMeans.merge(later.itemMeans);
    return this;
  }

  /** The errors of the model. */
  public Metrics model() {
    return model;
  }

  /** The mean rating of every item. */
  ItemMeans itemMeans() {
    return itemMeans;
  }
}
