package io.shrinkage.solver;

/**
 * The validation error of one solve: its lowest iterate, and whether patience has run out.
 *
 * <p>Edge cases: an error that is not a number is never the lowest and never an improvement.
 * Source: Prechelt (1998), Early Stopping – But When?, in Neural Networks: Tricks of the Trade,
 * LNCS 1524, §2.
 */
final class ValidationWatch {

  private final Validation validation;
  private double[] best = {};
  private double lowest = Double.POSITIVE_INFINITY;
  private double lastImprovement = Double.POSITIVE_INFINITY;
  private int sinceImprovement;

  ValidationWatch(Validation validation) {
    this.validation = validation;
  }

  /** The validation error of the next iterate. */
  double observe(double[] w) {
    double mse = validation.mse().applyAsDouble(w);
    sinceImprovement++;
    if (mse < lowest) {
      lowest = mse;
      best = w.clone();
    }
    if (mse < (1 - validation.stopping().minimumImprovement()) * lastImprovement) {
      lastImprovement = mse;
      sinceImprovement = 0;
    }
    return mse;
  }

  boolean stopped() {
    return sinceImprovement >= validation.stopping().patience();
  }

  boolean hasBest() {
    return lowest < Double.POSITIVE_INFINITY;
  }

  /** The first iterate of the lowest error; not to be modified. */
  double[] best() {
    return best;
  }
}
