package io.shrinkage.features;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Sums over the columns of a matrix of numbers, row by row: for each column the weight and mean of
 * its values, the weight of what is missing, and the ratings whose value is not 0.
 *
 * <p>A column is summed about its first value, so that a constant one keeps its value to the last
 * bit. Cost: one pass over a row that is added, best while it is in the cache.
 */
public final class CellSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] shift; // NaN: no value so far
  private final double[] shifted;
  private final double[] missing;
  private final long[] out; // ratings whose value is missing or 0
  private int unknown; // columns without a value so far
  private double weight;
  private long ratings;

  /** Sums of no rows. */
  public CellSums(int columns) {
    this.shift = new double[columns];
    this.shifted = new double[columns];
    this.missing = new double[columns];
    this.out = new long[columns];
    this.unknown = columns;
    Arrays.fill(shift, Double.NaN);
  }

  /**
   * Adds a row.
   *
   * @param row its numbers, finite, or NaN for a missing one
   * @param gaps whether one of them may be missing
   * @param zeros whether one of them may be 0
   * @param count its ratings, at least one
   * @param s their weight
   */
  public void add(double[] row, boolean gaps, boolean zeros, long count, double s) {
    ratings += count;
    weight += s;
    if (gaps || unknown > 0) {
      addWithGaps(row, count, s);
    } else {
      addFull(row, s);
      if (zeros) {
        countZeros(row, count);
      }
    }
  }

  // Two loops: the JVM has vectors for this one.
  private void addFull(double[] row, double s) {
    for (int j = 0; j < shift.length; j++) {
      shifted[j] += s * (row[j] - shift[j]);
    }
  }

  private void countZeros(double[] row, long count) {
    for (int j = 0; j < shift.length; j++) {
      if (row[j] == 0) {
        out[j] += count;
      }
    }
  }

  private void addWithGaps(double[] row, long count, double s) {
    for (int j = 0; j < shift.length; j++) {
      double cell = row[j];
      if (Double.isNaN(cell)) {
        missing[j] += s;
        out[j] += count;
      } else {
        if (Double.isNaN(shift[j])) {
          shift[j] = cell;
          unknown--;
        }
        shifted[j] += s * (cell - shift[j]);
        out[j] += cell == 0 ? count : 0;
      }
    }
  }

  /** What its arrays take. */
  long bytes() {
    return 4L * Double.BYTES * shift.length;
  }

  double weight(int column) {
    return weight - missing[column];
  }

  /** The mean of what is there, if it has weight. */
  double mean(int column) {
    return shift[column] + shifted[column] / weight(column);
  }

  double missingWeight(int column) {
    return missing[column];
  }

  long nonZero(int column) {
    return ratings - out[column];
  }
}
