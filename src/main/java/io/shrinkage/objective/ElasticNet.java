package io.shrinkage.objective;

import java.util.Arrays;

/**
 * The elastic net with weights per coordinate, in a box: g(w) = Σ l1ⱼ|wⱼ| + ½ Σ l2ⱼwⱼ² where lowerⱼ
 * ≤ wⱼ ≤ upperⱼ, else infinite.
 *
 * <p>l1 = 0 is ridge, l2 = 0 the lasso, both 0 an unpenalized coordinate. 0 lies in the box. The
 * problem of one coordinate is convex on a line, so the bounded step is the free one, clipped.
 *
 * <p>Shapes: l1, l2 and the bounds have length p. Units: standardized coordinates; a penalty on
 * weights in original units has l1ⱼ/σⱼ and l2ⱼ/σⱼ² ({@link ElasticNetFamily}). Immutable. Source:
 * Zou and Hastie (2005), J. R. Stat. Soc. B 67(2), §2; proximal step: Parikh and Boyd (2014),
 * Found. Trends Optim. 1(3), §6.5.2.
 */
public final class ElasticNet implements SeparablePenalty {

  private static final long serialVersionUID = 2L;

  private static final double[] UNBOUNDED = {};

  // The weight that stops a step may round to either side of its kink.
  private static final double AT_KINK = 1e-14;

  private final double[] l1;
  private final double[] l2;
  private final double[] lower;
  private final double[] upper;

  private ElasticNet(double[] l1, double[] l2, double[] lower, double[] upper) {
    this.l1 = l1;
    this.l2 = l2;
    this.lower = lower;
    this.upper = upper;
  }

  /** No penalty on any of p coordinates. */
  public static ElasticNet none(int p) {
    return new ElasticNet(new double[p], new double[p], UNBOUNDED, UNBOUNDED);
  }

  /** The same l1 and l2 on each of p coordinates. */
  public static ElasticNet uniform(int p, double l1, double l2) {
    double[] first = new double[p];
    double[] second = new double[p];
    Arrays.fill(first, l1);
    Arrays.fill(second, l2);
    return of(first, second);
  }

  /**
   * Weights per coordinate, copied.
   *
   * @throws IllegalArgumentException when the lengths differ or a weight is negative or not finite
   */
  public static ElasticNet of(double[] l1, double[] l2) {
    if (l1.length != l2.length) {
      throw new IllegalArgumentException(
          "l1 has " + l1.length + " weights, l2 has " + l2.length + "; they must be as many");
    }
    for (int j = 0; j < l1.length; j++) {
      check("l1", j, l1[j]);
      check("l2", j, l2[j]);
    }
    return new ElasticNet(l1.clone(), l2.clone(), UNBOUNDED, UNBOUNDED);
  }

