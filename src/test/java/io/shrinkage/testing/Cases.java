package io.shrinkage.testing;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Seeded random cases of a law; a failure names the seed that brings it back. */
public final class Cases {
  private Cases() {}

  /** A law, checked on one draw. */
  public interface Law {
    /** Fails with an {@link AssertionError} where the law does not hold. */
    void check(SplittableRandom random) throws Exception;
  }

  /** Checks a law on the seeds 0 to {@code count} − 1. */
  public static void check(int count, Law law) {
    for (long seed = 0; seed < count; seed++) {
      checkSeed(seed, law);
    }
  }

  /** Checks a law on one seed. */
  public static void checkSeed(long seed, Law law) {
    try {
      law.check(new SplittableRandom(seed));
    } catch (AssertionError | Exception e) {
      throw new AssertionError("with seed " + seed + ": " + e.getMessage(), e);
    }
  }

  /** The numbers 0 to n − 1, shuffled. */
  public static int[] permutation(SplittableRandom random, int n) {
    int[] order = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }

  /** A draw from the standard normal distribution, by the polar method. */
  public static double normal(SplittableRandom random) {
    while (true) {
      double u = 2 * random.nextDouble() - 1;
      double v = 2 * random.nextDouble() - 1;
      double s = u * u + v * v;
      if (s > 0 && s < 1) {
        return u * Math.sqrt(-2 * Math.log(s) / s);
      }
    }
  }
}
