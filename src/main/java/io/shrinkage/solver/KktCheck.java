package io.shrinkage.solver;

import io.shrinkage.objective.Penalty;

/**
 * The largest violation of the optimality conditions: max over j of dist(−∇fⱼ, ∂gⱼ(w))/max|∇f(0)|,
 * j being a coordinate, or a group of them that the penalty takes together.
 *
 * <p>0 exactly at an optimum; without a penalty it is the normalized gradient. Cost: O(p). Edge
 * case: max|∇f(0)| = 0 (nothing correlates with the label) leaves the violation unscaled. Source:
 * Boyd and Vandenberghe (2004), Convex Optimization, §5.5.3.
 */
public final class KktCheck {

  private KktCheck() {}

  /**
   * The relative violation at w.
   *
   * @param w the point
   * @param gradient ∇f(w), not negated
   * @param gradientScale max |∇f(0)|
   */
  public static double violation(
      Penalty penalty, double[] w, double[] gradient, double gradientScale) {
    double largest = penalty.violation(w, gradient);
    return gradientScale > 0 ? largest / gradientScale : largest;
  }
}
