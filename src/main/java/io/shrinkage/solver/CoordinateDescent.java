package io.shrinkage.solver;

import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.SeparablePenalty;
import io.shrinkage.statistics.Gramian;

/**
 * Cyclic coordinate descent for the elastic net on a Gramian, with the gradient kept current and an
 * exact finish.
 *
 * <p>Minimizes ½wᵀQw − qᵀw + Σ l1ⱼ|wⱼ| + ½ Σ l2ⱼwⱼ². One sweep updates each wⱼ of the working set
 * to S(wⱼQⱼⱼ − gⱼ, l1ⱼ) / (Qⱼⱼ + l2ⱼ), clipped to its bounds. The working set holds the non-zero
 * weights, what the sequential strong rule keeps (|gⱼ| ≥ 2·l1ⱼ − l1ⱼ of the solution that the start
 * came from) and whatever violates its optimality condition; once the set has converged, by sweeps
 * and by {@link QuadraticFace} where they are slow, the gradient is measured anew for all columns
 * and the rule's mistakes are added. So screening changes the cost, never the result.
 *
 * <p>Shapes: Q is p×p; w and gradients have length p; m columns are in the working set, a of them
 * not 0. Units: standardized features and centred label. Cost: O(am) a sweep, O(ap) a round, a³/3
 * where sweeps do not settle; O(m²) memory. An iteration of the trace is a round. Edge cases: a
 * constant column (Qⱼⱼ = 0) keeps weight 0; a singular Q is no obstacle, with or without a penalty:
 * any minimizer will do.
 *
 * <p>Source: Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1), §2.2; Tibshirani et al.
 * (2012), J. R. Stat. Soc. B 74(2), §2 (strong rules).
 */
public final class CoordinateDescent implements Solver<Gramian> {

  // A round that does not better the violation has met the rounding of the gradient.
  private static final int FUTILE_ROUNDS = 3;

  private final StoppingRule rule;
  private final boolean screening;

  /**
   * A solver.
   *
   * @param rule the tolerance, and the largest number of rounds
   */
  public CoordinateDescent(StoppingRule rule) {
    this(rule, true);
  }

  private CoordinateDescent(StoppingRule rule, boolean screening) {
    this.rule = rule;
    this.screening = screening;
  }

  /** The same solver with every column in the working set from the start. */
  CoordinateDescent withoutScreening() {
    return new CoordinateDescent(rule, false);
  }

  @Override
  public Solution solve(Gramian objective, Penalty penalty, WarmStart start) {
    if (!(penalty instanceof SeparablePenalty separable)) {
      throw new IllegalArgumentException(
          "coordinate descent takes a separable penalty, not a "
              + penalty.getClass().getSimpleName());
    }

    int p = objective.dimension();
    if (penalty.dimension() != p) {
      throw new IllegalArgumentException(
          "the penalty has " + penalty.dimension() + " weights, the objective " + p);
    }

    return new Rounds(objective, separable, start).run();
  }

  /** One solve: the iterate, its measured gradient and the best point so far. */
  private final class Rounds {

    private final Gramian objective;
    private final SeparablePenalty penalty;
    private final WarmStart start;
    private final double scale;
    private final double[] w;
    private final double[] gradient;
    private final boolean[] working;
    private final Trace trace = new Trace();
    private double value;
    private double[] best;
    private double bestViolation = Double.POSITIVE_INFINITY;

    Rounds(Gramian objective, SeparablePenalty penalty, WarmStart start) {
      int p = objective.dimension();
      this.objective = objective;
      this.penalty = penalty;
      this.start = start;
      this.scale = objective.gradientScale();
      this.w = start.weightsOf(p);
      this.gradient = new double[p];
      this.working = new boolean[p];
      for (int j = 0; j < p; j++) {
        if (objective.entry(j, j) == 0) {
          w[j] = 0;
        }
      }

      penalty.project(w);
    }

    Solution run() {
      double violation = measure();
      screen();
      int futile = 0;
      for (int round = 0;
          violation > rule.tolerance() && round < rule.maxIterations() && futile < FUTILE_ROUNDS;
          round++) {
        addViolators();
        descend();
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
      SeparablePenalty previous = start.solved() instanceof SeparablePenalty solved ? solved : null;
      for (int j = 0; j < w.length; j++) {
        boolean kept =
            !screening
                || w[j] != 0
                || penalty.l1(j) == 0
                || previous != null && Math.abs(gradient[j]) >= 2 * penalty.l1(j) - previous.l1(j);
        working[j] = kept && objective.entry(j, j) > 0;
      }
    }

    private void addViolators() {
      double allowed = 0.1 * rule.tolerance() * scale;
      for (int j = 0; j < w.length; j++) {
        working[j] |=
            penalty.subdifferentialDistance(w, gradient, j) > allowed && objective.entry(j, j) > 0;
      }
    }

    private void descend() {
      int[] columns = new int[w.length];
      int size = 0;
      for (int j = 0; j < w.length; j++) {
        if (working[j]) {
          columns[size++] = j;
        }
      }

      QuadraticDescent descent =
          new QuadraticDescent(objective, penalty, columns, size, w, gradient);
      descent.run(0.3 * rule.tolerance() * (scale > 0 ? scale : 1));
      descent.copyTo(w);
    }
  }
}
