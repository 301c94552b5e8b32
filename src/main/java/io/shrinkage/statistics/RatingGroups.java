package io.shrinkage.statistics;

import java.io.Serializable;
import java.util.Arrays;

/**
 * For each row the ratings that it stands for: every distinct rating y with its count n and its
 * weight s, and what least squares needs of them.
 *
 * <p>Σ s (y − ŷ)² = (Σs)·(ȳ − ŷ)² + within, with ȳ = Σ s y / Σs and within = Σ s (y − ȳ)²: a group
 * of ratings costs a pass no more than one rating, and nothing cancels.
 *
 * <p>Cost: 24 bytes a distinct rating and some 40 a row; rows of one rating each share the arrays.
 * Edge cases: a row without weight has mean 0 and within 0.
 */
public final class RatingGroups implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int[] offsets;
  private final double[] rating;
  private final long[] ratingCount;
  private final double[] ratingWeight;
  private final long[] count;
  private final double[] weight;
  private final double[] mean;
  private final double[] within;

  private RatingGroups(int[] offsets, double[] rating, long[] ratingCount, double[] ratingWeight) {
    this.offsets = offsets;
    this.rating = rating;
    this.ratingCount = ratingCount;
    this.ratingWeight = ratingWeight;
    int rows = offsets.length - 1;
    this.within = new double[rows];
    if (isOneEach(offsets) && Arrays.stream(ratingWeight).allMatch(s -> s > 0)) {
      this.count = ratingCount;
      this.weight = ratingWeight;
      this.mean = rating;
    } else {
      this.count = new long[rows];
      this.weight = new double[rows];
      this.mean = new double[rows];
      for (int row = 0; row < rows; row++) {
        summarize(row);
      }
    }
  }

  private static boolean isOneEach(int[] offsets) {
    for (int row = 0; row < offsets.length; row++) {
      if (offsets[row] != row) {
        return false;
      }
    }

    return true;
  }

  private void summarize(int row) {
    int from = offsets[row];
    int to = offsets[row + 1];
    for (int e = from; e < to; e++) {
      count[row] += ratingCount[e];
      weight[row] += ratingWeight[e];
    }

    if (weight[row] > 0) {
      double origin = rating[from];
      double shifted = 0;
      for (int e = from; e < to; e++) {
        shifted += ratingWeight[e] * (rating[e] - origin);
      }

      mean[row] = origin + shifted / weight[row];
      for (int e = from; e < to; e++) {
        double d = rating[e] - mean[row];
        within[row] += ratingWeight[e] * d * d;
      }
    }
  }

  /** Starts with no rows. */
  public static Builder builder() {
    return new Builder();
  }

  /** The number of rows. */
  public int rows() {
    return offsets.length - 1;
  }

  /** The number of ratings that a row stands for. */
  public long count(int row) {
    return count[row];
  }

  /** The weight Σs of a row. */
  public double weight(int row) {
    return weight[row];
  }

  /** The weighted mean ȳ of a row; 0 if its weight is 0. */
  public double mean(int row) {
    return mean[row];
  }

  /** The weighted squares about the row's own mean, Σ s (y − ȳ)². */
  public double within(int row) {
    return within[row];
  }

  /** The number of distinct ratings of a row. */
  public int levels(int row) {
    return offsets[row + 1] - offsets[row];
  }

  /** The k-th distinct rating of a row, 0 ≤ k < {@code levels(row)}. */
  public double rating(int row, int k) {
    return rating[offsets[row] + k];
  }

  /** How many times the k-th distinct rating of a row was given. */
  public long count(int row, int k) {
    return ratingCount[offsets[row] + k];
  }

  /** The sum of the weights of the k-th distinct rating of a row. */
  public double weight(int row, int k) {
    return ratingWeight[offsets[row] + k];
  }

  /** Hands over the distinct ratings of a row in the order in which they were added. */
  public void forEach(int row, RatingConsumer consumer) {
    for (int e = offsets[row]; e < offsets[row + 1]; e++) {
      consumer.accept(rating[e], ratingCount[e], ratingWeight[e]);
    }
  }

  /** Collects ratings row by row. */
  public static final class Builder {

    private int[] offsets = new int[64];
    private double[] rating = new double[64];
    private long[] ratingCount = new long[64];
    private double[] ratingWeight = new double[64];
    private int rows;
    private int entries;

    private Builder() {}

    /**
     * Adds a distinct rating to the current row.
     *
     * @param y the rating, finite
     * @param n how many times it was given, at least 1
     * @param s the sum of the weights of all n, finite and at least 0
     * @throws IllegalArgumentException on a value out of these ranges
     */
    public Builder add(double y, long n, double s) {
      if (!Double.isFinite(y) || n < 1 || !(s >= 0 && s <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "row "
                + rows
                + ": a rating must be finite, its count at least 1 and its weight finite and at"
                + " least 0; they were "
                + y
                + ", "
                + n
                + " and "
                + s);
      }

      if (entries == rating.length) {
        int size = Math.addExact(entries, entries >> 1);
        rating = Arrays.copyOf(rating, size);
        ratingCount = Arrays.copyOf(ratingCount, size);
        ratingWeight = Arrays.copyOf(ratingWeight, size);
      }

      rating[entries] = y;
      ratingCount[entries] = n;
      ratingWeight[entries] = s;
      entries++;
      return this;
    }

    /** Ends the current row, which may have no ratings. */
    public Builder endRow() {
      rows++;
      if (rows == offsets.length) {
        offsets = Arrays.copyOf(offsets, Math.addExact(rows, rows >> 1));
      }

      offsets[rows] = entries;
      return this;
    }

    /**
     * The groups of the rows so far.
     *
     * @throws IllegalStateException if the last row was not ended
     */
    public RatingGroups build() {
      if (offsets[rows] != entries) {
        throw new IllegalStateException("row " + rows + " has ratings but was not ended");
      }

      return new RatingGroups(
          Arrays.copyOf(offsets, rows + 1),
          Arrays.copyOf(rating, entries),
          Arrays.copyOf(ratingCount, entries),
          Arrays.copyOf(ratingWeight, entries));
    }
  }
}
