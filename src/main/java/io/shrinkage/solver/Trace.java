package io.shrinkage.solver;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What happened in each iteration: penalized objective, step, non-zero weights, KKT violation, and
 * the mean squared errors on training and validation rows.
 *
 * <p>Entry 0 is the start, entry i the point after iteration i. The step is in the solver's own
 * unit: the deck's α for the gradient solver, 1/L for the proximal one, the conjugate-gradient
 * coefficient while it polishes, the share of a whole step for a Newton step. Accessors copy.
 */
public final class Trace {

  private double[] losses = new double[64];
  private double[] steps = new double[64];
  private double[] violations = new double[64];
  private double[] trainMses = new double[64];
  private double[] validationMses = new double[64];
  private int[] nonZeros = new int[64];
  private int size;

  Trace() {}

  void add(double loss, double step, int nonZero, double kktViolation) {
    add(loss, step, nonZero, kktViolation, Double.NaN, Double.NaN);
  }

  void add(
      double loss,
      double step,
      int nonZero,
      double kktViolation,
      double trainMse,
      double validationMse) {
    if (size == losses.length) {
      int room = 2 * size;
      losses = Arrays.copyOf(losses, room);
      steps = Arrays.copyOf(steps, room);
      violations = Arrays.copyOf(violations, room);
      trainMses = Arrays.copyOf(trainMses, room);
      validationMses = Arrays.copyOf(validationMses, room);
      nonZeros = Arrays.copyOf(nonZeros, room);
    }
    losses[size] = loss;
    steps[size] = step;
    nonZeros[size] = nonZero;
    violations[size] = kktViolation;
    trainMses[size] = trainMse;
    validationMses[size] = validationMse;
    size++;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int k = 0; k < size; k++) {
      out.writeDouble(losses[k]);
      out.writeDouble(steps[k]);
      out.writeInt(nonZeros[k]);
      out.writeDouble(violations[k]);
      out.writeDouble(trainMses[k]);
      out.writeDouble(validationMses[k]);
    }
  }

  /** Adds the entries that were written. */
  void read(DataInput in) throws IOException {
    int entries = in.readInt();
    for (int k = 0; k < entries; k++) {
      double loss = in.readDouble();
      double step = in.readDouble();
      int nonZero = in.readInt();
      double violation = in.readDouble();
      double trainMse = in.readDouble();
      add(loss, step, nonZero, violation, trainMse, in.readDouble());
    }
  }

  /** The number of entries: iterations + 1. */
  public int size() {
    return size;
  }

  /** The penalized objective of each entry. */
  public double[] losses() {
    return Arrays.copyOf(losses, size);
  }

  /** The step that led to each entry; 0 at the start. */
  public double[] steps() {
    return Arrays.copyOf(steps, size);
  }

  /** The number of weights that are not exactly 0. */
  public int[] nonZeros() {
    return Arrays.copyOf(nonZeros, size);
  }

  /** The mean squared error on the training rows: 2f. NaN where the solver does not keep it. */
  public double[] trainMses() {
    return Arrays.copyOf(trainMses, size);
  }

  /** The mean squared error on the validation rows; NaN where there are none. */
  public double[] validationMses() {
    return Arrays.copyOf(validationMses, size);
  }

  /** The KKT violation relative to max |∇f(0)|. */
  public double[] kktViolations() {
    return Arrays.copyOf(violations, size);
  }
}
