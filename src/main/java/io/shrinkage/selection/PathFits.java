package io.shrinkage.selection;

import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.PenaltyFamily;
import io.shrinkage.solver.Solution;
import io.shrinkage.solver.Solver;
import io.shrinkage.solver.WarmStart;
import io.shrinkage.statistics.LeastSquares;
import io.shrinkage.statistics.LinearPredictor;
import io.shrinkage.statistics.SlotProblems;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.Standardizer;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;

/**
 * Fits along a path of λ on the rows of any slots, centred and scaled by those very rows.
 *
 * <p>Immutable, and safe for several threads if problems and solver are.
 *
 * @param <F> the problems
 */
public final class PathFits<F extends LeastSquares> {

  // So far above the first λ of a path every penalized weight is 0, or as good as that.
  private static final double FAR_ABOVE = 1e6;

  // Little beside any heap that runs are planned with.
  private static final long SIDE_BY_SIDE_BYTES = 1L << 26;

  private final SlotProblems<F> problems;
  private final Solver<? super F> solver;
  private final PenaltyRule penalties;

  /**
   * Fits of one penalty.
   *
   * @param problems the problems of any slots
   * @param solver who solves them
   * @param penalties the penalty on any rows
   */
  public PathFits(SlotProblems<F> problems, Solver<? super F> solver, PenaltyRule penalties) {
    this.problems = problems;
    this.solver = solver;
    this.penalties = penalties;
  }

  /** The same fits of another penalty, such as another ρ. */
  public PathFits<F> with(PenaltyRule other) {
    return new PathFits<>(problems, solver, other);
  }

  /** The same fits by another solver, such as a looser one. */
  public PathFits<F> by(Solver<? super F> other) {
    return new PathFits<>(problems, other, penalties);
  }

  /** The same fits on other problems, such as those without a feature. */
  public PathFits<F> on(SlotProblems<F> others) {
    return new PathFits<>(others, solver, penalties);
  }

  /** The problems of any slots. */
  public SlotProblems<F> problems() {
    return problems;
  }

  /**
   * Tasks that are done side by side, by as many threads as there are processors, if the problems
   * of all that are under way are small; else one after the other, since a run's memory is planned
   * for the problems of one.
   *
   * @param each how many problems a task holds at once
   */
  <T> Stream<T> sideBySide(List<T> tasks, int each) {
    long underWay = Math.min(tasks.size(), ForkJoinPool.getCommonPoolParallelism() + 1);
    return underWay * each * problems.problemBytes() <= SIDE_BY_SIDE_BYTES
        ? tasks.parallelStream()
        : tasks.stream();
  }

  /** The number of ratings in some slots. */
  long ratings(SlotSet slots) {
    return problems.rows(slots);
  }

  /** The weight of the ratings in some slots. */
  double weight(SlotSet slots) {
    return problems.weight(slots);
  }

  /**
   * The λ at which a path on some rows begins; 0 if no penalized column varies with the rating.
   *
   * <p>Cost: one pass; where there are unpenalized columns, one fit of them.
   */
  public double lambdaMax(SlotSet rows) {
    F problem = problems.problem(rows);
    PenaltyFamily family = penalties.on(problem.standardizer());
    double fromZero = family.lambdaMax(problem.gradientAtOrigin());
    double above = FAR_ABOVE * fromZero;
    Penalty penalty = family.at(above);
    if (fromZero == 0 || allPenalized(penalty)) {
      return fromZero;
    }

    double[] w = solver.solve(problem, penalty, WarmStart.zero(problem.dimension())).coefficients();
    double[] gradient = new double[w.length];
    problem.valueAndGradient(w, gradient);
    return family.lambdaMax(gradient);
  }

  private static boolean allPenalized(Penalty penalty) {
    for (int j = 0; j < penalty.dimension(); j++) {
      if (!penalty.isPenalized(j)) {
        return false;
      }
    }

    return true;
  }

  /** The fits along the λs on some rows, until {@code stopping} ends them. */
  public RegularizationPath path(SlotSet rows, double[] lambdas, PathStopping stopping) {
    F problem = problems.problem(rows);
    return RegularizationPath.run(
        problem,
        lambdas,
        penalties.on(problem.standardizer()),
        solver,
        solution -> Double.NaN,
        stopping);
  }

  /**
   * The fits along the λs on some rows, with the error of each on others.
   *
   * @param heldOut of a weight above 0
   */
  public RegularizationPath path(
      SlotSet rows, SlotSet heldOut, double[] lambdas, PathStopping stopping) {
    F problem = problems.problem(rows);
    Standardizer standardizer = problem.standardizer();
    double weight = problems.weight(heldOut);
    return RegularizationPath.run(
        problem,
        lambdas,
        penalties.on(standardizer),
        solver,
        solution ->
            problems.squaredError(heldOut, standardizer.predictor(solution.coefficients()))
                / weight,
        stopping);
  }

  /** A path on some rows whose errors on others are taken a stretch at a time. */
  HeldOutPath<F> heldOut(SlotSet rows, SlotSet heldOut) {
    return new HeldOutPath<>(problems, solver, penalties, rows, heldOut);
  }

  /** The fit at one λ on some rows, from a cold start. */
  public Solution fit(SlotSet rows, double lambda) {
    F problem = problems.problem(rows);
    return solver.solve(
        problem,
        penalties.on(problem.standardizer()).at(lambda),
        WarmStart.zero(problem.dimension()));
  }

  /** The mean squared error of a predictor on some rows. */
  double meanSquaredError(SlotSet slots, LinearPredictor predictor) {
    return problems.squaredError(slots, predictor) / problems.weight(slots);
  }
}
