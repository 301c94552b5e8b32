package io.shrinkage.solver;

/**
 * When a solver stops: the KKT violation is at most the tolerance, or the iterations are used up.
 *
 * @param maxIterations the largest number of iterations, each one pass over the data, ≥ 0
 * @param tolerance the largest KKT violation relative to max |∇f(0)|, &gt; 0
 */
public record StoppingRule(int maxIterations, double tolerance) {

  /** 1000 iterations, 1e-8. */
  public static final StoppingRule DEFAULT = new StoppingRule(1000, 1e-8);

  /** Checks the ranges. */
  public StoppingRule {
    if (maxIterations < 0) {
      throw new IllegalArgumentException(
          "the largest number of iterations is " + maxIterations + "; it must be at least 0");
    }
    if (!(tolerance > 0) || Double.isInfinite(tolerance)) {
      throw new IllegalArgumentException(
          "the tolerance is " + tolerance + "; it must be finite and above 0");
    }
  }
}
