package io.shrinkage.spark;

import java.util.Arrays;

/**
 * How many ratings each item has in all, expected from a sample of them.
 *
 * <p>The next rating is of an item that the sample lacks with a probability of f₁/m, f₁ being the
 * items that the sample has once and m its ratings (Good 1953, after Turing). So many of the
 * ratings outside the sample are spread over the items that it lacks; the others, over those that
 * it has, in proportion.
 */
final class ExpectedItems {
  private final long sampled;
  private final double outside;
  private final double newShare;
  private final long unseenItems;

  /**
   * From the counts of a sample.
   *
   * @param sampled ratings in the sample
   * @param once items that the sample has once
   * @param unseenItems items that it lacks
   * @param all ratings in all
   */
  ExpectedItems(long sampled, long once, long unseenItems, double all) {
    this.sampled = sampled;
    this.outside = Math.max(0, all - sampled);
    this.newShare = unseenItems == 0 ? 0 : sampled == 0 ? 1 : (double) once / sampled;
    this.unseenItems = unseenItems;
  }

  /** The ratings of an item that the sample has so many of. */
  double seen(long count) {
    return count + outside * (1 - newShare) * count / sampled;
  }

  /** The mean ratings of an item that the sample lacks. */
  double unseen() {
    return unseenItems == 0 ? 0 : outside * newShare / unseenItems;
  }

  /**
   * The share of the items that the sample lacks that have ratings at all, if their numbers of
   * ratings are spread exponentially.
   */
  double ratedShare() {
    return slotsOfSpread(unseen(), new double[] {1});
  }

  /**
   * How many slots a number of ratings meets: Σ 1 − (1 − q)ⁿ.
   *
   * @param shares q, the share of the ratings that each slot has
   */
  static double slots(double ratings, double[] shares) {
    return Arrays.stream(shares).map(q -> 1 - Math.pow(1 - q, ratings)).sum();
  }

  /**
   * The mean of {@link #slots} over items whose numbers of ratings are spread exponentially about a
   * mean, since few items have many: Σ qμ/(1 + qμ), for Poisson numbers.
   */
  static double slotsOfSpread(double mean, double[] shares) {
    return Arrays.stream(shares).map(q -> q * mean / (1 + q * mean)).sum();
  }
}
