package io.shrinkage.job;

import io.shrinkage.config.ConfigException;
import io.shrinkage.config.Secrets;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.linalg.Blas;
import io.shrinkage.model.LinearModel;
import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.CrossCheckSummary;
import io.shrinkage.model.RunRecord.Metrics;
import io.shrinkage.model.RunRecord.Status;
import io.shrinkage.model.RunRecord.Versions;
import io.shrinkage.model.RunRecordBuilder;
import io.shrinkage.selection.BucketPlan;
import io.shrinkage.solver.StopReason;
import io.shrinkage.spark.EncodedRatings;
import io.shrinkage.spark.MllibCrossCheck;
import io.shrinkage.spark.RatingsScan;
import io.shrinkage.spark.Records;
import io.shrinkage.spark.SparkRun;
import io.shrinkage.spark.TreeAggregation;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * From checked ratings to a published run: compresses and encodes, chooses λ, fits, certifies,
 * evaluates, compares with MLlib, and writes record, model and report.
 */
final class Pipeline {
  private final ShrinkageConfig config;
  private final Console console;
  private final SparkRun spark;
  private final RunOutput output;
  private final RunAssembly assembly;
  private final Stages stages;
  private final RunRecordBuilder record;

  Pipeline(
      String command, ShrinkageConfig config, SparkRun spark, RunOutput output, Console console) {
    this.config = config;
    this.console = console;
    this.spark = spark;
    this.output = output;
    this.assembly = new RunAssembly(config);
    this.stages = new Stages(spark, console);
    this.record =
        RunRecord.builder(output.runId(), command)
            .config(config.asMap())
            .seed(config.split().seed())
            .versions(
                new Versions(
                    System.getProperty("java.version"), spark.version(), Release.version()))
            .started(output.started().toString());
  }

  /** A fitted model, and how it did. */
  record Trained(FittedRun fitted, LinearModel model, Metrics metrics, Status status) {}

  Stages stages() {
    return stages;
  }

  /** What the run has found so far; whoever holds it may add to it. */
  RunRecordBuilder found() {
    return record;
  }

  /**
   * Does the work of a command; where the data is refused, the record of that is published, and
   * where it fails in another way, what was done so far is kept for a run that goes on with it.
   */
  ExitCode guarded(Supplier<ExitCode> work) {
    try {
      return work.get();
    } catch (DataException e) {
      stages.finished().forEach(record::addStage);
      RunRecord refused =
          record.status(Status.REFUSED).message(Secrets.scrub(e.getMessage())).build();
      output.record(refused);
      output.publish();
      console.published(refused, output.directory());
      throw new DataException(e.getMessage() + "\nrecord: " + output.directory(), e);
    } catch (ConfigException | UsageException | OutputException | LockedException e) {
      throw e;
    } catch (RuntimeException e) {
      // A lost cluster, an end of memory, a signal: nothing that other settings would mend.
      output.keepUnfinished();
      throw e;
    }
  }

  /** Trains on what a scan found, once its rejected rows are written. */
  Trained train(RatingsScan scan, TreeAggregation tree) {
    return train(scan, tree, Optional.empty());
  }

  /** The same, whose first-order fit starts from another model's coefficients, if there is one. */
  Trained train(RatingsScan scan, TreeAggregation tree, Optional<LinearModel> former) {
    Blas blas = BlasChoice.of(config, scan.accepted());
    stages.gauge("rows.read", scan.read());
    stages.gauge("rows.accepted", scan.accepted());
    stages.gauge("rows.quarantined", scan.rejected());
    record.data(assembly.refusedData(scan));
    refuseBadData(scan);
    BucketPlan plan = Training.plan(config.split(), scan.givenFolds());
    try (Records records = stages.run("compress", scan::records, Records::rows, Pipeline::blocks);
        EncodedRatings ratings = encode(records, plan, tree, blas)) {
      Training training =
          new Training(config, ratings, plan, console)
              .keeping(output.checkpoints())
              .startingFrom(former);
      return fit(scan, records, training.run(stages), ratings);
    }
  }

  /** What reading found, in a few words. */
  static String intake(RatingsScan scan) {
    return String.format(
        Locale.ROOT,
        "%saccepted %,d, quarantined %,d%s%s",
        scan.isRestored() ? "from the checkpoint: " : "",
        scan.accepted(),
        scan.rejected(),
        scan.rejected() == 0 ? "" : " " + scan.reasons(),
        scan.forgotten() == 0
            ? ""
            : String.format(Locale.ROOT, ", forgotten %,d", scan.forgotten()));
  }

