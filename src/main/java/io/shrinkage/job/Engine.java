package io.shrinkage.job;

import io.shrinkage.config.FitConfig;
import io.shrinkage.solver.Solver;
import io.shrinkage.statistics.LeastSquares;
import io.shrinkage.statistics.SlotProblems;
import io.shrinkage.statistics.SlotSet;
import java.util.Optional;

/**
 * Problems of any slots in the driver's memory, and who solves them: what selection, learning curve
 * and the like run on at no further scan.
 *
 * @param <F> the problems
 */
interface Engine<F extends LeastSquares> {

  /** The problems of any slots. */
  SlotProblems<F> problems();

  /** The same problems without some columns. */
  SlotProblems<F> without(int from, int to);

  /** Who solves the points of a path. */
  Solver<? super F> pathSolver(FitConfig fit);

  /** Who solves what is but compared, to digits that matter there. */
  Solver<? super F> roughSolver(FitConfig fit);

  /** Who solves the final fit. */
  Solver<? super F> solver(FitConfig fit);

  /** The unregularized fit of some rows, standardized, where it costs no pass over them. */
  Optional<double[]> unregularized(SlotSet rows);

  /** What one solve handles: the entries of a Gramian, or those of the rows. */
  double work();

  /** The memory that the statistics take; null where there are none. */
  Long statisticsBytes();
}
