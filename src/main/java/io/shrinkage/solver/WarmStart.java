package io.shrinkage.solver;

/** The point at which a solver starts, in standardized coordinates. */
public final class WarmStart {

  private final double[] w;

  private WarmStart(double[] w) {
    this.w = w;
  }

  /** All p weights at 0: a cold start. */
  public static WarmStart zero(int p) {
    return new WarmStart(new double[p]);
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
    return new WarmStart(w.clone());
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
