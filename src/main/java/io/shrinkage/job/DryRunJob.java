package io.shrinkage.job;

import io.shrinkage.config.ConfigException;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.selection.BucketPlan;
import io.shrinkage.spark.RatingsSource;
import io.shrinkage.spark.SourceEstimate;
import io.shrinkage.spark.SourceEstimate.Encoding;
import io.shrinkage.spark.SparkRun;

/**
 * The cost sheet before a run: what {@link TrainJob} would read, hold and move, and who would
 * solve.
 *
 * <p>It makes the checks of a run that need no scan of all ratings, and writes nothing.
 */
public final class DryRunJob {
  private final ShrinkageConfig config;
  private final CostSheet sheet;

  /** A dry run of these settings. */
  public DryRunJob(ShrinkageConfig config, Console console) {
    this.config = config;
    this.sheet = new CostSheet(config, console);
  }

  /**
   * Prints the sheet.
   *
   * @throws ConfigException if a condition or a query is not valid
   * @throws DataException if a table is absent, unreadable or lacks a column
   * @throws UsageException if the solver is named and cannot run
   */
  public ExitCode run() {
    try (SparkRun spark = SparkRun.open("train --dry-run");
        RatingsSource source = RatingsSource.preview(spark.session(), config);
        SourceEstimate estimate = SourceEstimate.of(source, Training.tree(config.compute()))) {
      refuseBadData(estimate);
      sheet.source(estimate);
      BucketPlan plan = Training.plan(config.split(), estimate.scan().givenFolds());
      Encoding encoding = estimate.encoding(plan);
      sheet.encoding(encoding, estimate.isWhole());
      SolverChoice choice = SolverChoice.of(config, encoding.sizes(), plan);
      String note = choice.note(config, plan);
      sheet.cost(choice, estimate, note);
      return ExitCode.DONE;
    }
  }

  /** A sample tells only where it is all that there is. */
  private void refuseBadData(SourceEstimate estimate) {
    String problem = estimate.isWhole() ? BadData.in(estimate.scan(), config) : "";
    if (!problem.isEmpty()) {
      throw new DataException(problem);
    }
  }
}
