package io.shrinkage.solver;

import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.SmoothObjective;

/**
 * The duality gap of penalized centred least squares: an upper bound of f(w) + g(w) − optimum.
 *
 * <p>With the dual point τ·(residual), τ = 1 where every conjugate is finite (l2 &gt; 0) and the
 * largest feasible scaling otherwise (lasso),
 *
 * <p>gap = f·(1 − τ)² + [g(w) + g*(−τ∇f) + τ∇fᵀw],
 *
 * <p>whose terms are all ≥ 0, so nothing cancels. It needs f, ∇f and w alone. Relative to f(0) = ½
 * Var(y).
 *
 * <p>Free columns U, the unpenalized ones, ask for ∇f = 0 there: they are refitted first by
 * conjugate gradients, w̃ = w + δ, and f(w) − f(w̃) = −½∇fᵤᵀδ is added. An unpenalized column with
 * one bound is free while −∇f points away from it. Cost: O(p) without free columns, else at most
 * {@value #MOST_REFITS} + 1 passes, {@value #MOST_ROUNDS} times that where bounds make more columns
 * free. NaN without a penalty, and when the refit does not settle. Source: Kim, Koh, Lustig, Boyd,
 * Gorinevsky (2007), IEEE J. Sel. Top. Signal Process. 1(4), §III.
 */
public final class DualityGap {

  private static final int MOST_REFITS = 50;
  private static final int MOST_ROUNDS = 3;
  private static final double REFITTED = 1e-13;
  private static final double UNSETTLED = 1e-10;

  private DualityGap() {}

  /**
   * The gap at w relative to f(0).
   *
   * @param value f(w), without the penalty
   * @param gradient ∇f(w), not negated, not modified
   * @return ≥ 0, or NaN
   */
  public static double relative(
      SmoothObjective objective, Penalty penalty, double[] w, double value, double[] gradient) {
    if (penalty.isZero()) {
      return Double.NaN;
    }
    double unit = objective.valueAtZero();
    double target = REFITTED * objective.gradientScale();
    double absolute =
        largestFree(penalty, gradient) <= target
            ? absolute(penalty, w, value, gradient)
            : refitted(objective, penalty, w, gradient, target);
    return unit > 0 ? absolute / unit : absolute;
  }

  private static double absolute(Penalty penalty, double[] w, double value, double[] gradient) {
    double scale = penalty.dualScale(gradient);
    return value * (1 - scale) * (1 - scale) + penalty.fenchelYoung(w, gradient, scale);
  }

  private static double refitted(
      SmoothObjective objective, Penalty penalty, double[] w, double[] gradient, double target) {
    double[] there = gradient.clone();
    boolean[] free = new boolean[w.length];
    for (int round = 0; round < MOST_ROUNDS; round++) {
      boolean grown = false;
      for (int j = 0; j < free.length; j++) {
        grown |= !free[j] && penalty.isFree(there, j);
        free[j] |= penalty.isFree(there, j);
      }
      if (!grown) {
        break;
      }
      double[] shift = refit(objective, w, gradient, free, target);
      double[] point = w.clone();
      Vectors.addScaled(1, shift, point);
      double value = objective.valueAndGradient(point, there);
      // The rounding of a whole pass, not of the recursion, is what counts as settled.
      if (largestFree(penalty, there) <= UNSETTLED * objective.gradientScale()) {
        double descent = Math.max(-0.5 * Vectors.dot(gradient, shift), 0);
        return descent + absolute(penalty, point, value, there);
      }
    }
    return Double.NaN;
  }

  /** The step to the minimum over the free columns, by conjugate gradients. */
  private static double[] refit(
      SmoothObjective objective, double[] w, double[] gradient, boolean[] free, double target) {
    int p = w.length;
    double[] residual = new double[p];
    double[] direction = new double[p];
    for (int j = 0; j < p; j++) {
      residual[j] = free[j] ? -gradient[j] : 0;
      direction[j] = residual[j];
    }
    double[] shift = new double[p];
    double[] image = new double[p];
    HessianProbe hessian = new HessianProbe(p);
    double squared = Vectors.dot(residual, residual);
    for (int k = 0; k < MOST_REFITS && Vectors.maxAbs(residual) > target; k++) {
      hessian.apply(objective, w, gradient, direction, image);
      double curvature = Vectors.dot(direction, image);
      if (!(curvature > 0)) {
        break;
      }
      double step = squared / curvature;
      for (int j = 0; j < p; j++) {
        if (free[j]) {
          shift[j] += step * direction[j];
          residual[j] -= step * image[j];
        }
      }
      double next = Vectors.dot(residual, residual);
      for (int j = 0; j < p; j++) {
        direction[j] = residual[j] + next / squared * direction[j];
      }
      squared = next;
    }
    return shift;
  }

  private static double largestFree(Penalty penalty, double[] gradient) {
    double largest = 0;
    for (int j = 0; j < gradient.length; j++) {
      if (penalty.isFree(gradient, j)) {
        largest = Math.max(largest, Math.abs(gradient[j]));
      }
    }
    return largest;
  }
}
