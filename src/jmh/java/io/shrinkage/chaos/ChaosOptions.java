package io.shrinkage.chaos;

/**
 * What was asked of {@code scripts/chaos}.
 *
 * @param runs how many runs lose an executor, and how many their driver
 * @param seed decides the moments and the victims
 * @param rows of the data that the runs read
 */
record ChaosOptions(int runs, long seed, long rows) {
  private static final String USAGE =
      "usage: scripts/chaos [--runs N] [--seed S] [--rows N]: N runs lose an executor, N their driver";

  static ChaosOptions parse(String... args) {
    int runs = 5;
    long seed = 42;
    long rows = 1_000_000;
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " lacks a value\n" + USAGE);
      }
      switch (args[i]) {
        case "--runs" -> runs = Math.toIntExact(number(args[i], args[i + 1], 1));
        case "--seed" -> seed = number(args[i], args[i + 1], Long.MIN_VALUE);
        case "--rows" -> rows = number(args[i], args[i + 1], 1);
        default -> throw new IllegalArgumentException("unknown: " + args[i] + "\n" + USAGE);
      }
    }
    return new ChaosOptions(runs, seed, rows);
  }

  private static long number(String name, String text, long least) {
    try {
      long value = Long.parseLong(text.replace("_", ""));
      if (value >= least) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " " + text + " is no whole number", e);
    }
    throw new IllegalArgumentException(name + " " + text + " must be at least " + least);
  }
}
