package io.shrinkage.statistics;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Codes for the few distinct numbers that occur, each with its weight, in the order of first sight:
 * ratings are one of ten, seldom one of more than a hundred, and mostly weigh 1.
 *
 * <p>Cost: one probe of a small hash table a look-up. Edge cases: −0 is 0; there is no code for
 * NaN.
 */
final class DistinctLevels implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The answer for a number that would be one too many. */
  static final int FULL = -1;

  private final int limit;
  private final int shift;
  private final short[] table; // code + 1; 0 = free
  private double[] levels = new double[16];
  private double[] weights = new double[16];
  private int size;

  /**
   * No numbers yet.
   *
   * @param limit the most that get a code, at most 256
   */
  DistinctLevels(int limit) {
    this.limit = limit;
    int bits = 2 + Integer.SIZE - Integer.numberOfLeadingZeros(limit - 1);
    this.shift = Long.SIZE - bits;
    this.table = new short[1 << bits];
  }

  /** How many distinct numbers there are. */
  int size() {
    return size;
  }

  /** The number behind a code. */
  double level(int code) {
    return levels[code];
  }

  /** The weight behind a code. */
  double weight(int code) {
    return weights[code];
  }

  /** The numbers in the order of their codes. */
  double[] toArray() {
    return Arrays.copyOf(levels, size);
  }

  /** The code of a number of weight 1. */
  int code(double number) {
    return code(number, 1);
  }

  /**
   * The code of a number with its weight, a new one if it has none yet; {@link #FULL} where none is
   * left.
   */
  int code(double number, double weight) {
    double level = number + 0.0; // one zero, not two
    long bits = Double.doubleToRawLongBits(level) + 31 * Double.doubleToRawLongBits(weight + 0.0);
    int at = (int) ((bits * 0x9e3779b97f4a7c15L) >>> shift);
    while (table[at] != 0) {
      int code = table[at] - 1;
      if (levels[code] == level && weights[code] == weight) {
        return code;
      }

      at = (at + 1) & (table.length - 1);
    }

    if (size == limit) {
      return FULL;
    }

    if (size == levels.length) {
      levels = Arrays.copyOf(levels, 2 * size);
      weights = Arrays.copyOf(weights, 2 * size);
    }

    weights[size] = weight;
    levels[size++] = level;
    table[at] = (short) size;
    return size - 1;
  }

  /** All codes in the order of their numbers, and then of their weights. */
  int[] ascending() {
    return IntStream.range(0, size)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(code -> levels[code])
                .thenComparingDouble(code -> weights[code]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
