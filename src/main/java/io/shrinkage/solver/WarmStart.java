package io.shrinkage.solver;

import io.shrinkage.objective.Penalty;

/** The point at which a solver starts, in standardized coordinates. */
public final class WarmStart {

  private final double[] w;
  private final Penalty solved;

  private WarmStart(double[] w, Penalty solved) {
    this.w = w;
    this.solved = solved;
  }

  /** All p weights at 0: a cold start. */
  public static WarmStart zero(int p) {
    return new WarmStart(new double[p], null);
  }

  /**
   * At w, copied.
   *
   * @throws IllegalArgumentException when a weight is not finite
   */
  public static WarmStart at(double[] w) {
    for (int j = 0; j < w.length; j++) {
      if (!Double.isFinite(w[j])) {
        throw new IllegalArgumentException("start weight " + j + " is " + w[j]);
      }
    }
    return new WarmStart(w.clone(), null);
  }

  /** At the solution under another penalty, which screening may draw on. */
  static WarmStart at(double[] w, Penalty solved) {
    return new WarmStart(at(w).w, solved);
  }

  /** The penalty that the weights are a solution under; null where that is not known. */
  Penalty solved() {
    return solved;
  }

  /** A copy of the weights. */
  public double[] weights() {
    return w.clone();
  }

  /** The weights, checked against the problem's dimension. */
  double[] weightsOf(int dimension) {
    if (w.length != dimension) {
      throw new IllegalArgumentException(
          "the start has " + w.length + " weights, the objective " + dimension);
    }
    return w.clone();
  }
}
