package io.shrinkage.solver;

import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.SmoothObjective;

/**
 * Minimizes f(w) + g(w) for a smooth f and a penalty g.
 *
 * @param <F> the objectives that the solver can take
 */
public interface Solver<F extends SmoothObjective> {

  /**
   * Solves from a start to the solver's stopping rule.
   *
   * @return the point with its certificate, measured at that point; not converged is a value of it
   * @throws IllegalArgumentException when the dimensions differ
   */
  Solution solve(F objective, Penalty penalty, WarmStart start);
}
