package io.shrinkage.solver;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Step lengths for gradient descent on a quadratic, by Barzilai and Borwein with ABBmin.
 *
 * <p>With s = w₊ − w and y = ∇₊ − ∇: long = sᵀs/sᵀy, short = sᵀy/yᵀy. The next step is long, or the
 * smallest of the last {@value #MEMORY} short ones where short/long is below {@value #SWITCH}. Not
 * monotone, but linearly convergent on strictly convex quadratics, and much faster than 1/L when
 * they are ill-conditioned. Source: Frassoldati, Zanni, Zanghirati (2008), J. Ind. Manag. Optim.
 * 4(2), §2 (ABBmin1).
 */
final class BarzilaiBorwein {

  private static final int MEMORY = 9;
  private static final double SWITCH = 0.8;

  private final double[] shortSteps = new double[MEMORY];
  private int seen;
  private double step;

  /** Starts at a step that is safe: 1/L. */
  BarzilaiBorwein(double first) {
    this.step = first;
    Arrays.fill(shortSteps, Double.POSITIVE_INFINITY);
  }

  void write(DataOutput out) throws IOException {
    StateBytes.write(out, shortSteps);
    out.writeInt(seen);
    out.writeDouble(step);
  }

  void read(DataInput in) throws IOException {
    System.arraycopy(StateBytes.read(in, MEMORY), 0, shortSteps, 0, MEMORY);
    seen = in.readInt();
    step = in.readDouble();
  }

  double step() {
    return step;
  }

  void observe(double[] w, double[] next, double[] gradient, double[] nextGradient) {
    double ss = 0;
    double sy = 0;
    double yy = 0;
    for (int j = 0; j < w.length; j++) {
      double s = next[j] - w[j];
      double y = nextGradient[j] - gradient[j];
      ss += s * s;
      sy += s * y;
      yy += y * y;
    }
    // Rounding alone: the last step still serves.
    if (!(sy > 0 && yy > 0)) {
      return;
    }
    double longStep = ss / sy;
    double shortStep = sy / yy;
    shortSteps[seen % MEMORY] = shortStep;
    seen++;
    step = shortStep / longStep < SWITCH ? smallest() : longStep;
  }

  private double smallest() {
    double smallest = Double.POSITIVE_INFINITY;
    for (double candidate : shortSteps) {
      smallest = Math.min(smallest, candidate);
    }
    return smallest;
  }
}
