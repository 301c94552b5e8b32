package io.shrinkage.selection;

import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.PenaltyFamily;
import io.shrinkage.objective.SmoothObjective;
import io.shrinkage.solver.Solution;
import io.shrinkage.solver.Solver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Fits along a decreasing grid of λ, each started where those before it point to.
 *
 * <p>The solver is best a loose one (a tolerance of 1e-4): errors on held-out rows are settled long
 * before the weights are, and the λ that wins is solved again to the full tolerance from {@link
 * #bestWeights()}. The path ends early by {@link PathStopping}: some λs after the best validation
 * error, or where R² on the training rows has stopped to grow, which no λ below would change.
 *
 * <p>Cost: the passes of the solver, few per λ. Edge cases: without validation rows (NaN) there is
 * no best λ. Immutable.
 *
 * <p>Source: Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1), §2.5.
 */
public final class RegularizationPath {

  // The first λs from λmax on hardly move R² either.
  private static final int FIRST_POINTS = 5;

  private final List<PathPoint> points;
  private final int best;
  private final List<SparseWeights> weights;
  private final int iterations;

  private RegularizationPath(
      List<PathPoint> points, int best, List<SparseWeights> weights, int iterations) {
    this.points = List.copyOf(points);
    this.best = best;
    this.weights = List.copyOf(weights);
    this.iterations = iterations;
  }

  /**
   * Fits along the grid.
   *
   * @param objective on the training rows
   * @param lambdas decreasing
   * @param penalties the penalty at every λ
   * @param solver called once per λ
   * @param validationMse the mean squared error of a solution on the validation rows, or NaN
   * @param stopping when to end before the grid does
   * @param <F> the objectives that the solver can take
   * @throws IllegalArgumentException if there is no λ
   */
  public static <F extends SmoothObjective> RegularizationPath run(
      F objective,
      double[] lambdas,
      PenaltyFamily penalties,
      Solver<? super F> solver,
      ToDoubleFunction<Solution> validationMse,
      PathStopping stopping) {
    if (lambdas.length == 0) {
      throw new IllegalArgumentException("a path needs at least one lambda");
    }

    List<PathPoint> points = new ArrayList<>();
    PathStart start = new PathStart(objective.dimension());
    int best = -1;
    List<SparseWeights> weights = new ArrayList<>();
    int iterations = 0;
    for (double lambda : lambdas) {
      Penalty penalty = penalties.at(lambda);
      Solution solution = solver.solve(objective, penalty, start.at(lambda));
      start.add(lambda, solution);
      points.add(point(lambda, penalty, solution, validationMse));
      weights.add(SparseWeights.of(solution.coefficients()));
      iterations += solution.iterations();
      int last = points.size() - 1;
      if (isBetter(points, best, last)) {
        best = last;
      }

      if ((best >= 0 && last - best >= stopping.patience())
          || hasFlattened(points, 2 * objective.valueAtZero(), stopping.minimumGain())) {
        break;
      }
    }

    return new RegularizationPath(points, best, weights, iterations);
  }

  private static PathPoint point(
      double lambda, Penalty penalty, Solution solution, ToDoubleFunction<Solution> validationMse) {
    double smooth = solution.objective() - penalty.value(solution.coefficients());
    return new PathPoint(
        lambda,
        solution.nonZeros(),
        2 * smooth,
        validationMse.applyAsDouble(solution),
        solution.certificate().kktViolation());
  }

  private static boolean isBetter(List<PathPoint> points, int best, int candidate) {
    double mse = points.get(candidate).validationMse();
    return best < 0 ? !Double.isNaN(mse) : mse < points.get(best).validationMse();
  }

  private static boolean hasFlattened(List<PathPoint> points, double nullMse, double minimumGain) {
    int last = points.size() - 1;
    if (minimumGain == 0 || last < FIRST_POINTS || points.get(last).nonZero() == 0) {
      return false;
    }

    double explained = nullMse - points.get(last).trainMse();
    double gain = points.get(last - 1).trainMse() - points.get(last).trainMse();
    return gain < minimumGain * explained;
  }

  /** The fits, by decreasing λ. */
  public List<PathPoint> points() {
    return points;
  }

  /** The weights of the k-th fit, standardized by the rows fitted to; not shared. */
  public double[] weights(int k) {
    return weights.get(k).toArray();
  }

  /** The λs of the fits, decreasing; not shared. */
  public double[] lambdas() {
    return points.stream().mapToDouble(PathPoint::lambda).toArray();
  }

  /** The number of iterations of all fits together. */
  public int iterations() {
    return iterations;
  }

  /**
   * The fit of lowest validation error, at the largest such λ.
   *
   * @throws IllegalStateException if there were no validation rows
   */
  public PathPoint best() {
    requireBest();
    return points.get(best);
  }

  /**
   * A copy of the weights of {@link #best()}, standardized by the training rows.
   *
   * @throws IllegalStateException if there were no validation rows
   */
  public double[] bestWeights() {
    requireBest();
    return weights(best);
  }

  private void requireBest() {
    if (best < 0) {
      throw new IllegalStateException("the path has no validation error to choose by");
    }
  }
}
