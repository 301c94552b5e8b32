package io.shrinkage.model;

import java.util.List;

/**
 * Error on the test rows against the share of the training rows that a model is fitted on.
 *
 * @param orders orders of the buckets that each point is a mean over
 * @param points from the smallest share to all rows
 * @param forecast the error expected of more rows than there are; null where none can be given
 * @param reason why there is no forecast, in words; null when there is one
 * @param reading what the curve says, in a sentence; null when not known
 */
public record LearningCurveSummary(
    int orders, List<Point> points, Forecast forecast, String reason, String reading) {
  /** Takes a copy. */
  public LearningCurveSummary {
    points = List.copyOf(points);
  }

  /**
   * The mean over the orders at one share.
   *
   * @param share of the training rows, above 0 to 1
   * @param rows ratings fitted on
   * @param lambda the λ chosen for that share
   * @param trainMse on the rows fitted on
   * @param testMse on the test rows
   * @param low lower end of the interval of {@code testMse}
   * @param high upper end of the interval
   * @param nonzero non-zero columns
   */
  public record Point(
      double share,
      Long rows,
      Double lambda,
      Double trainMse,
      Double testMse,
      Double low,
      Double high,
      Double nonzero) {}

  /** The test error expected at {@code share} of today's training rows, and its interval. */
  public record Forecast(double share, Long rows, Double testMse, Double low, Double high) {}
}
