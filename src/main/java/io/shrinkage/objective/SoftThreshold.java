package io.shrinkage.objective;

/**
 * The soft threshold S(v, t) = sign(v)·max(|v| − t, 0): the proximal step of t·|w|.
 *
 * <p>Lands on exact zeros: S(v, t) = +0.0 for |v| ≤ t. Source: Donoho and Johnstone (1994),
 * Biometrika 81(3), §2.
 */
public final class SoftThreshold {

  private SoftThreshold() {}

  /**
   * S(v, t).
   *
   * @param v the value; NaN gives NaN
   * @param t the threshold, ≥ 0
   */
  public static double apply(double v, double t) {
    if (v > t) {
      return v - t;
    }
    if (v < -t) {
      return v + t;
    }
    // A NaN must not turn into a harmless zero.
    return Double.isNaN(v) ? v : 0.0;
  }
}
