package io.shrinkage.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How Shrinkage is run on the synthetic ratings. */
final class MovieRuns {
  static final String HEAP = "4g";

  /** Of the training ratings: leaves 94 to 97 columns of one to a hundred million. */
  private static final int COLUMN_SHARE = 2500;

  /** The JVM still compiles what a run needs in its tenth repetition. */
  private static final int WARMUPS = 5;

  private static final int FOLDS = 5;
  private static final int LAMBDAS = 100;

  private final Workspace workspace;
  private final BenchOptions options;
  private final Map<String, List<String>> variants = new LinkedHashMap<>();
  private int leastRuns = 1;

  MovieRuns(Workspace workspace, BenchOptions options) {
    this.workspace = workspace;
    this.options = options;
  }

  /** Measures no less often than so, however few repetitions were asked for. */
  MovieRuns atLeast(int runs) {
    leastRuns = runs;
    return this;
  }

  /** Cross-validation, with settings over the usual ones. */
  MovieRuns variant(String name, Path data, long rows, String... settings) {
    List<String> sets = new ArrayList<>();
    sets.add("data.dir=" + quoted(data));
    sets.add("data.min-count=" + minCount(rows));
    sets.add("select.folds=" + FOLDS);
    sets.add("select.lambdas=" + LAMBDAS);
    sets.addAll(List.of(settings));
    sets.addAll(options.sets());
    variants.put(name, sets);
    return this;
  }

  private static String quoted(Path path) {
    return "\"" + path + "\"";
  }

  /** The ratings that a director or an actor needs for a column of their own. */
  static long minCount(long rows) {
    return Math.max(1, rows / COLUMN_SHARE);
  }

  /** Measures the variants; beside them, the bare scan of the ratings in {@code data}. */
  Found measure(Path data) {
    OwnPlan plan =
        new OwnPlan(
            workspace.home().resolve("src/jmh/conf/movies.conf").toString(),
            variants,
            data.resolve("ratings").toString(),
            List.of("userId", "movieId", "rating", "timestamp"),
            workspace.path("runs").toString(),
            WARMUPS,
            Math.max(leastRuns, options.runs()),
            false);
    return new Found(workspace.measure(OwnProcess.class, HEAP, plan));
  }
}
