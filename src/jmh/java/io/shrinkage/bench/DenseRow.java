package io.shrinkage.bench;

import java.util.SplittableRandom;

/**
 * Row number i of a correlated regression problem: x₀ = ε, xⱼ = 0.7·xⱼ₋₁ + √0.51·ε, and y = 3 + Σ
 * βⱼxⱼ + 2ε with every tenth βⱼ at ±1. A function of the seed and the row's number.
 */
final class DenseRow {
  private static final double CORRELATION = 0.7;
  private static final double NOISE = 2;
  private static final double INTERCEPT = 3;
  private static final int EFFECT_EVERY = 10;
  private static final long SEED = 42;
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private DenseRow() {}

  /** Fills {@code row}: y, then the features. */
  static void fill(long number, double[] row) {
    SplittableRandom random = new SplittableRandom(SEED + number * GOLDEN_GAMMA);
    double rest = Math.sqrt(1 - CORRELATION * CORRELATION);
    double y = INTERCEPT + NOISE * random.nextGaussian();
    double x = random.nextGaussian();
    for (int j = 1; j < row.length; j++) {
      row[j] = x;
      if ((j - 1) % EFFECT_EVERY == 0) {
        y += (j - 1) / EFFECT_EVERY % 2 == 0 ? x : -x;
      }
      x = CORRELATION * x + rest * random.nextGaussian();
    }
    row[0] = y;
  }
}
