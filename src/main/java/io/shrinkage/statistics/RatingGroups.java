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
 * <p>Cost: a distinct rating of a row takes 1 byte where the block has at most 256 of them, else 8;
 * 4 more where counts are not all 1, and 8 more where weights differ from counts. A row takes 28
 * bytes, 36 where weights differ from counts, and none where every row has one rating. Edge cases:
 * a row without weight has mean 0 and within 0.
 */
public final class RatingGroups implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int rows;
  private final int[] offsets; // null: every row has one rating
  private final double[] values; // ratings, or the distinct ones that codes point to
  private final byte[] codes; // null: values has a rating each
  private final int[] ratingCount; // null: all are 1
  private final double[] ratingWeight; // null: weights are counts
  private long[] count;
  private double[] weight; // null: weights are counts
  private double[] mean; // null: of one rating, which is the mean
  private double[] within;

  private RatingGroups(
      int rows,
      int[] offsets,
      double[] values,
      byte[] codes,
      int[] ratingCount,
      double[] ratingWeight) {
    this.rows = rows;
    this.values = values;
    this.codes = codes;
    this.ratingCount = ratingCount;
    this.ratingWeight = ratingWeight;
    if (isOneEach(offsets) && (ratingWeight == null || allPositive(ratingWeight))) {
      this.offsets = null;
    } else {
      this.offsets = offsets;
      summarize();
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

  private static boolean allPositive(double[] weights) {
    return Arrays.stream(weights).allMatch(s -> s > 0);
  }

  private void summarize() {
    count = new long[rows];
    weight = ratingWeight == null ? null : new double[rows];
    mean = new double[rows];
    within = new double[rows];
    for (int row = 0; row < rows; row++) {
      summarize(row);
    }
  }

  private void summarize(int row) {
    int from = offsets[row];
    int to = offsets[row + 1];
    double sum = 0;
    for (int e = from; e < to; e++) {
      count[row] += countAt(e);
      sum += weightAt(e);
    }

    if (weight != null) {
      weight[row] = sum;
    }

    if (sum > 0) {
      double origin = ratingAt(from);
      double shifted = 0;
      for (int e = from; e < to; e++) {
        shifted += weightAt(e) * (ratingAt(e) - origin);
      }

      double centre = origin + shifted / sum;
      double squares = 0;
      for (int e = from; e < to; e++) {
        double d = ratingAt(e) - centre;
        squares += weightAt(e) * d * d;
      }

      mean[row] = centre;
      within[row] = squares;
    }
  }

  private double ratingAt(int e) {
    return codes == null ? values[e] : values[codes[e] & 0xff];
  }

  private int countAt(int e) {
    return ratingCount == null ? 1 : ratingCount[e];
  }

  private double weightAt(int e) {
    return ratingWeight == null ? countAt(e) : ratingWeight[e];
  }

  private int offset(int row) {
    return offsets == null ? row : offsets[row];
  }

  /** Starts with no rows. */
  public static Builder builder() {
    return new Builder();
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** What its arrays take. */
  public long bytes() {
    return (long) Double.BYTES
            * (values.length
                + length(ratingWeight)
                + length(weight)
                + length(mean)
                + length(within)
                + (count == null ? 0 : count.length))
        + (long) Integer.BYTES
            * ((offsets == null ? 0 : offsets.length)
                + (ratingCount == null ? 0 : ratingCount.length))
        + (codes == null ? 0 : codes.length);
  }

  private static long length(double[] array) {
    return array == null ? 0 : array.length;
  }

  /** The number of ratings that a row stands for. */
  public long count(int row) {
    return offsets == null ? countAt(row) : count[row];
  }

  /** The weight Σs of a row. */
  public double weight(int row) {
    return offsets == null ? weightAt(row) : weight == null ? count[row] : weight[row];
  }

  /** The weighted mean ȳ of a row; 0 if its weight is 0. */
  public double mean(int row) {
    return offsets == null ? ratingAt(row) : mean[row];
  }

  /** The weighted squares about the row's own mean, Σ s (y − ȳ)². */
  public double within(int row) {
    return offsets == null ? 0 : within[row];
  }

  /** The number of distinct ratings of a row. */
  public int levels(int row) {
    return offset(row + 1) - offset(row);
  }

  /** The k-th distinct rating of a row, 0 ≤ k < {@code levels(row)}. */
  public double rating(int row, int k) {
    return ratingAt(offset(row) + k);
  }

  /** How many times the k-th distinct rating of a row was given. */
  public long count(int row, int k) {
    return countAt(offset(row) + k);
  }

  /** The sum of the weights of the k-th distinct rating of a row. */
  public double weight(int row, int k) {
    return weightAt(offset(row) + k);
  }

  /** Hands over the distinct ratings of a row in the order in which they were added. */
  public void forEach(int row, RatingConsumer consumer) {
    for (int e = offset(row); e < offset(row + 1); e++) {
      consumer.accept(ratingAt(e), countAt(e), weightAt(e));
    }
  }

  /** Collects ratings row by row. */
  public static final class Builder {

    private static final int MOST_CODES = 256;

    private final DistinctLevels levels = new DistinctLevels(MOST_CODES);
    private int[] offsets = new int[64];
    private byte[] codes = new byte[64]; // null once there are too many distinct ratings
    private double[] ratings;
    private int[] ratingCount = new int[64];
    private double[] ratingWeight;
    private boolean counted;
    private int rows;
    private int entries;

    private Builder() {}

    /**
     * Adds a distinct rating to the current row.
     *
     * @param y the rating, finite
     * @param n how many times it was given, from 1 to 2^31 − 1
     * @param s the sum of the weights of all n, finite and at least 0
     * @throws IllegalArgumentException on a value out of these ranges
     */
    public Builder add(double y, long n, double s) {
      if (!Double.isFinite(y)
          || n < 1
          || n > Integer.MAX_VALUE
          || !(s >= 0 && s <= Double.MAX_VALUE)) {
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

      if (entries == ratingCount.length) {
        grow(Math.addExact(entries, entries >> 1));
      }

      addRating(y);
      ratingCount[entries] = (int) n;
      counted |= n != 1;
      if (ratingWeight == null && s != n) {
        ratingWeight = new double[ratingCount.length];
        Arrays.setAll(ratingWeight, e -> ratingCount[e]);
      }

      if (ratingWeight != null) {
        ratingWeight[entries] = s;
      }

      entries++;
      return this;
    }

    private void addRating(double y) {
      if (codes != null) {
        int code = levels.code(y);
        if (code != DistinctLevels.FULL) {
          codes[entries] = (byte) code;
          return;
        }

        ratings = new double[codes.length];
        for (int e = 0; e < entries; e++) {
          ratings[e] = levels.level(codes[e] & 0xff);
        }

        codes = null;
      }

      ratings[entries] = y;
    }

    private void grow(int size) {
      codes = codes == null ? null : Arrays.copyOf(codes, size);
      ratings = ratings == null ? null : Arrays.copyOf(ratings, size);
      ratingCount = Arrays.copyOf(ratingCount, size);
      ratingWeight = ratingWeight == null ? null : Arrays.copyOf(ratingWeight, size);
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
          rows,
          Arrays.copyOf(offsets, rows + 1),
          codes == null ? Arrays.copyOf(ratings, entries) : levels.toArray(),
          codes == null ? null : Arrays.copyOf(codes, entries),
          counted ? Arrays.copyOf(ratingCount, entries) : null,
          ratingWeight == null ? null : Arrays.copyOf(ratingWeight, entries));
    }
  }
}
