package io.shrinkage.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a model's coefficients lie from those of the one before it: matched by the names of their
 * columns, in rating units for a standard deviation of the column, each model's own. A column that
 * a model does not have weighs 0 there.
 *
 * @param entered columns whose weight was 0 and is not
 * @param left columns whose weight was not 0 and is
 * @param signChanges columns with a weight on either side of 0
 * @param distance the Euclidean distance of the two vectors of weights
 * @param cosine of the angle between them; null where one is all 0
 * @param changes the largest changes, at most {@value #MOST_CHANGES}, the largest first
 */
public record CoefficientDrift(
    int entered,
    int left,
    int signChanges,
    double distance,
    Double cosine,
    List<CoefficientDrift.Change> changes) {
  /** The most changes that are told one by one. */
  public static final int MOST_CHANGES = 20;

  /** Takes a copy. */
  public CoefficientDrift {
    changes = List.copyOf(changes);
  }

  /**
   * One column's weights.
   *
   * @param former null where the former model has no such column
   * @param latter null where the latter has none
   */
  public record Change(String name, Double former, Double latter) {
    /** The change of the weight. */
    public double difference() {
      return value(latter) - value(former);
    }

    private static double value(Double weight) {
      return weight == null ? 0 : weight;
    }
  }

  /** The drift from one model to another. */
  public static CoefficientDrift between(LinearModel former, LinearModel latter) {
    Map<String, Double> before = former.standardizedByName();
    Map<String, Double> after = latter.standardizedByName();
    Map<String, Change> all = new TreeMap<>();
    before.forEach((name, weight) -> all.put(name, new Change(name, weight, after.get(name))));
    after.forEach((name, weight) -> all.put(name, new Change(name, before.get(name), weight)));
    return of(new ArrayList<>(all.values()));
  }

  private static CoefficientDrift of(List<Change> changes) {
    int entered = 0;
    int left = 0;
    int signs = 0;
    double squares = 0;
    double product = 0;
    double formerSquares = 0;
    double latterSquares = 0;
    for (Change change : changes) {
      double a = Change.value(change.former());
      double b = Change.value(change.latter());
      entered += a == 0 && b != 0 ? 1 : 0;
      left += a != 0 && b == 0 ? 1 : 0;
      signs += Math.signum(a) * Math.signum(b) < 0 ? 1 : 0;
      squares += (b - a) * (b - a);
      product += a * b;
      formerSquares += a * a;
      latterSquares += b * b;
    }
    double lengths = Math.sqrt(formerSquares) * Math.sqrt(latterSquares);
    // By name where equal, since the sort is stable.
    List<Change> largest =
        changes.stream()
            .filter(change -> change.difference() != 0)
            .sorted(Comparator.comparingDouble(change -> -Math.abs(change.difference())))
            .limit(MOST_CHANGES)
            .toList();
    return new CoefficientDrift(
        entered,
        left,
        signs,
        Math.sqrt(squares),
        lengths > 0 ? Math.max(-1, Math.min(1, product / lengths)) : null,
        largest);
  }
}
