package io.shrinkage.solver;

import java.util.Arrays;

/**
 * What happened in each iteration: penalized objective, step, non-zero weights, KKT violation.
 *
 * <p>Entry 0 is the start, entry i the point after iteration i. The step is in the solver's own
 * unit: the deck's α for the gradient solver, 1/L for the proximal one, the conjugate-gradient
 * coefficient while it polishes. Accessors copy.
 */
public final class Trace {

  private double[] losses = new double[64];
  private double[] steps = new double[64];
  private double[] violations = new double[64];
  private int[] nonZeros = new int[64];
  private int size;

  Trace() {}

  void add(double loss, double step, int nonZero, double kktViolation) {
    if (size == losses.length) {
      int room = 2 * size;
      losses = Arrays.copyOf(losses, room);
      steps = Arrays.copyOf(steps, room);
      violations = Arrays.copyOf(violations, room);
      nonZeros = Arrays.copyOf(nonZeros, room);
    }
    losses[size] = loss;
    steps[size] = step;
    nonZeros[size] = nonZero;
    violations[size] = kktViolation;
    size++;
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

  /** The KKT violation relative to max |∇f(0)|. */
  public double[] kktViolations() {
    return Arrays.copyOf(violations, size);
  }
}
