package io.shrinkage.selection;

import io.shrinkage.statistics.Mergeable;
import java.io.Serializable;

/**
 * Two models' squared errors on the same ratings, compared rating by rating, with the ratings in
 * groups that may be taken as independent, such as sets of users.
 *
 * <p>With d = s·(e_a² − e_b²) summed to D_k and s summed to W_k over group k, the gain of b is
 * ΣD/ΣW and its standard error √(K/(K−1) Σ (D_k − gain·W_k)²) / ΣW over the K groups that have
 * weight: the ratio estimator of cluster samples. Cost: 32 bytes a group.
 *
 * <p>Source: Cochran (1977), Sampling Techniques, 3rd ed., section 9A.
 */
public final class PairedComparison implements Mergeable<PairedComparison>, Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] weight;
  private final double[] errorOfA;
  private final double[] errorOfB;
  private final double[] difference;
  private long ratings;

  /** Nothing compared yet. */
  public PairedComparison(int groups) {
    this.weight = new double[groups];
    this.errorOfA = new double[groups];
    this.errorOfB = new double[groups];
    this.difference = new double[groups];
  }

  /**
   * Adds equal ratings of a group.
   *
   * @param y the rating
   * @param a what the one model predicts
   * @param b what the other does
   * @param count how many ratings
   * @param sumWeights the weight of all of them
   */
  public void add(int group, double y, double a, double b, long count, double sumWeights) {
    ratings += count;
    weight[group] += sumWeights;
    errorOfA[group] += sumWeights * (y - a) * (y - a);
    errorOfB[group] += sumWeights * (y - b) * (y - b);
    // As a product, so that two models that nearly agree cancel nothing.
    difference[group] += sumWeights * (b - a) * (2 * y - a - b);
  }

  @Override
  public PairedComparison merge(PairedComparison later) {
    ratings += later.ratings;
    for (int group = 0; group < weight.length; group++) {
      weight[group] += later.weight[group];
      errorOfA[group] += later.errorOfA[group];
      errorOfB[group] += later.errorOfB[group];
      difference[group] += later.difference[group];
    }

    return this;
  }

  /** The number of ratings. */
  public long ratings() {
    return ratings;
  }

  /** How many groups have weight. */
  public int groups() {
    int groups = 0;
    for (double w : weight) {
      groups += w > 0 ? 1 : 0;
    }

    return groups;
  }

  /** The first model's mean squared error; NaN without weight. */
  public double errorOfA() {
    return sum(errorOfA) / sum(weight);
  }

  /** The other model's mean squared error; NaN without weight. */
  public double errorOfB() {
    return sum(errorOfB) / sum(weight);
  }

  /** By how much the other model's mean squared error is lower. */
  public double gain() {
    return sum(difference) / sum(weight);
  }

  /** The standard error of the gain; NaN with fewer than two groups. */
  public double standardError() {
    double gain = gain();
    double squares = 0;
    for (int group = 0; group < weight.length; group++) {
      if (weight[group] > 0) {
        double r = difference[group] - gain * weight[group];
        squares += r * r;
      }
    }

    double groups = groups();
    return groups < 2 ? Double.NaN : Math.sqrt(groups / (groups - 1) * squares) / sum(weight);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }

    return sum;
  }
}
