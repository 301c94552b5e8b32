package io.shrinkage.solver;

import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.SmoothObjective;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Where a proximal solve stands: the iterate, the one before, their gradients, and the step 1/L.
 *
 * <p>Gradients are measured, except while conjugate gradients infer them by linearity; {@link
 * #measure} makes them measured again.
 */
final class ProximalState {

  // Rounding may push the quotient of a correct L over it.
  private static final double SLACK = 1 + 1e-9;
  private static final double GROWTH = 1.1;

  private final SmoothObjective objective;
  private final Penalty penalty;
  private final StoppingRule rule;
  private final WeightUpdate update;
  private final double gradientScale;

  private double[] w;
  private double[] gradient;
  private double[] previous;
  private double[] previousGradient;
  private double[] trial;
  private double[] trialGradient;
  private double value;
  private double curvature;
  private double violation;
  private boolean inferred;
  private int iterations;

  ProximalState(
      SmoothObjective objective,
      Penalty penalty,
      StoppingRule rule,
      IterationListener listener,
      Validation validation,
      WarmStart start) {
    this(objective, penalty, rule, listener, validation, objective.gradientScale());
    int p = objective.dimension();
    this.w = start.weightsOf(p);
    penalty.project(w);
    this.gradient = new double[p];
    this.value = objective.valueAndGradient(w, gradient);
    this.curvature = objective.curvature() > 0 ? objective.curvature() : 1;
    this.previous = w.clone();
    this.previousGradient = gradient.clone();
    record(0);
  }

  private ProximalState(
      SmoothObjective objective,
      Penalty penalty,
      StoppingRule rule,
      IterationListener listener,
      Validation validation,
      double gradientScale) {
    int p = objective.dimension();
    if (penalty.dimension() != p) {
      throw new IllegalArgumentException(
          "the penalty has " + penalty.dimension() + " weights, the objective " + p);
    }
    this.objective = objective;
    this.penalty = penalty;
    this.rule = rule;
    this.update =
        new WeightUpdate(penalty, WeightUpdate.PenaltyPart.PROXIMAL, listener, validation);
    this.gradientScale = gradientScale;
    this.trial = new double[p];
    this.trialGradient = new double[p];
  }

  /** The state that {@link #write} wrote, of the same problem; no pass. */
  static ProximalState read(
      DataInput in,
      SmoothObjective objective,
      Penalty penalty,
      StoppingRule rule,
      IterationListener listener,
      Validation validation)
      throws IOException {
    ProximalState state =
        new ProximalState(objective, penalty, rule, listener, validation, in.readDouble());
    int p = objective.dimension();
    state.w = StateBytes.read(in, p);
    state.gradient = StateBytes.read(in, p);
    state.previous = StateBytes.read(in, p);
    state.previousGradient = StateBytes.read(in, p);
    state.value = in.readDouble();
    state.curvature = in.readDouble();
    state.violation = in.readDouble();
    state.inferred = in.readBoolean();
    state.iterations = in.readInt();
    state.update.read(in, p);
    return state;
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(gradientScale);
    StateBytes.write(out, w);
    StateBytes.write(out, gradient);
    StateBytes.write(out, previous);
    StateBytes.write(out, previousGradient);
    out.writeDouble(value);
    out.writeDouble(curvature);
    out.writeDouble(violation);
    out.writeBoolean(inferred);
    out.writeInt(iterations);
    update.write(out);
  }

  SmoothObjective objective() {
    return objective;
  }

  double[] w() {
    return w;
  }

  double[] gradient() {
    return gradient;
  }

  double[] previous() {
    return previous;
  }

  /** Whether the iterations are used up, or validation has ended the solve. */
  boolean exhausted() {
    return iterations >= rule.maxIterations() || update.watch().stopped();
  }

  boolean finished() {
    return violation <= rule.tolerance() || exhausted();
  }

  boolean converged() {
    return violation <= rule.tolerance();
  }

  boolean inferred() {
    return inferred;
  }

  /** The extrapolated point w + β(w − w₋) and, f being a quadratic, its gradient. */
  void extrapolate(double beta, double[] point, double[] pointGradient) {
    for (int j = 0; j < w.length; j++) {
      point[j] = w[j] + beta * (w[j] - previous[j]);
      pointGradient[j] = gradient[j] + beta * (gradient[j] - previousGradient[j]);
    }
  }

  /**
   * A proximal step from a point with a known gradient; L grows until it bounds the curvature along
   * the step.
   *
   * @return whether the step was made; otherwise the solve is over and w stands
   */
  boolean proximalStep(double[] point, double[] pointGradient) {
    while (!exhausted()) {
      update.apply(point, pointGradient, 1 / curvature, trial);
      double trialValue = objective.valueAndGradient(trial, trialGradient);
      iterations++;
      double along = 0;
      double squared = 0;
      double size = 0;
      for (int j = 0; j < trial.length; j++) {
        double d = trial[j] - point[j];
        along += d * (trialGradient[j] - pointGradient[j]);
        squared += d * d;
        size += Math.abs(d);
      }
      double noise = 1e-15 * gradientScale * size;
      if (along <= curvature * squared * SLACK + noise || !(squared > 0)) {
        accept(trialValue);
        return true;
      }
      curvature = Math.max(along / squared, curvature) * GROWTH;
      record(1 / curvature);
    }
    return false;
  }

  private void accept(double trialValue) {
    double[] oldest = previous;
    previous = w;
    w = trial;
    trial = oldest;
    double[] oldestGradient = previousGradient;
    previousGradient = gradient;
    gradient = trialGradient;
    trialGradient = oldestGradient;
    value = trialValue;
    inferred = false;
    record(1 / curvature);
  }

  /** Counts a pass that moved w along a direction whose Hessian product it measured. */
  void inferredStep(double newValue, double step) {
    value = newValue;
    inferred = true;
    iterations++;
    record(step);
  }

  double value() {
    return value;
  }

  /** One pass at w, counted as an iteration. */
  void measure() {
    value = objective.valueAndGradient(w, gradient);
    inferred = false;
    iterations++;
    record(0);
  }

  private void record(double step) {
    violation = KktCheck.violation(penalty, w, gradient, gradientScale);
    update.record(value + penalty.value(w), value, step, w, violation);
  }

  Solution solution() {
    boolean ended = converged() || update.watch().stopped();
    boolean watched = update.watch().hasBest();
    if (watched) {
      w = update.watch().best().clone();
    }
    if (watched || inferred) {
      value = objective.valueAndGradient(w, gradient);
    }
    Solution solution =
        Solution.measured(objective, penalty, rule, w, value, gradient, update.trace());
    return watched && ended ? solution.stoppedEarly() : solution;
  }
}
