package io.shrinkage.bench;

import java.nio.file.Path;

/** Runs a suite: figures for people on standard output, the last line of them as JSON. */
final class Bench {
  private Bench() {}

  /** The project's folder, then what {@link BenchOptions} reads. */
  public static void main(String[] args) {
    BenchOptions options;
    Suite suite;
    try {
      options = BenchOptions.parse(java.util.Arrays.copyOfRange(args, 1, args.length));
      suite = suite(options.suite());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Figures figures = new Figures().put("suite", options.suite());
    Machine.describe(figures);
    suite.measure(new Workspace(Path.of(args[0])), options, figures);
    figures.print(System.out);
    System.out.println(figures.json());
  }

  private static Suite suite(String name) {
    return switch (name) {
      case "movies" -> new MoviesSuite();
      case "dense" -> new DenseSuite();
      case "cold" -> new ColdSuite();
      case "scaling" -> new ScalingSuite();
      default -> throw new IllegalArgumentException("no suite is called " + name);
    };
  }
}
