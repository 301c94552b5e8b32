package io.shrinkage.selection;

import io.shrinkage.objective.PenaltyFamily;
import io.shrinkage.statistics.Standardizer;

/**
 * The penalties of whatever rows: each fold has its own means and deviations, and where the penalty
 * acts on weights in original units it depends on them.
 */
@FunctionalInterface
public interface PenaltyRule {

  /**
   * The penalties of a path on some rows.
   *
   * @param rows the means and deviations of those rows
   */
  PenaltyFamily on(Standardizer rows);
}