  private static String blocks(Records records) {
    return records.rows() == records.accepted()
        ? "ratings stay single rows"
        : String.format(
            Locale.ROOT, "groups of %,d ratings that share item and bucket", records.accepted());
  }

  private void refuseBadData(RatingsScan scan) {
    String problem = BadData.in(scan, config);
    if (!problem.isEmpty()) {
      throw new DataException(
          scan.rejected() == 0
              ? problem
              : problem + "; the rejected rows are in quarantine/ of the record");
    }
  }

  private EncodedRatings encode(Records records, BucketPlan plan, TreeAggregation tree, Blas blas) {
    return stages.run(
        "encode",
        () -> EncodedRatings.encode(records, config.features(), plan.fit(), tree, blas),
        ratings ->
            String.format(
                Locale.ROOT,
                "%,d columns on %d partitions%s%s",
                ratings.space().dimension(),
                ratings.partitions(),
                ratings.blas().map(b -> "; dense rows, BLAS: " + b.text()).orElse(""),
                undecoded(ratings.space())));
  }

  /** Bytes that are no UTF-8 were replaced as the file was read, and levels may have become one. */
  private static String undecoded(FeatureSpace space) {
    long levels =
        space.groups().stream()
            .flatMap(group -> group.levels().stream())
            .filter(level -> level.indexOf('\uFFFD') >= 0)
            .count();
    return levels == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; %,d levels have characters that are no UTF-8: say what they are"
                + " (options.encoding = ISO-8859-1?)",
            levels);
  }

  private Trained fit(RatingsScan scan, Records records, FittedRun fitted, EncodedRatings ratings) {
    LinearModel model = assembly.model(ratings.space(), fitted);
    Evaluation evaluation =
        stages.run(
            "evaluate", () -> Evaluation.of(ratings, fitted), done -> errors(done.metrics()));
    Metrics metrics = evaluation.metrics();
    show(fitted, model, metrics);
    CrossCheckSummary check = crossCheck(fitted, ratings);

    Status status = status(fitted, check);
    long tested = metrics.test() == null ? 0 : metrics.test().n();
    record
        .status(status)
        .solver(fitted.choice().solverName(), fitted.choice().reason())
        .data(assembly.data(scan, records, ratings, (double) tested / scan.accepted()))
        .features(assembly.features(model))
        .model(assembly.summary(model))
        .certificate(assembly.certificate(fitted))
        .metrics(metrics)
        .path(CourseAssembly.path(fitted.selected()))
        .pathWeights(CourseAssembly.pathWeights(fitted.selected(), ratings.space()))
        .selection(CourseAssembly.selection(fitted.selected()))
        .learningCurve(CourseAssembly.learningCurve(fitted.course().learningCurve()))
        .ablation(CourseAssembly.ablation(fitted.course().ablation()))
        .earlyStopping(
            CourseAssembly.earlyStopping(fitted.course().validation(), config.earlyStopping()))
        .compute(assembly.compute(fitted, ratings))
        .cost(assembly.cost(fitted, records, ratings))
        .crosscheck(check)
        .trace(assembly.trace(fitted))
        .prediction(evaluation.prediction())
        .conventions(assembly.conventions(fitted))
        .message(message(status, fitted));
    return new Trained(fitted, model, metrics, status);
  }

  private void show(FittedRun fitted, LinearModel model, Metrics metrics) {
    stages.gauge("fit.lambda", fitted.lambda());
    stages.gauge("fit.kkt_violation", fitted.certificate().kktViolation());
    stages.gauge("fit.columns_kept", model.nonZero());
    stages.gauge("rmse.train", metrics.train().rmse());
    if (metrics.test() != null) {
      stages.gauge("rmse.test", metrics.test().rmse());
    }
  }

  /**
   * Publishes the run, and makes it the champion if it is to be.
   *
   * @param status how it ended, in the end
   */
  void publish(Trained trained, Status status, boolean champion) {
    record.status(status);
    stages.gauge("promoted", champion ? 1 : 0);
    stages.run(
        "publish",
        () -> {
          output.model(trained.model(), spark.session());
          stages.finished().forEach(record::addStage);
          output.recordWithReport(record.build(), trained.model());
          output.publish();
          if (champion) {
            output.crown();
          }
          return output.directory();
        },
        directory -> directory);
    console.published(record.build(), output.directory());
  }

  private CrossCheckSummary crossCheck(FittedRun fitted, EncodedRatings ratings) {
    if (!config.crosscheck().enabled()) {
      return CrossCheckSummary.notPosed("crosscheck.enabled = false");
    }
    if (fitted.stoppedEarly()) {
      return CrossCheckSummary.notPosed(
          "the fit stopped early, where the validation error was lowest, and not at the optimum");
    }
    if (!fitted.converged()) {
      return CrossCheckSummary.notPosed(
          "the fit did not converge, so there is no optimum to compare");
    }
    CrossCheckSummary check =
        stages.run(
            "cross-check",
            () ->
                new MllibCrossCheck(
                        spark.session(),
                        ratings,
                        fitted.rows(),
                        config.fit().withL1Ratio(fitted.l1Ratio()),
                        fitted.objective(),
                        fitted.penalty())
                    .compare(config.crosscheck().solver(), fitted.lambda(), fitted.weights()),
            Pipeline::verdict);
    return check;
  }

  private static String verdict(CrossCheckSummary check) {
    if (check.agrees() == null) {
      return check.reason();
    }
    return String.format(
        Locale.ROOT,
        "MLlib %s %s (objectives within %.1e, coefficients within %.1e)",
        check.solver(),
        check.agrees() ? "agrees" : "DISAGREES",
        check.objectiveRelativeDifference(),
        check.maxAbsCoefficientDifference());
  }

  private static String errors(Metrics metrics) {
    return metrics.test() == null
        ? String.format(Locale.ROOT, "train RMSE %.4f (no test rows)", metrics.train().rmse())
        : String.format(
            Locale.ROOT,
            "test RMSE %.4f, train %.4f, mean baseline %.4f",
            metrics.test().rmse(),
            metrics.train().rmse(),
            metrics.baselineMean().rmse());
  }

  private static Status status(FittedRun fitted, CrossCheckSummary check) {
    if (!fitted.converged() && !fitted.stoppedEarly()) {
      return Status.NOT_CONVERGED;
    }
    return Boolean.FALSE.equals(check.agrees()) ? Status.CROSSCHECK_DISAGREES : Status.DONE;
  }

  private static String message(Status status, FittedRun fitted) {
    return switch (status) {
      case NOT_CONVERGED ->
          fitted.solution().remedy()
              + (fitted.solution().stopReason() == StopReason.DIVERGED
                  ? " (fit.learning-rate)"
                  : " (fit.max-iterations, fit.tolerance, fit.solver)");
      case CROSSCHECK_DISAGREES ->
          "MLlib's answer to the same problem differs beyond the tolerance";
      case DONE, KEPT_OUT, REFUSED -> null;
    };
  }

  /** The rule, and the λ that another rule would have taken. */
  private static String rule(Selected selected) {
    return selected
        .crossValidation()
        .map(
            cv ->
                String.format(
                    Locale.ROOT,
                    " (by %s at l1-ratio %s; lambda.min %.6g, lambda.1se %.6g)",
                    selected.ruleName(),
                    selected.l1Ratio(),
                    cv.lambdaMin(),
                    cv.lambda1se()))
        .orElse(" (by " + selected.ruleName() + ")");
  }

  /**
   * The last lines of a run: what happened, and where the results are.
   *
   * @param remark what else is to be said; empty if nothing is
   */
  ExitCode report(Trained trained, Status status, String remark) {
    FittedRun fitted = trained.fitted();
    console.line("");
    console.line(
        String.format(
            Locale.ROOT,
            "%s: lambda %.6g%s keeps %,d of %,d columns; %s",
            status.key().replace('_', ' '),
            fitted.lambda(),
            fitted.selected().map(Pipeline::rule).orElse(""),
            trained.model().nonZero(),
            trained.model().dimension(),
            errors(trained.metrics())));
    fitted
        .selected()
        .map(selected -> CourseAssembly.selection(Optional.of(selected)).warning())
        .ifPresent(console::line);
    String message = message(trained.status(), fitted);
    if (message != null) {
      console.line(message);
    }
    if (!remark.isEmpty()) {
      console.line(remark);
    }
    console.line("report: " + output.directory() + "/report.html");
    console.line("run:    " + output.directory());
    return code(status);
  }

  /** How the process of a run that ended so ends. */
  static ExitCode code(Status status) {
    return switch (status) {
      case DONE -> ExitCode.DONE;
      case NOT_CONVERGED -> ExitCode.NOT_CONVERGED;
      case CROSSCHECK_DISAGREES -> ExitCode.CROSSCHECK_DISAGREES;
      case KEPT_OUT -> ExitCode.KEPT_OUT;
      case REFUSED -> ExitCode.DATA_REFUSED;
    };
  }
}
