package io.shrinkage.job;

import io.shrinkage.config.ConfigSources;
import io.shrinkage.config.FitConfig;
import io.shrinkage.config.PenaltyKind;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.model.LinearModel;
import io.shrinkage.model.RunRecord.CrossCheckSummary;
import io.shrinkage.objective.LambdaConventions;
import io.shrinkage.objective.Penalty;
import io.shrinkage.selection.BucketPlan;
import io.shrinkage.spark.EncodedRatings;
import io.shrinkage.spark.MllibCrossCheck;
import io.shrinkage.spark.RatingsScan;
import io.shrinkage.spark.Records;
import io.shrinkage.spark.SparkRun;
import io.shrinkage.spark.TreeAggregation;
import io.shrinkage.statistics.LeastSquaresObjective;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.Standardizer;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Poses the problem of a published run to MLlib again, on the run's own data, and prints the
 * comparison.
 */
public final class CrossCheckJob {
  private final String runDirectory;
  private final ConfigSources overrides;
  private final Console console;

  /**
   * A comparison of one run.
   *
   * @param overrides settings over the run's own, such as {@code crosscheck.solver}
   */
  public CrossCheckJob(String runDirectory, ConfigSources overrides, Console console) {
    this.runDirectory = runDirectory;
    this.overrides = overrides;
    this.console = console;
  }

  /**
   * Runs it.
   *
   * @throws DataException if the run or its data cannot be read, or the data is not what the run
   *     saw
   */
  public ExitCode run() {
    try (SparkRun spark = SparkRun.open("crosscheck")) {
      RunFiles run = new RunFiles(spark.hadoop(), runDirectory);
      LinearModel model = run.model();
      ShrinkageConfig config = run.config(overrides);
      Stages stages = new Stages(spark, console);
      TreeAggregation tree = TreeAggregation.automatic();
      try (RatingsScan scan =
              stages.run(
                  "read",
                  () -> DayReading.again(spark, config, run.record(), tree),
                  RatingsScan::read,
                  s -> String.format(Locale.ROOT, "accepted %,d", s.accepted()));
          Records records = scan.records();
          EncodedRatings ratings = encode(scan, records, config, tree)) {
        requireSameColumns(model, ratings);
        BucketPlan plan = Training.plan(config.split(), scan.givenFolds());
        return compare(spark, stages, config, model, plan, ratings);
      }
    }
  }

  private static EncodedRatings encode(
      RatingsScan scan, Records records, ShrinkageConfig config, TreeAggregation tree) {
    BucketPlan plan = Training.plan(config.split(), scan.givenFolds());
    return EncodedRatings.encode(
        records, config.features(), plan.fit(), tree, BlasChoice.of(config, scan.accepted()));
  }

  private void requireSameColumns(LinearModel model, EncodedRatings ratings) {
    if (!model.space().equals(ratings.space())) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "the data has changed since %s: it encodes to %,d columns, the run's model has %,d of"
                  + " its own; train again, or restore the data",
              runDirectory,
              ratings.space().dimension(),
              model.dimension()));
    }
  }

  private ExitCode compare(
      SparkRun spark,
      Stages stages,
      ShrinkageConfig config,
      LinearModel model,
      BucketPlan plan,
      EncodedRatings ratings) {
    // A fit that may stop early keeps its validation rows out.
    SlotSet rows = config.earlyStopping().enabled() ? plan.withValidation().train() : plan.fit();
    FitConfig fit = config.fit().withL1Ratio(model.fit().l1Ratio());
    Training training = new Training(config, ratings, plan, console);
    LeastSquaresObjective objective = training.distributed(rows);
    Penalty penalty =
        training
            .penalties(model.fit().l1Ratio(), objective.standardizer())
            .at(model.fit().lambda());
    CrossCheckSummary check =
        stages.run(
            "cross-check",
            () ->
                new MllibCrossCheck(spark.session(), ratings, rows, fit, objective, penalty)
                    .compare(
                        config.crosscheck().solver(), model.fit().lambda(), model.standardized()),
            result -> "");
    console.line("");
    MllibCrossCheck.lines(check).forEach(console::line);
    if (config.fit().penalty() != PenaltyKind.GROUP_L1) {
      console.line("");
      conventions(model, objective.standardizer());
    }
    return Boolean.FALSE.equals(check.agrees()) ? ExitCode.CROSSCHECK_DISAGREES : ExitCode.DONE;
  }

  private void conventions(LinearModel model, Standardizer rows) {
    console.line("the same penalty elsewhere:");
    for (LambdaConventions.Row row :
        LambdaConventions.table(
            model.fit().lambda(),
            model.fit().l1Ratio(),
            rows.ySigma(),
            rows.sumWeights(),
            rows.sumSquaredWeights())) {
      String parameters =
          row.parameters().entrySet().stream()
              .map(p -> String.format(Locale.ROOT, "%s = %.10g", p.getKey(), p.getValue()))
              .collect(Collectors.joining(", "));
      console.line(
          String.format(Locale.ROOT, "  %-34s %-58s %s", row.library(), parameters, row.note()));
    }
  }
}
