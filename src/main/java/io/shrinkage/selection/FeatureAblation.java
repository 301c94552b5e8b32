package io.shrinkage.selection;

import io.shrinkage.statistics.LeastSquares;
import io.shrinkage.statistics.SlotProblems;
import io.shrinkage.statistics.SlotSet;
import java.util.List;

/**
 * The cross-validation error without each feature, λ chosen anew each time: what a feature is worth
 * once the others are there.
 *
 * <p>Errors are the lowest of each curve; a difference is paired by fold, and so is its standard
 * error. A curve ends {@value #PATIENCE} λs after its lowest error. Cost: one cross-validation a
 * feature, no scan, side by side where the problems are small. Immutable.
 *
 * @param mse the lowest error with every feature
 * @param features one entry for each feature that was left out
 */
public record FeatureAblation(double mse, List<Without> features) {

  private static final int PATIENCE = 10;

  /**
   * Problems that lack a feature.
   *
   * @param name the feature that is left out
   * @param columns how many columns it has
   * @param problems those of the other columns; of the same dimension, the feature's columns
   *     constant
   * @param <F> the problems
   */
  public record Reduced<F extends LeastSquares>(
      String name, int columns, SlotProblems<F> problems) {}

  /**
   * The model without one feature.
   *
   * @param name the feature
   * @param columns how many columns it has
   * @param mseWithout the lowest error without it
   * @param difference that error less the one with every feature: above 0, the feature helps
   * @param se the standard error of the difference over folds
   */
  public record Without(
      String name, int columns, double mseWithout, double difference, double se) {}

  /** Takes a copy. */
  public FeatureAblation {
    features = List.copyOf(features);
  }

  /**
   * Leaves out one feature after the other.
   *
   * @param full the errors with every feature, on the same folds
   * @param reduced the problems without each
   * @param rows all rows that take part
   * @param folds disjoint, their union {@code rows}
   */
  public static <F extends LeastSquares> FeatureAblation run(
      PathFits<F> fits,
      FoldErrors full,
      List<Reduced<F>> reduced,
      SlotSet rows,
      List<SlotSet> folds,
      LambdaGrid grid) {
    double mse = full.mse(full.lowest());
    List<Without> features =
        fits.sideBySide(reduced, folds.size())
            .map(
                without -> {
                  FoldErrors errors = errors(fits.on(without.problems()), rows, folds, grid);
                  FoldErrors.Difference difference =
                      errors.minus(errors.lowest(), full, full.lowest());
                  return new Without(
                      without.name(),
                      without.columns(),
                      errors.mse(errors.lowest()),
                      difference.mean(),
                      difference.se());
                })
            .toList();
    return new FeatureAblation(mse, features);
  }

  private static <F extends LeastSquares> FoldErrors errors(
      PathFits<F> fits, SlotSet rows, List<SlotSet> folds, LambdaGrid grid) {
    double lambdaMax = fits.lambdaMax(rows);
    // Where nothing is left that varies with the rating, every λ gives the mean.
    double[] lambdas = lambdaMax > 0 ? grid.from(lambdaMax) : new double[] {1};
    return FoldErrors.of(fits, rows, folds, lambdas, PATIENCE);
  }
}
