package io.shrinkage.statistics;

/**
 * The least-squares problem of any slots' rows, from what one pass has left in memory: folds,
 * shares of the data and held-out errors cost no further scan.
 *
 * @param <F> the problems, as the solver that goes with them takes them
 */
public interface SlotProblems<F extends LeastSquares> {

  /** The number of columns. */
  int dimension();

  /** About what a problem takes up in memory, beside what all of them share. */
  long problemBytes();

  /** The number of ratings in some slots. */
  long rows(SlotSet slots);

  /** The weight Σs of the ratings in some slots. */
  double weight(SlotSet slots);

  /**
   * The problem of some slots' rows, centred and scaled by those very rows.
   *
   * @throws IllegalStateException if no row of the slots has a weight above 0
   */
  F problem(SlotSet slots);

  /** The squared error Σ s (ŷ − y)² of a predictor on some slots' rows; 0 if there are none. */
  double squaredError(SlotSet slots, LinearPredictor predictor);
}
