package io.shrinkage.solver;

import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.SeparablePenalty;
import io.shrinkage.objective.SoftThreshold;
import io.shrinkage.statistics.SparseLeastSquares;

/**
 * Cyclic coordinate descent for the elastic net on sparse rows in memory, with the residuals kept
 * current: for more columns than a Gramian can have.
 *
 * <p>Minimizes f(w) + Σ l1ⱼ|wⱼ| + ½ Σ l2ⱼwⱼ². A sweep updates each wⱼ of the working set to S(wⱼQⱼⱼ
 * − gⱼ, l1ⱼ) / (Qⱼⱼ + l2ⱼ), clipped to its bounds, gⱼ from the residuals of the rows in which
 * column j is stored. Sweeps over the non-zero weights follow each sweep over the working set,
 * which grows as that of {@link CoordinateDescent} does. Where sweeps are slow, {@link FaceDescent}
 * finishes by conjugate gradients on the support.
 *
 * <p>Shapes: w and gradients have length p. Units: standardized features and centred label. Cost:
 * one pass over the set's stored entries a sweep, one over all of them a round; O(p) and O(rows)
 * memory. An iteration of the trace is a round, or a pass of the finish where it was needed. Edge
 * cases: a constant column keeps weight 0.
 *
 * <p>Source: Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1), §2.1 and §2.3 (naive and
 * sparse updates); Tibshirani et al. (2012), J. R. Stat. Soc. B 74(2), §2 (strong rules).
 */
public final class SparseCoordinateDescent implements Solver<SparseLeastSquares> {

  private static final int SWEEPS = 60;
  private static final int ROUNDS = 6;

  private final StoppingRule rule;

  /**
   * A solver.
   *
   * @param rule the tolerance, and the largest number of rounds and of passes of the finish
   */
  public SparseCoordinateDescent(StoppingRule rule) {
    this.rule = rule;
  }

  @Override
  public Solution solve(SparseLeastSquares objective, Penalty penalty, WarmStart start) {
    SeparablePenalty separable = Rounds.separable(penalty, objective);
    int p = objective.dimension();

    boolean[] varies = new boolean[p];
    for (int j = 0; j < p; j++) {
      varies[j] = objective.diagonal(j) > 0;
    }

    StoppingRule first = new StoppingRule(Math.min(ROUNDS, rule.maxIterations()), rule.tolerance());
    Solution solution =
        new Rounds(objective, separable, first, start, varies)
            .run((columns, w, gradient, target) -> sweep(objective, separable, columns, w, target));
    if (solution.certificate().converged() || rule.maxIterations() <= ROUNDS) {
      return solution;
    }

    return finish(objective, separable, solution);
  }

  private Solution finish(
      SparseLeastSquares objective, SeparablePenalty penalty, Solution solution) {
    ProximalState state =
        new ProximalState(
            objective,
            penalty,
            rule,
            IterationListener.NONE,
            Validation.NONE,
            solution.warmStart());
    new FaceDescent(state, penalty).run(() -> {});
    Solution finished = state.solution();
    return finished.certificate().kktViolation() <= solution.certificate().kktViolation()
        ? finished
        : solution;
  }

  private static void sweep(
      SparseLeastSquares objective,
      SeparablePenalty penalty,
      int[] columns,
      double[] w,
      double target) {
    SparseLeastSquares.Residuals residuals = objective.residuals(w);
    int sweeps = 0;
    while (sweeps++ < SWEEPS && sweep(objective, penalty, residuals, columns, w, false) > target) {
      while (sweeps++ < SWEEPS
          && sweep(objective, penalty, residuals, columns, w, true) > target) {}
    }
  }

  /** One sweep; returns the largest violation that it met. */
  private static double sweep(
      SparseLeastSquares objective,
      SeparablePenalty penalty,
      SparseLeastSquares.Residuals residuals,
      int[] columns,
      double[] w,
      boolean active) {
    double largest = 0;
    for (int j : columns) {
      double old = w[j];
      if (active && old == 0) {
        continue;
      }

      double diagonal = objective.diagonal(j);
      double free = SoftThreshold.apply(diagonal * old - residuals.derivative(j), penalty.l1(j));
      double bend = diagonal + penalty.l2(j);
      double updated = Math.max(penalty.lower(j), Math.min(penalty.upper(j), free / bend));
      if (updated != old) {
        residuals.move(j, updated - old);
        w[j] = updated;
        largest = Math.max(largest, bend * Math.abs(updated - old));
      }
    }

    return largest;
  }
}
