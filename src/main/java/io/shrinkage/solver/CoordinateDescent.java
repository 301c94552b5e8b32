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
 * and steps on a {@link QuadraticFace} in turn, the gradient is measured anew for all columns and
 * the rule's mistakes are added. So screening changes the cost, never the result.
 *
 * <p>Shapes: Q is p×p; w and gradients have length p; m columns are in the working set, a of them
 * not 0. Units: standardized features and centred label. Cost: O(am) a sweep or an iteration of
 * conjugate gradients, O(ap) a round, a³/3 where a factor is needed; O(m²) memory. An iteration of
 * the trace is a round. Edge cases: a constant column (Qⱼⱼ = 0) keeps weight 0; a singular Q is no
 * obstacle, with or without a penalty: any minimizer will do.
 *
 * <p>Source: Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1), §2.2; Tibshirani et al.
 * (2012), J. R. Stat. Soc. B 74(2), §2 (strong rules).
 */
public final class CoordinateDescent implements Solver<Gramian> {

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
    SeparablePenalty separable = Rounds.separable(penalty, objective);
    int p = objective.dimension();

    boolean[] varies = new boolean[p];
    for (int j = 0; j < p; j++) {
      varies[j] = objective.entry(j, j) > 0;
    }

    Rounds rounds = new Rounds(objective, separable, rule, start, varies);
    if (!screening) {
      rounds.takeAll();
    }

    return rounds.run(
        (columns, w, gradient, target) -> {
          QuadraticDescent descent =
              new QuadraticDescent(objective, separable, columns, w, gradient);
          descent.run(target);
          descent.copyTo(w);
        });
  }
}
