package io.shrinkage.solver;

import io.shrinkage.objective.GroupLasso;
import io.shrinkage.statistics.Gramian;

/**
 * Where a block coordinate descent stands: the weights, their gradient, and the history.
 *
 * <p>The gradient is kept current by the steps; when it says converged it is computed anew, and
 * that counts.
 */
final class GroupState {

  private final Gramian objective;
  private final GroupLasso penalty;
  private final StoppingRule rule;
  private final double gradientScale;
  private final double constant;
  private final double[] w;
  private final double[] gradient;
  private final Trace trace = new Trace();
  private double violation;

  GroupState(Gramian objective, GroupLasso penalty, StoppingRule rule, WarmStart start) {
    int p = objective.dimension();
    if (penalty.dimension() != p) {
      throw new IllegalArgumentException(
          "the penalty has " + penalty.dimension() + " weights, the objective " + p);
    }
    this.objective = objective;
    this.penalty = penalty;
    this.rule = rule;
    this.gradientScale = objective.gradientScale();
    this.w = start.weightsOf(p);
    this.gradient = new double[p];
    this.constant = objective.valueAndGradient(w, gradient) - quadratic();
    record(0);
  }

  double[] w() {
    return w;
  }

  double[] gradient() {
    return gradient;
  }

  /** ½wᵀQw − qᵀw. */
  private double quadratic() {
    double sum = 0;
    for (int j = 0; j < w.length; j++) {
      sum += w[j] * (gradient[j] - objective.linear(j));
    }
    return sum / 2;
  }

  /** Enters the point into the history. */
  void record(double step) {
    violation = KktCheck.violation(penalty, w, gradient, gradientScale);
    if (violation <= rule.tolerance()) {
      objective.valueAndGradient(w, gradient);
      violation = KktCheck.violation(penalty, w, gradient, gradientScale);
    }
    double value = quadratic() + constant;
    trace.add(value + penalty.value(w), step, Vectors.nonZeros(w), violation);
  }

  boolean finished() {
    return violation <= rule.tolerance() || trace.size() > rule.maxIterations();
  }

  Solution solution() {
    double value = objective.valueAndGradient(w, gradient);
    return Solution.measured(objective, penalty, rule, w, value, gradient, trace);
  }
}
