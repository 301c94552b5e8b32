package io.shrinkage.objective;

import java.io.Serializable;

/**
 * A convex penalty g on the weights: its value, proximal step, subgradients and conjugate.
 *
 * <p>Shapes: w, v, gradients and out have length p = {@link #dimension()}. Every method costs O(p)
 * at most and allocates nothing. Gradients passed in are ∇f, not negated: w is optimal when −∇f(w)
 * lies in the subdifferential ∂g(w). A penalty may confine the weights to a box; it is infinite
 * outside.
 */
public sealed interface Penalty extends Serializable permits SeparablePenalty, GroupLasso {

  /** The number p of weights. */
  int dimension();

  /** g(w). */
  double value(double[] w);

  /**
   * Adds the subgradient that the deck's rule takes: sign(w) = +1 for w ≥ 0 and −1 for w &lt; 0.
   *
   * @param w the point, not modified
   * @param out increased by a subgradient of g at w
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

  /** Moves w to the nearest point at which g is finite. */
  void project(double[] w);

  /**
   * The largest distance of −∇f to the subdifferential of g, over the coordinates, or over the
   * groups that g takes together; NaN if the gradient is.
   *
   * @param gradient ∇f(w), not negated
   */
  double violation(double[] w, double[] gradient);

  /** Whether g is 0 everywhere. */
  boolean isZero();

  /** Whether g depends on coordinate j. */
  boolean isPenalized(int j);

  /** Whether g is smooth everywhere: ridge or nothing. */
  boolean isSmooth();

  /** The largest second derivative of the smooth part of g: the largest L2 weight. */
  double largestCurvature();

  /**
   * Whether the conjugate g* is infinite along coordinate j in the direction of −gradient, at any
   * scale: a dual point must have gradient 0 there.
   */
  boolean isFree(double[] gradient, int j);

  /**
   * The largest τ ≤ 1 for which the conjugate g* is finite at −τ·gradient, coordinates aside that
   * are free.
   */
  double dualScale(double[] gradient);

  /**
   * The Fenchel–Young sum g(w) + g*(−τ·gradient) + τ·gradientᵀw over the coordinates that are not
   * free, as a sum of terms that are each ≥ 0, so nothing cancels.
   *
   * @param scale τ, at most {@link #dualScale}
   */
  double fenchelYoung(double[] w, double[] gradient, double scale);
}
