package io.shrinkage.solver;

import io.shrinkage.objective.GroupLasso;
import io.shrinkage.objective.Penalty;
import io.shrinkage.statistics.Gramian;

/**
 * Block coordinate descent for the group lasso on a Gramian, with the gradient kept current, and
 * Newton steps on the groups that are left.
 *
 * <p>Minimizes ½wᵀQw − qᵀw + Σ weight_g‖w_g‖. One sweep updates each group to the proximal step of
 * w_g − ∇_g/L_g, where L_g bounds the curvature of Q_gg along the step ({@link BlockSweep}); for
 * one column the step is exact. Once the same groups are left after {@value #SETTLED} sweeps, what
 * remains is smooth, and {@link GroupNewton} steps alternate with the sweeps: sweeps alone are slow
 * where groups are correlated.
 *
 * <p>Shapes: Q is p×p, groups are neighbouring columns. Cost: p times the columns of the groups
 * that move per sweep, that of a sweep per conjugate-gradient step; a group that stays at 0 costs
 * its own size. Lands on exact zeros of whole groups. Monotone in the sweeps, deterministic.
 *
 * <p>Source: Qin, Scheinberg, Goldfarb (2013), Math. Program. Comput. 5(2), §3; Yang and Zou
 * (2015), Stat. Comput. 25, §3 (majorized blocks).
 */
public final class BlockCoordinateDescent implements Solver<Gramian> {

  private static final int SETTLED = 2;
  private static final double SHORT_STEP = 0.1;

  private final StoppingRule rule;

  /** A solver; an iteration of the rule is a sweep or a Newton step. */
  public BlockCoordinateDescent(StoppingRule rule) {
    this.rule = rule;
  }

  /**
   * Solves from a start to the solver's stopping rule.
   *
   * @throws IllegalArgumentException when the penalty is no group lasso or dimensions differ
   */
  @Override
  public Solution solve(Gramian objective, Penalty penalty, WarmStart start) {
    if (!(penalty instanceof GroupLasso groups)) {
      throw new IllegalArgumentException(
          "block coordinate descent takes a group lasso, not " + penalty.getClass().getName());
    }

    GroupState state = new GroupState(objective, groups, rule, start);
    BlockSweep sweep = new BlockSweep(objective, groups);
    GroupNewton newton = new GroupNewton(objective, groups, rule.tolerance());
    int settled = 0;
    while (!state.finished()) {
      boolean sameGroups = sweep.run(state.w(), state.gradient());
      state.record(1);
      settled = sameGroups ? settled + 1 : 0;
      if (settled >= SETTLED && !state.finished()) {
        double step = newton.run(state.w(), state.gradient());
        state.record(step);
        // A group in the way of a whole step is about to leave: the sweeps' affair.
        settled = step < SHORT_STEP ? 0 : settled;
      }
    }

    return state.solution();
  }
}
