package io.shrinkage.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was asked of {@code scripts/bench}.
 *
 * @param suite movies, dense, cold or scaling
 * @param rows how much data; empty: the suite's own
 * @param runs measured repetitions
 * @param sets settings of Shrinkage, over the suite's own
 */
record BenchOptions(String suite, OptionalLong rows, int runs, List<String> sets) {
  private static final String USAGE =
      "usage: scripts/bench movies|dense|cold|scaling [--rows N] [--runs N] [--set key=value]...";

  static BenchOptions parse(String... args) {
    if (args.length == 0) {
      throw new IllegalArgumentException(USAGE);
    }
    OptionalLong rows = OptionalLong.empty();
    int runs = 3;
    List<String> sets = new ArrayList<>();
    for (int i = 1; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " lacks a value\n" + USAGE);
      }
      switch (args[i]) {
        case "--rows" -> rows = OptionalLong.of(positive(args[i], args[i + 1]));
        case "--runs" -> runs = Math.toIntExact(positive(args[i], args[i + 1]));
        case "--set" -> sets.add(args[i + 1]);
        default -> throw new IllegalArgumentException("unknown: " + args[i] + "\n" + USAGE);
      }
    }
    return new BenchOptions(args[0], rows, runs, List.copyOf(sets));
  }

  private static long positive(String name, String text) {
    try {
      long value = Long.parseLong(text.replace("_", ""));
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " " + text + " is no whole number", e);
    }
    throw new IllegalArgumentException(name + " " + text + " must be above 0");
  }
}
