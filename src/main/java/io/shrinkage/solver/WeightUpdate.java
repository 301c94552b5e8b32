package io.shrinkage.solver;

import io.shrinkage.objective.Penalty;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The update that every first-order solver makes: a gradient step, then the penalty's part.
 *
 * <p>SUBGRADIENT (the deck): the gradient passed in already holds the penalty's subgradient, summed
 * where the rows are, so out = w − step·gradient, projected where the penalty has bounds. PROXIMAL:
 * out = prox(w − step·∇f).
 *
 * <p>Keeps the history and tells the listener. Cost: O(p), no allocation but the trace's.
 */
final class WeightUpdate {

  /** How the penalty enters a step. */
  enum PenaltyPart {
    SUBGRADIENT,
    PROXIMAL
  }

  private final Penalty penalty;
  private final PenaltyPart part;
  private final IterationListener listener;
  private final ValidationWatch watch;
  private final Trace trace = new Trace();

  WeightUpdate(
      Penalty penalty, PenaltyPart part, IterationListener listener, Validation validation) {
    this.watch = new ValidationWatch(validation);
    this.penalty = penalty;
    this.part = part;
    this.listener = listener;
  }

  /**
   * One update.
   *
   * @param gradient ∇f at w, for SUBGRADIENT plus the penalty's subgradient
   * @param step positive, in units of ½ MSE
   * @param out overwritten with the new weights
   */
  void apply(double[] w, double[] gradient, double step, double[] out) {
    for (int j = 0; j < w.length; j++) {
      out[j] = w[j] - step * gradient[j];
    }
    switch (part) {
      case SUBGRADIENT -> penalty.project(out);
      case PROXIMAL -> penalty.prox(out, step, out);
    }
  }

  /**
   * Enters a point into the history; the first is the start.
   *
   * @param loss f + g
   * @param smooth f alone, ½ of the mean squared error
   */
  void record(double loss, double smooth, double step, double[] w, double kktViolation) {
    double validationMse = watch.observe(w);
    trace.add(loss, step, Vectors.nonZeros(w), kktViolation, 2 * smooth, validationMse);
    if (trace.size() > 1) {
      listener.onIteration(trace.size() - 1, loss, kktViolation);
    }
  }

  /** Writes the history. */
  void write(DataOutput out) throws IOException {
    watch.write(out);
    trace.write(out);
  }

  /** Takes over the history that was written. */
  void read(DataInput in, int dimension) throws IOException {
    watch.read(in, dimension);
    trace.read(in);
  }

  /** What the validation rows say so far. */
  ValidationWatch watch() {
    return watch;
  }

  Trace trace() {
    return trace;
  }
}
