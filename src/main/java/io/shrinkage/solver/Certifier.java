package io.shrinkage.solver;

import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.SmoothObjective;

/**
 * Measures how far any point is from the optimum, whichever solver it came from.
 *
 * <p>Cost: one pass; the duality gap adds a few where there are unpenalized columns.
 */
public final class Certifier {

  private Certifier() {}

  /**
   * Evaluates the objective at w and certifies w.
   *
   * @param tolerance the largest KKT violation of a converged point, relative to max |∇f(0)|
   */
  public static Certificate of(
      SmoothObjective objective, Penalty penalty, double[] w, double tolerance) {
    double[] gradient = new double[w.length];
    double value = objective.valueAndGradient(w, gradient);
    return measured(objective, penalty, w, value, gradient, tolerance);
  }

  /** Certifies w from f(w), without the penalty, and ∇f(w) measured there. */
  public static Certificate measured(
      SmoothObjective objective,
      Penalty penalty,
      double[] w,
      double value,
      double[] gradient,
      double tolerance) {
    double violation = KktCheck.violation(penalty, w, gradient, objective.gradientScale());
    double gap = DualityGap.relative(objective, penalty, w, value, gradient);
    return new Certificate(gap, violation, violation <= tolerance);
  }
}
