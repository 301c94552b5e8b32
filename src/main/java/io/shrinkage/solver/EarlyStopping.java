package io.shrinkage.solver;

/**
 * When to stop because the error on validation rows no longer improves.
 *
 * @param patience the iterations without an improvement after which a solver stops, ≥ 1
 * @param minimumImprovement the smallest decrease of the validation error that counts as one,
 *     relative to the error at the last improvement, in [0, 1)
 */
public record EarlyStopping(int patience, double minimumImprovement) {

  /** Checks the ranges. */
  public EarlyStopping {
    if (patience < 1) {
      throw new IllegalArgumentException("the patience is " + patience + "; it must be at least 1");
    }
    if (!(minimumImprovement >= 0 && minimumImprovement < 1)) {
      throw new IllegalArgumentException(
          "the smallest improvement is "
              + minimumImprovement
              + "; it must be at least 0 and below 1");
    }
  }
}