  private static void check(String name, int j, double weight) {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          name + "[" + j + "] = " + weight + "; a penalty weight must be finite and at least 0");
    }
  }

  /**
   * The same penalty in a box, whose bounds are copied.
   *
   * @param low the least values, ≤ 0, −∞ for none, length p
   * @param high the largest values, ≥ 0, +∞ for none, length p
   * @throws IllegalArgumentException when the lengths differ or 0 is not in the box
   */
  public ElasticNet within(double[] low, double[] high) {
    if (low.length != l1.length || high.length != l1.length) {
      throw new IllegalArgumentException(
          low.length + " lower and " + high.length + " upper bounds of " + l1.length + " weights");
    }
    boolean bounded = false;
    for (int j = 0; j < l1.length; j++) {
      if (!(low[j] <= 0 && high[j] >= 0)) {
        throw new IllegalArgumentException(
            "the bounds of weight " + j + " are " + low[j] + " and " + high[j] + ", without 0");
      }
      bounded |= Double.isFinite(low[j]) || Double.isFinite(high[j]);
    }
    return bounded
        ? new ElasticNet(l1, l2, low.clone(), high.clone())
        : new ElasticNet(l1, l2, UNBOUNDED, UNBOUNDED);
  }

  @Override
  public double l1(int j) {
    return l1[j];
  }

  @Override
  public double l2(int j) {
    return l2[j];
  }

  @Override
  public double lower(int j) {
    return lower.length == 0 ? Double.NEGATIVE_INFINITY : lower[j];
  }

  @Override
  public double upper(int j) {
    return upper.length == 0 ? Double.POSITIVE_INFINITY : upper[j];
  }

  private boolean isBounded(int j) {
    return Double.isFinite(lower(j)) || Double.isFinite(upper(j));
  }

  private double clip(int j, double value) {
    // Comparisons let a NaN through: it must not turn into a harmless bound.
    return value < lower(j) ? lower(j) : value > upper(j) ? upper(j) : value;
  }

  @Override
  public int dimension() {
    return l1.length;
  }

  @Override
  public double value(double[] w) {
    double sum = 0;
    for (int j = 0; j < w.length; j++) {
      if (w[j] < lower(j) || w[j] > upper(j)) {
        return Double.POSITIVE_INFINITY;
      }
      sum += l1[j] * Math.abs(w[j]) + 0.5 * l2[j] * w[j] * w[j];
    }
    return sum;
  }

  @Override
  public void addSubgradient(double[] w, double[] out) {
    for (int j = 0; j < w.length; j++) {
      out[j] += (w[j] >= 0 ? l1[j] : -l1[j]) + l2[j] * w[j];
    }
  }

  @Override
  public void prox(double[] v, double step, double[] out) {
    for (int j = 0; j < v.length; j++) {
      out[j] = clip(j, SoftThreshold.apply(v[j], step * l1[j]) / (1 + step * l2[j]));
    }
  }

  @Override
  public void project(double[] w) {
    for (int j = 0; j < w.length; j++) {
      w[j] = clip(j, w[j]);
    }
  }

  @Override
  public double violation(double[] w, double[] gradient) {
    double largest = 0;
    for (int j = 0; j < w.length; j++) {
      largest = Math.max(largest, subdifferentialDistance(w, gradient, j));
    }
    return largest;
  }

  @Override
  public double subdifferentialDistance(double[] w, double[] gradient, int j) {
    double smooth = gradient[j] + l2[j] * w[j];
    // Slopes of f + g to the left and to the right; beyond a bound g is a wall.
    double left = smooth + (w[j] > 0 ? l1[j] : -l1[j]);
    double right = smooth + (w[j] < 0 ? -l1[j] : l1[j]);
    // max(NaN, 0) is NaN: a poisoned gradient is no optimum.
    double downhillLeft = w[j] <= lower(j) && !Double.isNaN(left) ? 0 : Math.max(left, 0);
    double downhillRight = w[j] >= upper(j) && !Double.isNaN(right) ? 0 : Math.max(-right, 0);
    return Math.max(downhillLeft, downhillRight);
  }

  @Override
  public boolean isZero() {
    for (int j = 0; j < l1.length; j++) {
      if (isPenalized(j)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean isPenalized(int j) {
    return l1[j] > 0 || l2[j] > 0 || isBounded(j);
  }

  @Override
  public boolean isSmooth() {
    for (int j = 0; j < l1.length; j++) {
      if (!isSmooth(j)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public double largestCurvature() {
    double largest = 0;
    for (double weight : l2) {
      largest = Math.max(largest, weight);
    }
    return largest;
  }

  @Override
  public boolean isSmooth(int j) {
    return l1[j] == 0 && !isBounded(j);
  }

  @Override
  public boolean onFace(double[] w, int j) {
    return (w[j] != 0 || l1[j] == 0) && w[j] > lower(j) && w[j] < upper(j);
  }

  @Override
  public double curvature(int j) {
    return l2[j];
  }

  @Override
  public double stepToKink(double[] w, double[] direction) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int j = 0; j < w.length; j++) {
      double d = direction[j];
      if (d == 0) {
        continue;
      }
      if (l1[j] > 0 && w[j] * d < 0) {
        smallest = Math.min(smallest, -w[j] / d);
      }
      double room = (d > 0 ? upper(j) : lower(j)) - w[j];
      if (room != 0) {
        smallest = Math.min(smallest, room / d);
      }
    }
    return smallest;
  }

  @Override
  public double stoppedAtKink(int j, double from, double target) {
    if (l1[j] > 0 && target * from <= AT_KINK * from * from) {
      return 0;
    }
    double low = lower(j);
    if (Double.isFinite(low) && target - low <= AT_KINK * (from - low)) {
      return low;
    }
    double high = upper(j);
    return Double.isFinite(high) && high - target <= AT_KINK * (high - from) ? high : target;
  }

  @Override
  public boolean isFree(double[] gradient, int j) {
    if (l1[j] > 0 || l2[j] > 0) {
      return false;
    }
    return !isBounded(j) || gradient[j] != 0 && Double.isInfinite(boundAgainst(gradient, j));
  }

  /** The bound in the direction of −gradient. */
  private double boundAgainst(double[] gradient, int j) {
    return gradient[j] < 0 ? upper(j) : lower(j);
  }

  @Override
  public double dualScale(double[] gradient) {
    double scale = 1;
    for (int j = 0; j < gradient.length; j++) {
      if (l2[j] == 0
          && l1[j] > 0
          && Math.abs(gradient[j]) > l1[j]
          && Double.isInfinite(boundAgainst(gradient, j))) {
        scale = Math.min(scale, l1[j] / Math.abs(gradient[j]));
      }
    }
    return scale;
  }

  @Override
  public double fenchelYoung(double[] w, double[] gradient, double scale) {
    double sum = 0;
    for (int j = 0; j < w.length; j++) {
      if (isPenalized(j) && !isFree(gradient, j)) {
        sum += fenchelYoung(j, w[j], -scale * gradient[j]);
      }
    }
    return sum;
  }

  /** g(w) − cw less its minimum over the box, which s attains. */
  private double fenchelYoung(int j, double w, double c) {
    double s = leastAt(j, c);
    if (s == 0) {
      // At the scale's own coordinate l1 − |c| rounds to either side of 0.
      double slack = Math.max(l1[j] - c * Math.signum(w), 0);
      return 0.5 * l2[j] * w * w + Math.abs(w) * slack;
    }
    // A square, the price of a wrong sign, and at a bound that of its slope.
    double wrongSign = Math.abs(w) - Math.signum(s) * w;
    double slope = c - Math.copySign(l1[j], s) - l2[j] * s;
    boolean atBound = s == lower(j) || s == upper(j);
    double outward = atBound ? Math.max(slope * (s - w), 0) : 0;
    return 0.5 * l2[j] * (w - s) * (w - s) + l1[j] * wrongSign + outward;
  }

  private double leastAt(int j, double c) {
    double excess = Math.abs(c) - l1[j];
    if (!(excess > 0)) {
      return 0;
    }
    if (l2[j] > 0) {
      return clip(j, Math.copySign(excess / l2[j], c));
    }
    double bound = c > 0 ? upper(j) : lower(j);
    // Infinite only where the scale's own coordinate rounds over its l1.
    return Double.isInfinite(bound) ? 0 : bound;
  }
}
