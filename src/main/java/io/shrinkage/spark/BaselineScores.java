package io.shrinkage.spark;

import io.shrinkage.statistics.ItemMeans;
import io.shrinkage.statistics.Mergeable;
import io.shrinkage.statistics.Metrics;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SlotSet;
import java.io.Serializable;

/** The errors of the baselines on the test rows, for which no feature is looked at. */
public final class BaselineScores implements Mergeable<BaselineScores>, Serializable {
  private static final long serialVersionUID = 1L;

  private final Metrics mean = new Metrics();
  private final Metrics itemMeans = new Metrics();

  /** Adds a block's test rows. */
  BaselineScores add(RowBlock block, SlotSet test, ItemMeans means, double fallback) {
    for (int row = 0; row < block.rows(); row++) {
      if (test.contains(block.slot(row))) {
        double ofItem = means.predict(block.item(row), fallback);
        block
            .ratings()
            .forEach(
                row,
                (y, n, s) -> {
                  mean.add(y, fallback, n, s);
                  itemMeans.add(y, ofItem, n, s);
                });
      }
    }
    return this;
  }

  @Override
  public BaselineScores merge(BaselineScores later) {
    mean.merge(later.mean);
    itemMeans.merge(later.itemMeans);
    return this;
  }

  /** The errors of predicting the mean of the rows fitted to. */
  public Metrics mean() {
    return mean;
  }

  /** The errors of predicting each item's mean over the rows fitted to. */
  public Metrics itemMeans() {
    return itemMeans;
  }
}
