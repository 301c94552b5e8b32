package io.shrinkage.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Normalised movie ratings: the whole run from Parquet against the bare scan of it, and against
 * MLlib, which is given its rows encoded and cached, and the heap that suits it.
 */
final class MoviesSuite implements Suite {
  private static final long ROWS = 10_000_000;
  private static final String MLLIB_HEAP = "12g";
  private static final double TRAIN_SHARE = 0.8;
  private static final double L1_RATIO = 0.5;

  @Override
  public void measure(Workspace workspace, BenchOptions options, Figures figures) {
    long rows = options.rows().orElse(ROWS);
    Path data = workspace.ratings(rows);
    Found own =
        new MovieRuns(workspace, options)
            .variant("cv", data, rows)
            .variant("fast", data, rows, "compute.reproducible=fast")
            .variant("single", data, rows, "fit.lambda={lambda}")
            .measure(data);
    Found cv = own.part("cv");
    double scan = own.median("scan");
    double train = cv.median("train");
    double single = own.part("single").median("cached");
    figures
        .put("rows", rows)
        .put("columns", cv.whole("columns"))
        .put("solver", cv.text("solver"))
        .put("lambdas", cv.whole("lambdas"))
        .put("compressed_rows", cv.whole("compressed_rows"))
        .put("heap_mb", own.whole("heap"))
        .put("blas", NetlibBlas.name())
        .put("scan_runs", own.list("scan"))
        .put("scan_seconds", scan)
        .put("train_runs", cv.list("train"))
        .put("train_seconds", train)
        .put("train_allowed_seconds", 1.5 * scan + 3)
        .put("fast_train_seconds", own.part("fast").median("train"))
        .put("exact_over_fast", Timing.ratio(train, own.part("fast").median("train")))
        .put("train_cached_seconds", cv.median("cached"))
        .put("single_fit_seconds", own.part("single").median("train"))
        .put("single_fit_cached_seconds", single)
        .put("peak_rss_mb", own.number("peak_rss_mb"));

    MllibPlan plan =
        new MllibPlan(
            data.resolve("ratings").toString(),
            data.resolve("movies").toString(),
            cv.text("directory"),
            TRAIN_SHARE,
            cv.number("lambda"),
            grid(cv.text("directory")),
            L1_RATIO,
            options.runs());
    Found mllib = new Found(workspace.measure(MllibProcess.class, MLLIB_HEAP, plan));
    figures
        .put("mllib_heap", MLLIB_HEAP)
        .put("mllib_rows", mllib.whole("rows"))
        .put("mllib_normal_runs", mllib.list("normal"))
        .put("mllib_normal_seconds", mllib.median("normal"))
        .put("mllib_lbfgs_seconds", mllib.number("lbfgs"))
        .put("mllib_fit_ratio", mllib.median("normal") / single)
        .put("mllib_lbfgs_fit_ratio", mllib.number("lbfgs") / single)
        .put("mllib_cv_lambdas_measured", mllib.list("cv_lambdas_measured"))
        .put("mllib_cv_measured_seconds", mllib.list("cv_measured"))
        .put("mllib_cv_fits_measured", mllib.whole("cv_fits_measured"))
        .put("mllib_cv_fit_seconds", mllib.number("cv_fit"))
        .put("mllib_cv_fits", mllib.whole("cv_fits"))
        .put("mllib_cv_seconds_extrapolated", mllib.number("cv"))
        .put("mllib_cv_ratio", Timing.ratio(mllib.number("cv"), train));
  }

  /** The λs that our run tried. */
  private static List<Double> grid(String directory) {
    try {
      List<Double> grid = new ArrayList<>();
      for (JsonNode point :
          new ObjectMapper().readTree(Path.of(directory, "run.json").toFile()).get("path")) {
        grid.add(point.get("lambda").doubleValue());
      }
      return grid;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
