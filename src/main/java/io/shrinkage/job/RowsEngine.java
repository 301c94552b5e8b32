package io.shrinkage.job;

import io.shrinkage.config.FitConfig;
import io.shrinkage.config.PenaltyKind;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.solver.Fista;
import io.shrinkage.solver.Solver;
import io.shrinkage.solver.SparseCoordinateDescent;
import io.shrinkage.solver.StoppingRule;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.RowProblems;
import io.shrinkage.statistics.SlotProblems;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.SparseLeastSquares;
import java.util.List;
import java.util.Optional;

/** Problems on the rows themselves, in the driver's memory. */
final class RowsEngine implements Engine<SparseLeastSquares> {
  /** How far a fit on the path is solved; the chosen λ is solved to the configured tolerance. */
  private static final double PATH_TOLERANCE = 1e-7;

  private static final double ROUGH_TOLERANCE = 3e-5;

  private final RowProblems problems;
  private final double entries;

  RowsEngine(List<RowBlock> blocks, FitConfig fit, FeatureSpace space) {
    this.problems =
        fit.intercept()
            ? RowProblems.withIntercept(blocks)
            : RowProblems.withoutIntercept(blocks, space.origins());
    this.entries = blocks.stream().mapToDouble(block -> block.x().nonZeros()).sum();
  }

  @Override
  public SlotProblems<SparseLeastSquares> problems() {
    return problems;
  }

  @Override
  public SlotProblems<SparseLeastSquares> without(int from, int to) {
    return problems.without(from, to);
  }

  @Override
  public Solver<? super SparseLeastSquares> pathSolver(FitConfig fit) {
    return solver(
        fit, new StoppingRule(fit.maxIterations(), Math.max(PATH_TOLERANCE, fit.tolerance())));
  }

  @Override
  public Solver<? super SparseLeastSquares> roughSolver(FitConfig fit) {
    return solver(fit, new StoppingRule(fit.maxIterations(), ROUGH_TOLERANCE));
  }

  @Override
  public Solver<? super SparseLeastSquares> solver(FitConfig fit) {
    return solver(fit, fit.stoppingRule());
  }

  private static Solver<? super SparseLeastSquares> solver(FitConfig fit, StoppingRule rule) {
    return fit.penalty() == PenaltyKind.GROUP_L1
        ? new Fista(rule)
        : new SparseCoordinateDescent(rule);
  }

  @Override
  public Optional<double[]> unregularized(SlotSet rows) {
    return Optional.empty();
  }

  @Override
  public double work() {
    return entries;
  }

  @Override
  public Long statisticsBytes() {
    return null;
  }
}
