package io.shrinkage.objective;

import java.util.Arrays;

/**
 * The elastic nets of a path: λ ↦ λ[ρ Σ fⱼaⱼ|wⱼ| + ½(1 − ρ) Σ fⱼaⱼ²wⱼ²].
 *
 * <p>ρ is the L1 ratio, fⱼ ≥ 0 the penalty factor of column j (0 = unpenalized) and aⱼ the unit in
 * which the weight is penalized: 1 in standardized coordinates, 1/σⱼ when the penalty acts on
 * original units. Immutable.
 *
 * <p>Edge cases: a constant column (σⱼ = 0) has gradient 0 and must keep weight 0; it gets no l1,
 * whose sign rule would move it, and l2 = λ, so that it does not count as unpenalized.
 */
public final class ElasticNetFamily implements PenaltyFamily {

  /**
   * The smallest ρ that the largest λ of a grid is computed for: at ρ = 0 no finite λ empties the
   * model. Source: glmnet's rule, Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1), §2.5.
   */
  public static final double SMALLEST_GRID_RATIO = 1e-3;

  private final double l1Ratio;
  private final double[] scale;
  private final double[] absolute;
  private final double[] square;
  private final double[] lower;
  private final double[] upper;

  private ElasticNetFamily(
      double l1Ratio,
      double[] scale,
      double[] absolute,
      double[] square,
      double[] lower,
      double[] upper) {
    this.l1Ratio = l1Ratio;
    this.scale = scale;
    this.absolute = absolute;
    this.square = square;
    this.lower = lower;
    this.upper = upper;
  }

  /**
   * The penalty acts on standardized weights.
   *
   * @param l1Ratio ρ in [0, 1]
   * @param factors fⱼ ≥ 0, length p
   * @param scale σⱼ, length p, 0 = constant column
   */
  public static ElasticNetFamily onStandardized(double l1Ratio, double[] factors, double[] scale) {
    double[] unit = new double[factors.length];
    Arrays.fill(unit, 1);
    return create(l1Ratio, factors, scale, unit);
  }

  /**
   * The penalty acts on weights in original units: wⱼ/σⱼ.
   *
   * @param l1Ratio ρ in [0, 1]
   * @param factors fⱼ ≥ 0, length p
   * @param scale σⱼ, length p, 0 = constant column
   */
  public static ElasticNetFamily onOriginal(double l1Ratio, double[] factors, double[] scale) {
    double[] unit = new double[factors.length];
    for (int j = 0; j < Math.min(unit.length, scale.length); j++) {
      unit[j] = 1 / scale[j];
    }
    return create(l1Ratio, factors, scale, unit);
  }

  private static ElasticNetFamily create(
      double l1Ratio, double[] factors, double[] scale, double[] unit) {
    if (!(l1Ratio >= 0 && l1Ratio <= 1)) {
      throw new IllegalArgumentException("l1 ratio " + l1Ratio + " is not in [0, 1]");
    }
    if (scale.length != factors.length) {
      throw new IllegalArgumentException(
          factors.length + " penalty factors for " + scale.length + " columns");
    }
    int p = factors.length;
    double[] absolute = new double[p];
    double[] square = new double[p];
    double[] lower = new double[p];
    double[] upper = new double[p];
    Arrays.fill(lower, Double.NEGATIVE_INFINITY);
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
    for (int j = 0; j < p; j++) {
      if (!(factors[j] >= 0) || Double.isInfinite(factors[j])) {
        throw new IllegalArgumentException(
            "penalty factor " + factors[j] + " of column " + j + " must be finite and at least 0");
      }
      absolute[j] = scale[j] == 0 ? 0 : factors[j] * unit[j];
      square[j] = scale[j] == 0 ? 0 : factors[j] * unit[j] * unit[j];
    }
    return new ElasticNetFamily(l1Ratio, scale.clone(), absolute, square, lower, upper);
  }

  /**
   * The same penalties with each weight in bounds; a constant column's weight is 0 in any.
   *
   * @param low the least weights in original units, ≤ 0, −∞ for none, length p
   * @param high the largest weights in original units, ≥ 0, +∞ for none, length p
   * @throws IllegalArgumentException when the lengths differ or 0 is not between the bounds
   */
  public ElasticNetFamily within(double[] low, double[] high) {
    // Checks them, in the units in which they were given.
    ElasticNet.none(scale.length).within(low, high);
    double[] standardizedLow = lower.clone();
    double[] standardizedHigh = upper.clone();
    for (int j = 0; j < scale.length; j++) {
      if (scale[j] > 0) {
        standardizedLow[j] = low[j] * scale[j];
        standardizedHigh[j] = high[j] * scale[j];
      }
    }
    return new ElasticNetFamily(
        l1Ratio, scale, absolute, square, standardizedLow, standardizedHigh);
  }

  @Override
  public ElasticNet at(double lambda) {
    int p = absolute.length;
    double[] l1 = new double[p];
    double[] l2 = new double[p];
    for (int j = 0; j < p; j++) {
      l1[j] = lambda * l1Ratio * absolute[j];
      l2[j] = scale[j] == 0 ? lambda : lambda * (1 - l1Ratio) * square[j];
    }
    return ElasticNet.of(l1, l2).within(lower, upper);
  }

  /**
   * The smallest λ at which every penalized weight is 0, max |∇fⱼ|/(ρfⱼaⱼ); for ρ below {@link
   * #SMALLEST_GRID_RATIO}, that of this ratio. A weight that a bound keeps from leaving 0 against
   * its gradient does not count.
   */
  @Override
  public double lambdaMax(double[] gradientAtZero) {
    double ratio = Math.max(l1Ratio, SMALLEST_GRID_RATIO);
    double largest = 0;
    for (int j = 0; j < absolute.length; j++) {
      double room = gradientAtZero[j] > 0 ? lower[j] : upper[j];
      if (absolute[j] > 0 && room != 0) {
        largest = Math.max(largest, Math.abs(gradientAtZero[j]) / (ratio * absolute[j]));
      }
    }
    return largest;
  }
}
