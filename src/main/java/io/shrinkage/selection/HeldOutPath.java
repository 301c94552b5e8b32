package io.shrinkage.selection;

import io.shrinkage.objective.PenaltyFamily;
import io.shrinkage.solver.Solution;
import io.shrinkage.solver.Solver;
import io.shrinkage.statistics.LeastSquares;
import io.shrinkage.statistics.SlotProblems;
import io.shrinkage.statistics.SlotSet;

/**
 * A path on some rows and its error on others, a stretch of λs at a time. Mutable, for one thread
 * at a time.
 */
final class HeldOutPath<F extends LeastSquares> {

  private final SlotProblems<F> problems;
  private final Solver<? super F> solver;
  private final F problem;
  private final PenaltyFamily penalties;
  private final SlotSet heldOut;
  private final double weight;
  private final PathStart start;

  HeldOutPath(
      SlotProblems<F> problems,
      Solver<? super F> solver,
      PenaltyRule penalties,
      SlotSet rows,
      SlotSet heldOut) {
    this.problems = problems;
    this.solver = solver;
    this.problem = problems.problem(rows);
    this.penalties = penalties.on(problem.standardizer());
    this.heldOut = heldOut;
    this.weight = problems.weight(heldOut);
    this.start = new PathStart(problem.dimension());
  }

  /** The mean squared errors at the next λs, which go on from the last ones. */
  double[] next(double[] lambdas) {
    double[] errors = new double[lambdas.length];
    for (int k = 0; k < lambdas.length; k++) {
      Solution solution = solver.solve(problem, penalties.at(lambdas[k]), start.at(lambdas[k]));
      start.add(lambdas[k], solution);
      errors[k] =
          problems.squaredError(heldOut, problem.standardizer().predictor(solution.coefficients()))
              / weight;
    }

    return errors;
  }
}
