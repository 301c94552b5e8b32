package io.shrinkage.objective;

/**
 * A penalty that is a sum over coordinates: Σ l1ⱼ|wⱼ| + ½ l2ⱼwⱼ², each weight in its bounds.
 *
 * <p>What one coordinate needs of it, for solvers that move along coordinates or hold some of them
 * still. The <em>face</em> of w is the set of coordinates along which g is smooth near w; the
 * others sit on a kink of g: at 0 under an l1, or at a bound. A second-order method moves on a
 * face, where f + g is a quadratic.
 */
public sealed interface SeparablePenalty extends Penalty permits ElasticNet {

  /** The weight of |wⱼ|, ≥ 0. */
  double l1(int j);

  /** The weight of ½wⱼ², ≥ 0. */
  double l2(int j);

  /** The least value of wⱼ, ≤ 0; −∞ when there is none. */
  double lower(int j);

  /** The largest value of wⱼ, ≥ 0; +∞ when there is none. */
  double upper(int j);

  /** The distance of −gradientⱼ to the subdifferential of g along coordinate j at w. */
  double subdifferentialDistance(double[] w, double[] gradient, int j);

  /** Whether g is smooth along coordinate j everywhere: neither an l1 nor a bound. */
  boolean isSmooth(int j);

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
   * Where a step along coordinate j ends that may not pass a kink: the kink that lies between, or
   * within rounding of the target, else the target.
   *
   * @param from the weight before the step
   * @param target the weight after it
   */
  double stoppedAtKink(int j, double from, double target);
}
