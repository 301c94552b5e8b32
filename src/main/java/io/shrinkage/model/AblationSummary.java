package io.shrinkage.model;

import java.util.List;

/**
 * The error without each feature, λ chosen anew each time.
 *
 * @param rows the rows of the errors: {@code cv}, the folds' held-out rows, or {@code test}
 * @param mse the error with every feature, in squared rating units
 * @param features one entry for each feature that was left out
 */
public record AblationSummary(String rows, Double mse, List<Without> features) {
  /** Takes a copy. */
  public AblationSummary {
    features = List.copyOf(features);
  }

  /**
   * The model without one feature.
   *
   * @param name the feature left out
   * @param columns its encoded columns
   * @param mseWithout the error without it
   * @param difference {@code mseWithout} less the error with every feature: above 0, the feature
   *     helps
   * @param se standard error of the difference; null when not known
   */
  public record Without(
      String name, int columns, Double mseWithout, Double difference, Double se) {}
}
