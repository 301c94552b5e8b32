package io.shrinkage.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Training and validation error by iteration, and the iterate with the lowest of the latter.
 *
 * @param replayed whether the iterations were replayed on statistics rather than run for the fit
 * @param patience iterations without an improvement after which the solver stops; null without a
 *     limit
 * @param minImprovement what counts as an improvement, in squared rating units
 * @param bestIteration the iteration of the lowest validation error
 * @param iterations iterations made
 * @param curve at most {@link #MOST} points, in the order of the iterations
 */
public record EarlyStoppingSummary(
    boolean replayed,
    Integer patience,
    Double minImprovement,
    Integer bestIteration,
    int iterations,
    List<Point> curve) {
  /** The most points of a recorded curve. */
  public static final int MOST = 400;

  /** Takes a copy. */
  public EarlyStoppingSummary {
    curve = List.copyOf(curve);
    if (curve.size() > MOST) {
      throw new IllegalArgumentException(
          curve.size() + " points of a curve, at most " + MOST + "; thin them first");
    }
  }

  /** Errors of one iterate, in squared rating units. */
  public record Point(int iteration, Double trainMse, Double validationMse) {}

  /**
   * At most {@link #MOST} of the points, evenly spread: the first, the last and the best stay.
   *
   * @param points in the order of the iterations
   * @param bestIteration the iteration that must stay
   */
  public static List<Point> thinned(List<Point> points, int bestIteration) {
    if (points.size() <= MOST) {
      return List.copyOf(points);
    }
    // One place is left for the best, which the even spread may miss.
    int places = MOST - 1;
    List<Point> kept = new ArrayList<>(MOST);
    int next = 0;
    for (int i = 0; i < points.size(); i++) {
      boolean due = i == (int) ((long) next * (points.size() - 1) / (places - 1));
      if (due) {
        next++;
      }
      if (due || points.get(i).iteration() == bestIteration) {
        kept.add(points.get(i));
      }
    }
    return kept;
  }
}
