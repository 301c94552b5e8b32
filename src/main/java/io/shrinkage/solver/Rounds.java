package io.shrinkage.solver;

import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.SeparablePenalty;
import io.shrinkage.objective.SmoothObjective;
import java.util.Arrays;

/**
 * The rounds of a working-set solve: the gradient of all columns is measured, columns that violate
 * their condition join the set, and the set is solved.
 *
 * <p>The set begins with the non-zero weights, the columns without an l1, and what the sequential
 * strong rule keeps: |gⱼ| ≥ 2·l1ⱼ − l1ⱼ of the solution that the start came from. Each round is one
 * gradient; the best point measured is the one that is returned.
 */
final class Rounds {

  // A round that does not better the violation has met the rounding of the gradient.
  private static final int FUTILE = 3;

  // Of the tolerance: what a column outside the set may violate, and how far the set is solved.
  private static final double OUTSIDE = 0.1;
  private static final double INSIDE = 0.3;

  private final SmoothObjective objective;
  private final SeparablePenalty penalty;
  private final StoppingRule rule;
  private final SeparablePenalty previous;
  private final double scale;
  private final boolean[] varies;
  private final boolean[] working;
  private final double[] w;
  private final double[] gradient;
  private final Trace trace = new Trace();
  private double value;
  private double[] best;
  private double bestViolation = Double.POSITIVE_INFINITY;
  private boolean all;

  /**
   * Starts a solve.
   *
   * @param varies the columns that are not constant; the others keep weight 0
   */
  Rounds(
      SmoothObjective objective,
      SeparablePenalty penalty,
      StoppingRule rule,
      WarmStart start,
      boolean[] varies) {
    this.objective = objective;
    this.penalty = penalty;
    this.rule = rule;
    this.previous = start.solved() instanceof SeparablePenalty solved ? solved : null;
    this.scale = objective.gradientScale();
    this.varies = varies;
    this.working = new boolean[varies.length];
    this.w = start.weightsOf(varies.length);
    this.gradient = new double[varies.length];
    for (int j = 0; j < w.length; j++) {
      w[j] = varies[j] ? w[j] : 0;
    }

    penalty.project(w);
  }

  /** Solves the columns of a working set; the others keep their weights. */
  @FunctionalInterface
  interface Descent {
    /**
     * Moves the weights of some columns.
     *
     * @param columns increasing
     * @param w modified in these columns
     * @param gradient ∇f(w), of all columns
     * @param target the largest violation of a column that is good enough
     */
    void solve(int[] columns, double[] w, double[] gradient, double target);
  }

  /** Puts every column into the working set. */
  void takeAll() {
    all = true;
  }

  /**
   * The penalty as coordinate descent takes it.
   *
   * @throws IllegalArgumentException if it is not separable or of another dimension
   */
  static SeparablePenalty separable(Penalty penalty, SmoothObjective objective) {
    if (!(penalty instanceof SeparablePenalty separable)) {
      throw new IllegalArgumentException(
          "coordinate descent takes a separable penalty, not a "
              + penalty.getClass().getSimpleName());
    }

    if (penalty.dimension() != objective.dimension()) {
      throw new IllegalArgumentException(
          "the penalty has "
              + penalty.dimension()
              + " weights, the objective "
              + objective.dimension());
    }

    return separable;
  }

  Solution run(Descent descent) {
    double violation = measure();
    screen();
    int futile = 0;
    for (int round = 0;
        violation > rule.tolerance() && round < rule.maxIterations() && futile < FUTILE;
        round++) {
      addViolators();
      descent.solve(workingSet(), w, gradient, INSIDE * rule.tolerance() * unit());
      double before = bestViolation;
      violation = measure();
      futile = violation < before ? 0 : futile + 1;
    }

    if (!(violation <= bestViolation)) {
      System.arraycopy(best, 0, w, 0, w.length);
      value = objective.valueAndGradient(w, gradient);
    }

    return Solution.measured(objective, penalty, rule, w, value, gradient, trace);
  }

  private double unit() {
    return scale > 0 ? scale : 1;
  }

  private double measure() {
    value = objective.valueAndGradient(w, gradient);
    double violation = KktCheck.violation(penalty, w, gradient, scale);
    trace.add(value + penalty.value(w), 1, Vectors.nonZeros(w), violation);
    if (best == null || violation < bestViolation) {
      best = w.clone();
      bestViolation = violation;
    }

    return violation;
  }

  private void screen() {
    for (int j = 0; j < w.length; j++) {
      boolean kept = all || w[j] != 0 || penalty.l1(j) == 0 || isStrong(j);
      working[j] = kept && varies[j];
    }
  }

  private boolean isStrong(int j) {
    return previous != null && Math.abs(gradient[j]) >= 2 * penalty.l1(j) - previous.l1(j);
  }

  private void addViolators() {
    double allowed = OUTSIDE * rule.tolerance() * unit();
    for (int j = 0; j < w.length; j++) {
      working[j] |= varies[j] && penalty.subdifferentialDistance(w, gradient, j) > allowed;
    }
  }

  private int[] workingSet() {
    int[] columns = new int[w.length];
    int size = 0;
    for (int j = 0; j < w.length; j++) {
      if (working[j]) {
        columns[size++] = j;
      }
    }

    return Arrays.copyOf(columns, size);
  }
}
