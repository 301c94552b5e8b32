package io.shrinkage.bench;

import java.nio.file.Path;

/** What more rows, more λs and more folds cost: large ÷ small. */
final class ScalingSuite implements Suite {
  private static final long ROWS = 100_000_000;
  private static final long MOST_FOR_MANY_RUNS = 10_000_000;
  private static final long STEP = 10;

  /** Reading is most of such runs, and varies by a tenth. */
  private static final int MANY_RUNS = 9;

  /** What is compared are a few hundredths of a run. */
  private static final int RUNS_OF_SELECTION = 15;

  @Override
  public void measure(Workspace workspace, BenchOptions options, Figures figures) {
    long large = options.rows().orElse(ROWS);
    long middle = Math.max(2, large / STEP);
    long small = Math.max(1, middle / STEP);
    rows(workspace, options, figures, small, middle, large);
    selection(workspace, options, figures, Math.min(large, MOST_FOR_MANY_RUNS));
  }

  private static void rows(
      Workspace workspace,
      BenchOptions options,
      Figures figures,
      long small,
      long middle,
      long large) {
    Path data = workspace.ratings(large);
    Found found =
        new MovieRuns(workspace, options)
            .atLeast(large <= MOST_FOR_MANY_RUNS ? MANY_RUNS : 1)
            .variant("small", workspace.ratings(small), small)
            .variant("middle", workspace.ratings(middle), middle)
            .variant("large", data, large)
            .measure(data);
    double[] seconds = {
      found.part("small").median("train"),
      found.part("middle").median("train"),
      found.part("large").median("train")
    };
    double lower = Timing.marginal(small, seconds[0], middle, seconds[1]);
    double upper = Timing.marginal(middle, seconds[1], large, seconds[2]);
    figures
        .put("rows_small", small)
        .put("rows_middle", middle)
        .put("rows_large", large)
        .put("small_seconds", seconds[0])
        .put("middle_seconds", seconds[1])
        .put("large_seconds", seconds[2])
        .put("scan_seconds", found.median("scan"))
        .put("marginal_ns_a_row_small_to_middle", 1e9 * lower)
        .put("marginal_ns_a_row_middle_to_large", 1e9 * upper)
        .put("rows_ratio", upper / lower)
        .put("peak_rss_mb", found.number("peak_rss_mb"))
        .put("heap_mb", found.whole("heap"))
        .put("blas", NetlibBlas.name());
  }

  private static void selection(
      Workspace workspace, BenchOptions options, Figures figures, long rows) {
    Path data = workspace.ratings(rows);
    Found found =
        new MovieRuns(workspace, options)
            .atLeast(RUNS_OF_SELECTION)
            .variant("usual", data, rows)
            .variant("one-lambda", data, rows, "select.lambdas=1")
            .variant("ten-folds", data, rows, "select.folds=10")
            .measure(data);
    double usual = found.part("usual").median("train");
    double oneLambda = found.part("one-lambda").median("train");
    double tenFolds = found.part("ten-folds").median("train");
    figures
        .put("selection_rows", rows)
        .put("lambdas_100_folds_5_runs", found.part("usual").list("train"))
        .put("lambdas_1_folds_5_runs", found.part("one-lambda").list("train"))
        .put("lambdas_100_folds_10_runs", found.part("ten-folds").list("train"))
        .put("lambdas_100_folds_5_seconds", usual)
        .put("lambdas_1_folds_5_seconds", oneLambda)
        .put("lambdas_100_folds_10_seconds", tenFolds)
        .put("lambdas_ratio", usual / oneLambda)
        .put("folds_ratio", tenFolds / usual);
  }
}
