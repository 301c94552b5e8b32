package io.shrinkage.selection;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The error on the test rows against the share of the training rows that a model is fitted to, and
 * what it says about more data. Made by {@link LearningCurveFits}. Immutable.
 *
 * @param orders how many orders of the buckets a point is a mean over
 * @param points by increasing share
 * @param forecast the error to expect of twice the data
 * @param reason why there are no points or no forecast; empty where there are both
 */
public record LearningCurve(
    int orders, List<Point> points, Optional<Forecast> forecast, String reason) {

  // A relative fall of the error below this is not worth the collecting.
  private static final double WORTHWHILE = 0.005;

  /**
   * The mean over the orders at one share.
   *
   * @param share of the training buckets
   * @param rows ratings fitted to
   * @param lambda the median of the λs chosen
   * @param trainMse on the rows fitted to
   * @param testMse on the test rows
   * @param low testMse less two standard errors of the mean
   * @param high testMse and two standard errors of the mean
   * @param nonZero weights that are not 0
   */
  public record Point(
      double share,
      long rows,
      double lambda,
      double trainMse,
      double testMse,
      double low,
      double high,
      double nonZero) {}

  /** The error to expect of {@code share} times today's training rows, and its interval. */
  public record Forecast(double share, long rows, double testMse, double low, double high) {}

  /** Takes a copy. */
  public LearningCurve {
    points = List.copyOf(points);
  }

  /** No curve, and why. */
  public static LearningCurve none(String reason) {
    return new LearningCurve(0, List.of(), Optional.empty(), reason);
  }

  /** What the curve says, in a sentence or two. */
  public String reading() {
    if (points.isEmpty()) {
      return "No learning curve: " + reason + ".";
    }

    Point last = points.get(points.size() - 1);
    double now = Math.sqrt(last.testMse());
    if (forecast.isEmpty()) {
      return String.format(
          Locale.ROOT,
          "From %s of the training rows to %s the test RMSE went from %.4f to %.4f. No forecast: %s.",
          percent(points.get(0).share()),
          percent(last.share()),
          Math.sqrt(points.get(0).testMse()),
          now,
          reason);
    }

    double then = Math.sqrt(forecast.get().testMse());
    return String.format(
        Locale.ROOT,
        "Twice the data would lower the test RMSE from %.4f to about %.4f (%.4f to %.4f): %s.",
        now,
        then,
        Math.sqrt(Math.max(forecast.get().low(), 0)),
        Math.sqrt(forecast.get().high()),
        now - then < WORTHWHILE * now ? "more data would hardly pay" : "more data would pay");
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
  }
}
