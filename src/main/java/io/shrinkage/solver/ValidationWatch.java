package io.shrinkage.solver;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

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

  void write(DataOutput out) throws IOException {
    out.writeInt(best.length);
    StateBytes.write(out, best);
    out.writeDouble(lowest);
    out.writeDouble(lastImprovement);
    out.writeInt(sinceImprovement);
  }

  /**
   * Goes on where the watch that was written stood.
   *
   * @param dimension of the weights
   */
  void read(DataInput in, int dimension) throws IOException {
    int length = in.readInt();
    if (length != 0 && length != dimension) {
      throw new IOException("the best iterate has " + length + " weights, not " + dimension);
    }
    best = StateBytes.read(in, length);
    lowest = in.readDouble();
    lastImprovement = in.readDouble();
    sinceImprovement = in.readInt();
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
