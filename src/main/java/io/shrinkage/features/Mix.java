package io.shrinkage.features;

/**
 * Hashes of (seed, purpose, number): independent looking values that need no state.
 *
 * <p>Source: the finalizer of SplitMix64, Steele, Lea and Flood (2014), Fast Splittable
 * Pseudorandom Number Generators, OOPSLA, with Stafford's constants (variant 13).
 */
final class Mix {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Mix() {}

  static long scramble(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }

  static long hash(long seed, int purpose, long number) {
    return scramble(scramble(scramble(seed + GOLDEN) + purpose * GOLDEN) + number * GOLDEN);
  }

  /** Uniform on (0, 1), never either end. */
  static double uniform(long seed, int purpose, long number) {
    return ((hash(seed, purpose, number) >>> 12) + 0.5) * 0x1p-52;
  }

  /** Uniform on 0 … bound − 1. */
  static long below(long seed, int purpose, long number, long bound) {
    return (long) (uniform(seed, purpose, number) * bound);
  }

  /** Standard normal; the same bits on every platform. */
  static double normal(long seed, int purpose, long number) {
    return NormalQuantile.of(uniform(seed, purpose, number));
  }
}
