package io.shrinkage.statistics;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The linear map between original and standardized, centred coordinates: x̃ⱼ = (xⱼ − meanⱼ) / σⱼ.
 *
 * <p>Weights go the other way, w̃ⱼ = σⱼ wⱼ, and the intercept that belongs to standardized weights
 * is b = ȳ − Σ meanⱼ w̃ⱼ/σⱼ, for which the weighted residuals sum to 0.
 *
 * <p>Shapes: vectors have length p. Units: σ is the population deviation (1/Σs). Edge cases: a
 * constant column has scale 0; its weight is 0 in both coordinates. Immutable.
 */
public final class Standardizer implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] mean;
  private final double[] scale;
  private final double yMean;
  private final double ySigma;
  private final long rows;
  private final double sumWeights;
  private final double sumSquaredWeights;

  /**
   * Takes over the arrays.
   *
   * @param mean the weighted mean of each column
   * @param scale the population deviation of each column, 0 if constant
   * @param yMean the weighted mean rating
   * @param ySigma the population deviation of the rating
   * @param rows the number of ratings
   * @param sumWeights Σs over the ratings, positive
   * @param sumSquaredWeights Σs² over the ratings, equal ones within a group sharing its weight
   */
  public Standardizer(
      double[] mean,
      double[] scale,
      double yMean,
      double ySigma,
      long rows,
      double sumWeights,
      double sumSquaredWeights) {
    if (mean.length != scale.length) {
      throw new IllegalArgumentException(mean.length + " means and " + scale.length + " scales");
    }

    if (!(sumWeights > 0)) {
      throw new IllegalArgumentException("the sum of weights must be positive, was " + sumWeights);
    }

    this.mean = mean;
    this.scale = scale;
    this.yMean = yMean;
    this.ySigma = ySigma;
    this.rows = rows;
    this.sumWeights = sumWeights;
    this.sumSquaredWeights = sumSquaredWeights;
  }

  /**
   * The same scales for a model without an intercept: neither columns nor ratings are centred.
   *
   * @param origins what the encoder subtracted from each column; a zero weight on the rest must
   *     predict 0
   */
  public Standardizer withoutIntercept(double[] origins) {
    double[] uncentred = new double[mean.length];
    for (int j = 0; j < mean.length; j++) {
      uncentred[j] = -origins[j];
    }

    return new Standardizer(uncentred, scale, 0, ySigma, rows, sumWeights, sumSquaredWeights);
  }

  /**
   * The same rows without some columns: they count as constant, so that their weights are 0.
   *
   * @param from the first column that is left out
   * @param to the first one after it that is not
   */
  public Standardizer without(int from, int to) {
    double[] kept = scale.clone();
    Arrays.fill(kept, from, to, 0);
    return new Standardizer(mean, kept, yMean, ySigma, rows, sumWeights, sumSquaredWeights);
  }

  /** The number p of columns. */
  public int dimension() {
    return mean.length;
  }

  /** The mean of a column. */
  public double mean(int column) {
    return mean[column];
  }

  /** The population deviation of a column; 0 if it is constant. */
  public double scale(int column) {
    return scale[column];
  }

  /** A copy of the means. */
  public double[] means() {
    return mean.clone();
  }

  /** A copy of the population deviations. */
  public double[] scales() {
    return scale.clone();
  }

  /** Whether a column does not vary. */
  public boolean isConstant(int column) {
    return scale[column] == 0;
  }

  /** The weighted mean rating ȳ. */
  public double yMean() {
    return yMean;
  }

  /** The population deviation of the rating. */
  public double ySigma() {
    return ySigma;
  }

  /** The number of ratings. */
  public long rows() {
    return rows;
  }

  /** The sum of the weights of the ratings. */
  public double sumWeights() {
    return sumWeights;
  }

  /** The sum of the squared weights of the ratings; the number of ratings if all weights are 1. */
  public double sumSquaredWeights() {
    return sumSquaredWeights;
  }

  /** The weights in original coordinates, w = w̃/σ. */
  public double[] toOriginal(double[] standardized) {
    double[] original = new double[mean.length];
    for (int j = 0; j < mean.length; j++) {
      original[j] = scale[j] == 0 ? 0 : standardized[j] / scale[j];
    }

    return original;
  }

  /** The weights in standardized coordinates, w̃ = σw. */
  public double[] toStandardized(double[] original) {
    double[] standardized = new double[mean.length];
    for (int j = 0; j < mean.length; j++) {
      standardized[j] = original[j] * scale[j];
    }

    return standardized;
  }

  /** The optimal intercept, in original coordinates, of standardized weights. */
  public double intercept(double[] standardized) {
    return intercept(yMean, toOriginal(standardized));
  }

  private double intercept(double target, double[] original) {
    double shift = 0;
    for (int j = 0; j < mean.length; j++) {
      shift += mean[j] * original[j];
    }

    return target - shift;
  }

  /** The predictor of standardized weights, on rows in original coordinates. */
  public LinearPredictor predictor(double[] standardized) {
    double[] original = toOriginal(standardized);
    return new LinearPredictor(original, intercept(yMean, original));
  }

  /**
   * Turns the raw sums of a pass into the gradient of ½(1/S) Σ s r² in standardized coordinates: (Σ
   * s r xⱼ − meanⱼ Σ s r) / (S σⱼ), and 0 for a constant column.
   */
  void standardizeGradient(double[] raw, double residuals, double[] out) {
    for (int j = 0; j < mean.length; j++) {
      out[j] = scale[j] == 0 ? 0 : (raw[j] - mean[j] * residuals) / sumWeights / scale[j];
    }
  }
}
