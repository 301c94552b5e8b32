package io.shrinkage.objective;

import java.util.Arrays;

/**
 * The elastic net with weights per coordinate: g(w) = Σ l1ⱼ|wⱼ| + ½ Σ l2ⱼwⱼ².
 *
 * <p>l1 = 0 is ridge, l2 = 0 the lasso, both 0 an unpenalized coordinate. Shapes: l1 and l2 have
 * length p. Units: standardized coordinates; a penalty on weights in original units has l1ⱼ/σⱼ and
 * l2ⱼ/σⱼ² ({@link ElasticNetFamily}). Immutable. Source: Zou and Hastie (2005), J. R. Stat. Soc. B
 * 67(2), §2; proximal step: Parikh and Boyd (2014), Found. Trends Optim. 1(3), §6.5.2.
 */
public final class ElasticNet implements Penalty {

  private static final long serialVersionUID = 1L;

  private final double[] l1;
  private final double[] l2;

  private ElasticNet(double[] l1, double[] l2) {
    this.l1 = l1;
    this.l2 = l2;
  }

  /** No penalty on any of p coordinates. */
  public static ElasticNet none(int p) {
    return new ElasticNet(new double[p], new double[p]);
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
    return new ElasticNet(l1.clone(), l2.clone());
  }

  private static void check(String name, int j, double weight) {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          name + "[" + j + "] = " + weight + "; a penalty weight must be finite and at least 0");
    }
  }

  /** The weight of |wⱼ|. */
  public double l1(int j) {
    return l1[j];
  }

  /** The weight of ½wⱼ². */
  public double l2(int j) {
    return l2[j];
  }

  @Override
  public int dimension() {
    return l1.length;
  }

  @Override
  public double value(double[] w) {
    double sum = 0;
    for (int j = 0; j < w.length; j++) {
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
      out[j] = SoftThreshold.apply(v[j], step * l1[j]) / (1 + step * l2[j]);
    }
  }

  @Override
  public double subdifferentialDistance(double[] w, double[] gradient, int j) {
    double smooth = gradient[j] + l2[j] * w[j];
    if (w[j] == 0) {
      // max(NaN, 0) is NaN: a poisoned gradient is no optimum.
      return Math.max(Math.abs(smooth) - l1[j], 0);
    }
    return Math.abs(smooth + Math.signum(w[j]) * l1[j]);
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
    return l1[j] > 0 || l2[j] > 0;
  }

  @Override
  public boolean onFace(double[] w, int j) {
    return w[j] != 0 || l1[j] == 0;
  }

  @Override
  public double curvature(int j) {
    return l2[j];
  }

  @Override
  public double stepToKink(double[] w, double[] direction) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int j = 0; j < w.length; j++) {
      if (l1[j] > 0 && w[j] * direction[j] < 0) {
        smallest = Math.min(smallest, -w[j] / direction[j]);
      }
    }
    return smallest;
  }

  @Override
  public double dualScale(double[] gradient) {
    double scale = 1;
    for (int j = 0; j < gradient.length; j++) {
      if (l2[j] == 0 && l1[j] > 0 && Math.abs(gradient[j]) > l1[j]) {
        scale = Math.min(scale, l1[j] / Math.abs(gradient[j]));
      }
    }
    return scale;
  }

  @Override
  public double fenchelYoung(double[] w, double[] gradient, double scale) {
    double sum = 0;
    for (int j = 0; j < w.length; j++) {
      if (!isPenalized(j)) {
        continue;
      }
      double c = -scale * gradient[j];
      double excess = Math.abs(c) - l1[j];
      if (l2[j] > 0 && excess > 0) {
        // s minimizes g − c·w; around it the sum is a square plus the price of a wrong sign.
        double s = Math.copySign(excess / l2[j], c);
        double wrongSign = Math.abs(w[j]) - Math.signum(s) * w[j];
        sum += 0.5 * l2[j] * (w[j] - s) * (w[j] - s) + l1[j] * wrongSign;
      } else {
        // At the scale's own coordinate l1 − |c| rounds to either side of 0.
        double slack = Math.max(l1[j] - c * Math.signum(w[j]), 0);
        sum += 0.5 * l2[j] * w[j] * w[j] + Math.abs(w[j]) * slack;
      }
    }
    return sum;
  }
}
