package io.shrinkage.job;

import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.model.RunRecord.Status;
import io.shrinkage.spark.RatingsScan;
import io.shrinkage.spark.SparkRun;
import io.shrinkage.spark.TreeAggregation;
import java.util.Optional;

/**
 * The main job: reads and checks ratings, compresses and encodes them, chooses λ, fits, certifies,
 * compares with MLlib, and publishes the run.
 */
public final class TrainJob {
  private static final String INTAKE = "intake";

  private final ShrinkageConfig config;
  private final Console console;
  private final RunOutput.Beginning beginning;

  /** A training run of these settings. */
  public TrainJob(ShrinkageConfig config, Console console) {
    this(config, console, RunOutput.Beginning.NEW);
  }

  private TrainJob(ShrinkageConfig config, Console console, RunOutput.Beginning beginning) {
    this.config = config;
    this.console = console;
    this.beginning = beginning;
  }

  /**
   * One that goes on with the newest unfinished run of the same settings and input, if there is
   * one: its ratings are not read again if they were compressed, and a fit over the cluster goes on
   * from the state that was kept last. The model is that of a run without interruption.
   */
  public static TrainJob resuming(ShrinkageConfig config, Console console) {
    return new TrainJob(config, console, RunOutput.Beginning.RESUME);
  }

  /**
   * Runs it.
   *
   * @throws DataException if the data is refused
   * @throws OutputException if the output directory cannot be written
   * @throws LockedException if another run holds its lock
   */
  public ExitCode run() {
    try (SparkRun spark = SparkRun.open("train");
        RunOutput output = RunOutput.open(spark, config, beginning, console)) {
      Pipeline pipeline = new Pipeline("train", config, spark, output, console);
      return pipeline.guarded(() -> train(spark, output, pipeline));
    }
  }

  private ExitCode train(SparkRun spark, RunOutput output, Pipeline pipeline) {
    TreeAggregation tree = Training.tree(config.compute());
    Stages stages = pipeline.stages();
    try (RatingsScan scan =
        stages.run("read", () -> scan(spark, tree, output), RatingsScan::read, Pipeline::intake)) {
      stages.run(
          "quarantine",
          () -> output.quarantine(scan),
          rows -> rows,
          rows -> rows == 0 ? "no row was rejected" : "reasons and original text in quarantine/");
      if (scan.isCompressed() && !scan.isRestored()) {
        output.checkpoints().save(INTAKE, scan::write);
      }
      Pipeline.Trained trained = pipeline.train(scan, tree);
      pipeline.publish(trained, trained.status(), trained.status() == Status.DONE);
      return pipeline.report(trained, trained.status(), "");
    }
  }

  private RatingsScan scan(SparkRun spark, TreeAggregation tree, RunOutput output) {
    Optional<RatingsScan> kept =
        output.resumed()
            ? output
                .checkpoints()
                .load(INTAKE, in -> RatingsScan.restored(spark.session(), config, tree, in))
            : Optional.empty();
    if (output.resumed() && kept.isEmpty()) {
      console.line("The ratings are read again: the run had kept no compressed table of them yet.");
    }
    return kept.orElseGet(() -> RatingsScan.of(spark.session(), config, tree));
  }
}
