package io.shrinkage.model;

import java.io.Serializable;

/**
 * The terms on which a model was fitted.
 *
 * @param lambda strength of the penalty in the objective's own convention; 0 without a penalty
 * @param l1Ratio share of the L1 part, 0 to 1; 0 without a penalty
 * @param lowestRating the lowest rating there can be; −∞ where there is no bound
 * @param highestRating the highest rating there can be; +∞ where there is no bound
 */
public record FitTerms(double lambda, double l1Ratio, double lowestRating, double highestRating)
    implements Serializable {

  /** Checks the ranges; the message names the value. */
  public FitTerms {
    if (!(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("lambda = " + lambda + ", expected 0 or more");
    }
    if (!(l1Ratio >= 0 && l1Ratio <= 1)) {
      throw new IllegalArgumentException("l1_ratio = " + l1Ratio + ", expected 0 to 1");
    }
    if (!(lowestRating <= highestRating)) {
      throw new IllegalArgumentException(
          "rating range from " + lowestRating + " to " + highestRating + ", expected low to high");
    }
  }

  /** Terms without a bound on the ratings. */
  public static FitTerms of(double lambda, double l1Ratio) {
    return new FitTerms(lambda, l1Ratio, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }
}
