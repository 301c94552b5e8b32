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
  private final double[] absolute;
  private final double[] square;
  private final boolean[] constant;

  private ElasticNetFamily(double l1Ratio, double[] absolute, double[] square, boolean[] constant) {
    this.l1Ratio = l1Ratio;
    this.absolute = absolute;
    this.square = square;
    this.constant = constant;
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
    boolean[] constant = new boolean[p];
    for (int j = 0; j < p; j++) {
      if (!(factors[j] >= 0) || Double.isInfinite(factors[j])) {
        throw new IllegalArgumentException(
            "penalty factor " + factors[j] + " of column " + j + " must be finite and at least 0");
      }
      constant[j] = scale[j] == 0;
      absolute[j] = constant[j] ? 0 : factors[j] * unit[j];
      square[j] = constant[j] ? 0 : factors[j] * unit[j] * unit[j];
    }
    return new ElasticNetFamily(l1Ratio, absolute, square, constant);
  }

  @Override
  public ElasticNet at(double lambda) {
    int p = absolute.length;
    double[] l1 = new double[p];
    double[] l2 = new double[p];
    for (int j = 0; j < p; j++) {
      l1[j] = lambda * l1Ratio * absolute[j];
      l2[j] = constant[j] ? lambda : lambda * (1 - l1Ratio) * square[j];
    }
    return ElasticNet.of(l1, l2);
  }

  /**
   * The smallest λ at which every penalized weight is 0, max |∇fⱼ|/(ρfⱼaⱼ); for ρ below {@link
   * #SMALLEST_GRID_RATIO}, that of this ratio.
   *
   * @param gradient ∇f with all penalized weights at 0 (and unpenalized ones at their optimum)
   * @return 0 when nothing is penalized or nothing correlates with the label
   */
  @Override
  public double lambdaMax(double[] gradient) {
    double ratio = Math.max(l1Ratio, SMALLEST_GRID_RATIO);
    double largest = 0;
    for (int j = 0; j < absolute.length; j++) {
      if (absolute[j] > 0) {
        largest = Math.max(largest, Math.abs(gradient[j]) / (ratio * absolute[j]));
      }
    }
    return largest;
  }
}
