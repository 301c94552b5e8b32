package io.shrinkage.config;

/**
 * A closed interval of finite numbers.
 *
 * @param lo the least value inside
 * @param hi the greatest value inside; above {@code lo}
 */
public record ValueRange(double lo, double hi) {

  public ValueRange {
    if (!Double.isFinite(lo) || !Double.isFinite(hi) || lo >= hi) {
      throw new IllegalArgumentException("Not a range: [" + lo + ", " + hi + "]");
    }
  }

  /** Whether {@code value} is inside; NaN never is. */
  public boolean contains(double value) {
    return lo <= value && value <= hi;
  }
}
