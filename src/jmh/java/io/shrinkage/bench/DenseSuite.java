package io.shrinkage.bench;

import io.shrinkage.linalg.Blas;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Correlated real columns, the lasso: the whole cross-validated path against scikit-learn's and
 * glmnet's, and a single fit by each BLAS against MLlib's. Peers have their rows in memory before
 * the clock starts, so ratios are against our run once the rows are cached; those from Parquet
 * stand beside. All of them solve at our λ too, and the objectives are compared.
 */
final class DenseSuite implements Suite {
  private static final long ROWS = 1_000_000;
  private static final String HEAP = "4g";
  // What conf/spark-defaults.conf advises for such tables.
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseG1GC",
          "-XX:G1HeapRegionSize=2m",
          "-XX:InitiatingHeapOccupancyPercent=90",
          "-XX:-G1UseAdaptiveIHOP",
          "-Xms" + HEAP);
  private static final String MLLIB_HEAP = "12g";
  private static final int WARMUPS = 7;

  /** One of three runs may meet a noisy neighbour, or the JVM's compiler. */
  private static final int FEWEST_RUNS = 5;

  @Override
  public void measure(Workspace workspace, BenchOptions options, Figures figures) {
    long rows = options.rows().orElse(ROWS);
    Path data = data(workspace, rows);
    Found own = own(workspace, options, data);
    Found fast = own.part("fast");
    double train = fast.median("train");
    double cached = fast.median("cached");
    double single = own.part("single").median("cached");
    figures
        .put("rows", rows)
        .put("columns", fast.whole("columns"))
        .put("solver", fast.text("solver"))
        .put("heap_mb", own.whole("heap"))
        .put("jvm_options", String.join(" ", JVM_OPTIONS))
        .put("blas", fast.text("blas"))
        .put("mllib_blas", NetlibBlas.name())
        .put("openblas_coretype", System.getenv("OPENBLAS_CORETYPE"))
        .put("scan_seconds", own.median("scan"))
        .put("train_runs", fast.list("train"))
        .put("train_seconds", train)
        .put("train_cached_seconds", cached)
        .put("exact_train_seconds", own.part("exact").median("train"))
        .put("exact_train_cached_seconds", own.part("exact").median("cached"))
        .put("ordered_train_seconds", own.part("ordered").median("train"))
        .put("ordered_train_cached_seconds", own.part("ordered").median("cached"))
        .put("single_fit_seconds", own.part("single").median("train"))
        .put("single_fit_cached_seconds", single)
        .put("peak_rss_mb", own.number("peak_rss_mb"));
    double objective = mllib(workspace, options, data, own, single, figures);
    Peers peers =
        new Peers(
            workspace,
            data.resolve("rows.f64"),
            DenseData.COLUMNS + 1,
            own.part("single").number("lambda"));
    peer("sklearn", peers.sklearn(), train, cached, objective, figures);
    peer("glmnet", peers.glmnet(), train, cached, objective, figures);
  }

  private static Path data(Workspace workspace, long rows) {
    Path data = workspace.path("dense-" + rows);
    if (!Files.exists(data.resolve(DenseData.CONFIG))) {
      Workspace.say("generating %,d x %d in %s", rows, DenseData.COLUMNS, data);
      workspace.run(
          workspace.java(HEAP, DenseData.class.getName(), Long.toString(rows), data.toString()));
    }
    return data;
  }

  private static Found own(Workspace workspace, BenchOptions options, Path data) {
    Map<String, List<String>> variants = new LinkedHashMap<>();
    variants.put("fast", sets(options, "compute.reproducible=fast"));
    variants.put("exact", sets(options, "compute.reproducible=exact"));
    variants.put("ordered", sets(options, "compute.reproducible=ordered"));
    variants.put("single", single(options, "auto"));
    for (Blas blas : Blas.values()) {
      if (blas.isPresent()) {
        variants.put(variant(blas), single(options, blas.text()));
      }
    }
    List<String> columns = new ArrayList<>(List.of("y"));
    for (int j = 0; j < DenseData.COLUMNS; j++) {
      columns.add("x" + j);
    }
    OwnPlan plan =
        new OwnPlan(
            data.resolve(DenseData.CONFIG).toString(),
            variants,
            data.resolve("rows").toString(),
            columns,
            workspace.path("runs").toString(),
            WARMUPS,
            Math.max(options.runs(), FEWEST_RUNS),
            true);
    return new Found(workspace.measure(OwnProcess.class, HEAP, JVM_OPTIONS, plan));
  }

  private static String variant(Blas blas) {
    return "single_" + blas.text();
  }

  private static List<String> single(BenchOptions options, String blas) {
    return sets(
        options,
        "compute.reproducible=fast",
        "compute.blas=" + blas,
        "fit.lambda={lambda}",
        "fit.tolerance=1e-10");
  }

  private static List<String> sets(BenchOptions options, String... settings) {
    List<String> sets = new ArrayList<>(List.of(settings));
    sets.addAll(options.sets());
    return sets;
  }

  /** Hands back our objective at the λ of the single fit, by code that is nobody's. */
  private static double mllib(
      Workspace workspace,
      BenchOptions options,
      Path data,
      Found own,
      double single,
      Figures figures) {
    MllibPlan plan =
        new MllibPlan(
            data.resolve("rows").toString(),
            "",
            own.part("single").text("directory"),
            1,
            own.part("single").number("lambda"),
            List.of(),
            1,
            options.runs());
    Found mllib = new Found(workspace.measure(MllibProcess.class, MLLIB_HEAP, plan));
    figures
        .put("mllib_heap", MLLIB_HEAP)
        .put("mllib_normal_runs", mllib.list("normal"))
        .put("mllib_normal_seconds", mllib.median("normal"))
        .put("mllib_lbfgs_seconds", mllib.number("lbfgs"))
        .put("mllib_fit_ratio", mllib.median("normal") / single)
        .put("mllib_lbfgs_fit_ratio", mllib.number("lbfgs") / single);
    for (Blas blas : Blas.values()) {
      Double seconds = blas.isPresent() ? (Double) own.part(variant(blas)).median("cached") : null;
      figures
          .put("single_fit_" + blas.text() + "_seconds", seconds)
          .put(
              "mllib_fit_" + blas.text() + "_ratio", Timing.ratio(mllib.median("normal"), seconds));
    }
    figures
        .put("objective", mllib.number("objective"))
        .put("objective_relative_difference", mllib.number("objective_relative_difference"));
    return mllib.number("objective");
  }

  private static void peer(
      String library,
      Optional<Found> peer,
      double train,
      double cached,
      double objective,
      Figures figures) {
    String name = library + "_cv";
    Double seconds = peer.map(found -> found.number("seconds")).orElse(null);
    figures
        .put(name + "_version", peer.map(found -> found.text("version")).orElse(null))
        .put(name + "_seconds", seconds)
        .put(name + "_lambda_min", peer.map(found -> found.number("lambda_min")).orElse(null))
        .put(name + "_ratio", Timing.ratio(seconds, cached))
        .put(name + "_parquet_ratio", Timing.ratio(seconds, train))
        .put(
            library + "_objective_relative_difference",
            peer.map(found -> Math.abs(found.number("objective") - objective) / objective)
                .orElse(null));
  }
}
