package io.shrinkage.bench;

import java.util.Arrays;

/** The arithmetic of measured seconds. */
final class Timing {
  private Timing() {}

  /** Seconds of one run. */
  static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  /** The seconds of each of some runs. */
  static double[] repeat(int runs, Runnable work) {
    double[] seconds = new double[runs];
    for (int run = 0; run < runs; run++) {
      seconds[run] = seconds(work);
    }
    return seconds;
  }

  /** The middle one; of an even number, the mean of the two in the middle. */
  static double median(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no value has no median");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** What one more costs, between a small and a large amount. */
  static double marginal(double small, double smallSeconds, double large, double largeSeconds) {
    if (small >= large) {
      throw new IllegalArgumentException("from " + small + " to " + large + " is no growth");
    }
    return (largeSeconds - smallSeconds) / (large - small);
  }

  /** Seconds at {@code amount}, on the straight line through two measured amounts. */
  static double extrapolated(
      double small, double smallSeconds, double large, double largeSeconds, double amount) {
    return smallSeconds + marginal(small, smallSeconds, large, largeSeconds) * (amount - small);
  }

  /** A quotient, null where either side was not measured. */
  static Double ratio(Double above, Double below) {
    return above == null || below == null ? null : above / below;
  }
}
