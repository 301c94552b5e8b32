package io.shrinkage.job;

import io.shrinkage.config.FitConfig;
import io.shrinkage.config.PenaltyKind;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.solver.BlockCoordinateDescent;
import io.shrinkage.solver.CoordinateDescent;
import io.shrinkage.solver.Solver;
import io.shrinkage.solver.StoppingRule;
import io.shrinkage.statistics.Gramian;
import io.shrinkage.statistics.SlotProblems;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.SlotStatistics;
import io.shrinkage.statistics.StatisticsProblems;
import java.util.Optional;

/** Problems from sufficient statistics by slot. */
final class StatisticsEngine implements Engine<Gramian> {
  /** A point of a path costs little, and errors are compared on them: as exact as the fit. */
  private static final double PATH_TOLERANCE = 1e-8;

  private static final double ROUGH_TOLERANCE = 3e-5;

  private final SlotStatistics statistics;
  private final StatisticsProblems problems;

  StatisticsEngine(SlotStatistics statistics, FitConfig fit, FeatureSpace space) {
    this.statistics = statistics;
    this.problems =
        fit.intercept()
            ? StatisticsProblems.withIntercept(statistics)
            : StatisticsProblems.withoutIntercept(statistics, space.origins());
  }

  @Override
  public SlotProblems<Gramian> problems() {
    return problems;
  }

  @Override
  public SlotProblems<Gramian> without(int from, int to) {
    return problems.without(from, to);
  }

  @Override
  public Solver<? super Gramian> pathSolver(FitConfig fit) {
    return solver(
        fit, new StoppingRule(fit.maxIterations(), Math.min(PATH_TOLERANCE, fit.tolerance())));
  }

  @Override
  public Solver<? super Gramian> roughSolver(FitConfig fit) {
    return solver(fit, new StoppingRule(fit.maxIterations(), ROUGH_TOLERANCE));
  }

  @Override
  public Solver<? super Gramian> solver(FitConfig fit) {
    return solver(fit, fit.stoppingRule());
  }

  private static Solver<? super Gramian> solver(FitConfig fit, StoppingRule rule) {
    return fit.penalty() == PenaltyKind.GROUP_L1
        ? new BlockCoordinateDescent(rule)
        : new CoordinateDescent(rule);
  }

  @Override
  public Optional<double[]> unregularized(SlotSet rows) {
    return problems.dimension() > Evaluation.UNREGULARIZED_COLUMNS
        ? Optional.empty()
        : Optional.of(problems.problem(rows).minimumNormFit());
  }

  @Override
  public double work() {
    return (double) problems.dimension() * problems.dimension();
  }

  @Override
  public Long statisticsBytes() {
    return statistics.bytes();
  }
}
