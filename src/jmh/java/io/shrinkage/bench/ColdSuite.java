package io.shrinkage.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole processes, from the command line to its end: a trivial Spark job as plain {@code
 * SparkSubmit} runs it, against {@code scripts/shrinkage train}, which made its archive of classes
 * before.
 */
final class ColdSuite implements Suite {
  private static final long ROWS = 1_000_000;
  private static final String HEAP = "4g";

  @Override
  public void measure(Workspace workspace, BenchOptions options, Figures figures) {
    long rows = options.rows().orElse(ROWS);
    Path data = workspace.ratings(rows);
    List<String> trivial = submit(workspace, "-Xshare:auto");
    List<String> unshared = submit(workspace, "-Xshare:off");
    List<String> demo = train(workspace, options, List.of());
    List<String> ratings = train(workspace, options, ratings(workspace, data, rows));

    double first = Timing.seconds(() -> workspace.run(demo));
    int runs = options.runs();
    double[] trivialSeconds = new double[runs];
    double[] unsharedSeconds = new double[runs];
    double[] demoSeconds = new double[runs];
    double[] ratingsSeconds = new double[runs];
    for (int run = 0; run < runs; run++) {
      trivialSeconds[run] = Timing.seconds(() -> workspace.run(trivial));
      demoSeconds[run] = Timing.seconds(() -> workspace.run(demo));
      ratingsSeconds[run] = Timing.seconds(() -> workspace.run(ratings));
      unsharedSeconds[run] = Timing.seconds(() -> workspace.run(unshared));
    }
    double base = Timing.median(trivialSeconds);
    figures
        .put("heap", HEAP)
        .put("first_train_seconds", first)
        .put("trivial_runs", trivialSeconds)
        .put("trivial_seconds", base)
        .put("trivial_share_off_seconds", Timing.median(unsharedSeconds))
        .put("train_runs", demoSeconds)
        .put("train_seconds", Timing.median(demoSeconds))
        .put("cold_ratio", Timing.median(demoSeconds) / base)
        .put("generated_rows", rows)
        .put("generated_runs", ratingsSeconds)
        .put("generated_train_seconds", Timing.median(ratingsSeconds))
        .put("generated_cold_ratio", Timing.median(ratingsSeconds) / base);
  }

  private static List<String> submit(Workspace workspace, String sharing) {
    List<String> command =
        new ArrayList<>(
            workspace.java(
                HEAP,
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                Sessions.MASTER,
                "--class",
                TrivialJob.class.getName(),
                "spark-internal"));
    command.add(1, sharing);
    return command;
  }

  private static List<String> train(
      Workspace workspace, BenchOptions options, List<String> settings) {
    List<String> command = new ArrayList<>();
    command.add(workspace.home().resolve("scripts/shrinkage").toString());
    command.addAll(List.of("train", "--master", Sessions.MASTER));
    command.addAll(List.of("--set", "crosscheck.enabled=false"));
    command.addAll(settings);
    options.sets().forEach(set -> command.addAll(List.of("--set", set)));
    command.addAll(List.of("--out", workspace.path("cold").toString()));
    return command;
  }

  private static List<String> ratings(Workspace workspace, Path data, long rows) {
    return List.of(
        "--config",
        workspace.home().resolve("src/jmh/conf/movies.conf").toString(),
        "--set",
        "data.dir=\"" + data + "\"",
        "--set",
        "data.min-count=" + MovieRuns.minCount(rows));
  }
}
