package io.shrinkage.solver;

import io.shrinkage.objective.SmoothObjective;

/**
 * Products of a quadratic's Hessian with a direction, by one more gradient: Hd = (∇f(w + sd) −
 * ∇f(w))/s.
 *
 * <p>Exact for a quadratic at any s; s is chosen so that the probe is as far from w as w is from 0
 * (at least 1), and the difference then keeps nearly all its digits however short d is.
 */
final class HessianProbe {

  private final double[] probe;
  private final double[] there;

  HessianProbe(int p) {
    probe = new double[p];
    there = new double[p];
  }

  /**
   * One pass.
   *
   * @param gradient ∇f(w)
   * @param direction d, not 0
   * @param out overwritten with Hd
   */
  void apply(
      SmoothObjective objective, double[] w, double[] gradient, double[] direction, double[] out) {
    double length = Vectors.maxAbs(direction);
    double s = Math.max(1, Vectors.maxAbs(w)) / length;
    if (!Double.isFinite(s)) {
      throw new IllegalArgumentException("a direction of length " + length);
    }
    System.arraycopy(w, 0, probe, 0, w.length);
    Vectors.addScaled(s, direction, probe);
    objective.valueAndGradient(probe, there);
    for (int j = 0; j < out.length; j++) {
      out[j] = (there[j] - gradient[j]) / s;
    }
  }
}
