package io.shrinkage.solver;

import java.util.function.ToDoubleFunction;

/**
 * What a solver watches beside its objective.
 *
 * @param stopping when the watching ends the solve
 * @param mse the mean squared error of standardized weights on the validation rows; NaN when there
 *     are none
 */
record Validation(EarlyStopping stopping, ToDoubleFunction<double[]> mse) {

  /** No validation rows, and no end by them. */
  static final Validation NONE =
      new Validation(new EarlyStopping(Integer.MAX_VALUE, 0), w -> Double.NaN);
}
