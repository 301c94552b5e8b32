package io.shrinkage.job;

import io.shrinkage.config.FitConfig;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.solver.Fista;
import io.shrinkage.solver.Solver;
import io.shrinkage.solver.StoppingRule;
import io.shrinkage.statistics.InMemoryObjective;
import io.shrinkage.statistics.InMemoryProblems;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SlotProblems;
import io.shrinkage.statistics.SlotSet;
import java.util.List;
import java.util.Optional;

/** Problems on the rows themselves, in the driver's memory. */
final class RowsEngine implements Engine<InMemoryObjective> {
  /** How far a fit on the path is solved; the chosen λ is solved to the configured tolerance. */
  private static final double PATH_TOLERANCE = 1e-4;

  private final InMemoryProblems problems;
  private final double entries;

  RowsEngine(List<RowBlock> blocks, FitConfig fit, FeatureSpace space) {
    this.problems =
        fit.intercept()
            ? InMemoryProblems.withIntercept(blocks)
            : InMemoryProblems.withoutIntercept(blocks, space.origins());
    this.entries = blocks.stream().mapToDouble(block -> block.x().nonZeros()).sum();
  }

  @Override
  public SlotProblems<InMemoryObjective> problems() {
    return problems;
  }

  @Override
  public SlotProblems<InMemoryObjective> without(int from, int to) {
    return problems.without(from, to);
  }

  @Override
  public Solver<? super InMemoryObjective> pathSolver(FitConfig fit) {
    return new Fista(
        new StoppingRule(fit.maxIterations(), Math.max(PATH_TOLERANCE, fit.tolerance())));
  }

  @Override
  public Solver<? super InMemoryObjective> roughSolver(FitConfig fit) {
    return pathSolver(fit);
  }

  @Override
  public Solver<? super InMemoryObjective> solver(FitConfig fit) {
    return new Fista(fit.stoppingRule());
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
