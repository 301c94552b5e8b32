package io.shrinkage.objective;

import java.io.Serializable;

/**
 * A partition's share of the penalty: its value and sign-rule subgradient at w, for nₚ of n rows.
 *
 * <p>The share is (nₚ/n)·g(w). The row counts are carried as exact integers and multiplied in once,
 * at the root, where nₚ = n: so the sum over any tree of partitions equals g(w) to the last bit.
 *
 * <p>Cost: O(p) memory, O(1) per merge. Merging keeps the first subgradient, since all are taken at
 * the same w.
 */
public final class PenaltyShare implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double value;
  private final double[] subgradient;
  private long rows;

  private PenaltyShare(double value, double[] subgradient, long rows) {
    this.value = value;
    this.subgradient = subgradient;
    this.rows = rows;
  }

  /**
   * The share of {@code rows} rows of the penalty at w.
   *
   * @throws IllegalArgumentException when {@code rows} is negative
   */
  public static PenaltyShare of(Penalty penalty, double[] w, long rows) {
    if (rows < 0) {
      throw new IllegalArgumentException("a share of " + rows + " rows");
    }
    double[] subgradient = new double[w.length];
    penalty.addSubgradient(w, subgradient);
    return new PenaltyShare(penalty.value(w), subgradient, rows);
  }

  /** The number of rows that this share stands for. */
  public long rows() {
    return rows;
  }

  /**
   * Folds the other share into this one.
   *
   * @return this
   * @throws IllegalArgumentException when the other share was taken at another point
   */
  public PenaltyShare merge(PenaltyShare other) {
    if (Double.compare(value, other.value) != 0 || subgradient.length != other.subgradient.length) {
      throw new IllegalArgumentException(
          "shares of different penalties: values " + value + " and " + other.value);
    }
    rows = Math.addExact(rows, other.rows);
    return this;
  }

  /** This share's part of g(w), out of {@code totalRows} rows. */
  public double value(long totalRows) {
    return fraction(totalRows) * value;
  }

  /** Adds this share's part of the subgradient, out of {@code totalRows} rows. */
  public void addTo(double[] gradient, long totalRows) {
    double fraction = fraction(totalRows);
    for (int j = 0; j < subgradient.length; j++) {
      gradient[j] += fraction * subgradient[j];
    }
  }

  private double fraction(long totalRows) {
    if (totalRows <= 0 || rows > totalRows) {
      throw new IllegalArgumentException("a share of " + rows + " rows out of " + totalRows);
    }
    return (double) rows / totalRows;
  }
}
