package io.shrinkage.objective;

import java.io.Serializable;

/**
 * A convex penalty g on the weights: its value, proximal step, subgradients and conjugate.
 *
 * <p>Shapes: w, v, gradients and out have length p = {@link #dimension()}. Every method costs O(p)
 * at most and allocates nothing. Gradients passed in are ∇f, not negated: w is optimal when −∇f(w)
 * lies in the subdifferential ∂g(w).
 *
 * <p>The <em>face</em> of w is the set of coordinates along which g is smooth near w; the others
 * sit on a kink of g. A second-order method moves on a face, where f + g is a quadratic.
 */
public sealed interface Penalty extends Serializable permits ElasticNet {

  /** The number p of weights. */
  int dimension();

  /** g(w). */
  double value(double[] w);

  /**
   * Adds the subgradient of the sign rule, where sign(w) = +1 for w ≥ 0 and −1 for w &lt; 0.
   *
   * @param w the point, not modified
   * @param out increased by the subgradient of g at w
   */
  void addSubgradient(double[] w, double[] out);

  /**
   * The proximal step: out = argmin over z of ½‖z − v‖² + step·g(z).
   *
   * @param v the point, not modified unless it is {@code out}
   * @param step positive
   * @param out overwritten; may be {@code v}
   */
  void prox(double[] v, double step, double[] out);

  /** The distance of −gradientⱼ to the subdifferential of g along coordinate j at w. */
  double subdifferentialDistance(double[] w, double[] gradient, int j);

  /** Whether g is 0 everywhere. */
  boolean isZero();

  /** Whether g depends on coordinate j. */
  boolean isPenalized(int j);

  /** Whether g is smooth along coordinate j near w. */
  boolean onFace(double[] w, int j);

  /** The second derivative of g along coordinate j, where it is smooth. */
  double curvature(int j);

  /**
   * The smallest positive t at which w + t·direction meets a kink of g that w is not on; infinite
   * when there is none.
   */
  double stepToKink(double[] w, double[] direction);

  /**
   * The largest τ ≤ 1 for which the conjugate g* is finite at −τ·gradient on the penalized
   * coordinates.
   */
  double dualScale(double[] gradient);

  /**
   * The Fenchel–Young sum g(w) + g*(−τ·gradient) + τ·gradientᵀw over the penalized coordinates, as
   * a sum of terms that are each ≥ 0, so nothing cancels.
   *
   * @param scale τ, at most {@link #dualScale}
   */
  double fenchelYoung(double[] w, double[] gradient, double scale);
}
