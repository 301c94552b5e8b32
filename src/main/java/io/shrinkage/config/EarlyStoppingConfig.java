package io.shrinkage.config;

import io.shrinkage.solver.EarlyStopping;

/**
 * Whether a solver stops when the error on the validation rows stops to fall.
 *
 * @param patience iterations without an improvement after which it stops
 * @param minImprovement the relative fall of the error that counts as one
 */
public record EarlyStoppingConfig(boolean enabled, int patience, double minImprovement) {

  /** When a solver stops. */
  public EarlyStopping rule() {
    return new EarlyStopping(patience, minImprovement);
  }
}
