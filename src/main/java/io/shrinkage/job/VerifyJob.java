package io.shrinkage.job;

import io.shrinkage.config.Reproducible;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.model.LinearModel;
import io.shrinkage.model.RetrainSummary;
import io.shrinkage.model.RunRecord.CertificateSummary;
import io.shrinkage.model.RunRecord.Data;
import io.shrinkage.model.RunRecord.ModelSummary;
import io.shrinkage.model.StoredModel;
import io.shrinkage.objective.Penalty;
import io.shrinkage.selection.BucketPlan;
import io.shrinkage.solver.Certificate;
import io.shrinkage.solver.Certifier;
import io.shrinkage.spark.EncodedRatings;
import io.shrinkage.spark.RatingsScan;
import io.shrinkage.spark.Records;
import io.shrinkage.spark.SparkRun;
import io.shrinkage.spark.TreeAggregation;
import io.shrinkage.statistics.LeastSquaresObjective;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.Standardizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Holds a published run against its own files and against the data that it was made from: the hash,
 * the columns, the certificate at the published weights, and the fit.
 */
public final class VerifyJob {
  /** Of a certificate, whose figures are relative to the problem's own scale. */
  private static final double SAME_FIGURE = 1e-9;

  /** Of a coefficient, relative to itself. */
  private static final double SAME_WEIGHT = 1e-9;

  /** Of fitted values where bytes are not promised, in deviations of the rating. */
  private static final double SAME_FIT = 1e-4;

  private final VerifyOptions options;
  private final Console console;
  private final Checklist checks;

  /** A verification of one run. */
  public VerifyJob(VerifyOptions options, Console console) {
    this.options = options;
    this.console = console;
    this.checks = new Checklist(console);
  }

  /**
   * Runs it.
   *
   * @return {@link ExitCode#DONE} if everything agrees, else {@link ExitCode#CROSSCHECK_DISAGREES}
   * @throws DataException if the run or its data cannot be read
   */
  public ExitCode run() {
    try (SparkRun spark = SparkRun.open("verify")) {
      RunFiles files = new RunFiles(spark.hadoop(), options.runDir());
      PublishedRun run = PublishedRun.unverified(files, options.runDir());
      ShrinkageConfig config = run.reading(run.config(options.overrides()));
      files(run, files);
      data(spark, run, config);
      return checks.conclude(run.id());
    }
  }

  private void files(PublishedRun run, RunFiles files) {
    LinearModel model = run.model();
    hash("model.json", files.storedModel());
    ModelSummary summary = run.record().model();
    if (summary == null) {
      throw new DataException(options.runDir() + ": run.json has no model");
    }
    checks.check(
        "hash in run.json",
        model.hash().equals(summary.hash()),
        model.hash().equals(summary.hash())
            ? "the same"
            : summary.hash() + ", that of model.json's content is " + model.hash());
    String difference = difference(summary, model);
    checks.check(
        "model in run.json",
        difference.isEmpty(),
        difference.isEmpty() ? "coefficients, intercept and penalty of model.json" : difference);
    boolean lines = model.rows().equals(files.coefficients());
    checks.check(
        "coefficients.csv",
        lines,
        lines ? "the columns of model.json" : "not the columns and coefficients of model.json");
    StoredModel pruned = files.storedPrunedModel();
    boolean same = pruned.isIntact() && pruned.model().hash().equals(model.pruned().hash());
    checks.check(
        "pruned.json", same, same ? "model.json without zeros" : "not model.json without zeros");
  }

  private void hash(String file, StoredModel stored) {
    checks.check(
        "hash of " + file,
        stored.isIntact(),
        stored.isIntact()
            ? stored.statedHash()
            : "states "
                + stored.statedHash()
                + ", its content hashes to "
                + stored.model().hash()
                + ": the file was changed after it was written");
  }

  private static String difference(ModelSummary summary, LinearModel model) {
    if (!model.coefficientsByName().equals(summary.coefficients())) {
      return "its coefficients are not those of model.json";
    }
    if (summary.intercept() != model.intercept() || summary.nonzero() != model.nonZero()) {
      return String.format(
          Locale.ROOT,
          "intercept %s and %d non-zero weights, model.json has %s and %d",
          summary.intercept(),
          summary.nonzero(),
          model.intercept(),
          model.nonZero());
    }
    boolean penalty =
        Double.valueOf(model.fit().lambda()).equals(summary.lambda())
            && Double.valueOf(model.fit().l1Ratio()).equals(summary.l1Ratio());
    return penalty
        ? ""
        : String.format(
            Locale.ROOT,
            "lambda %s and l1_ratio %s, model.json has %s and %s",
            summary.lambda(),
            summary.l1Ratio(),
            model.fit().lambda(),
            model.fit().l1Ratio());
  }

  private void data(SparkRun spark, PublishedRun run, ShrinkageConfig config) {
    Stages stages = new Stages(spark, console);
    TreeAggregation tree = Training.tree(config.compute());
    try (RatingsScan scan =
        stages.run(
            "read",
            () -> DayReading.again(spark, config, run.record(), tree),
            RatingsScan::read,
            s -> String.format(Locale.ROOT, "accepted %,d", s.accepted()))) {
      counts(run.record().data(), scan);
      String problem = BadData.in(scan, config);
      if (!problem.isEmpty()) {
        throw new DataException(problem);
      }
      BucketPlan plan = Training.plan(config.split(), scan.givenFolds());
      try (Records records = scan.records();
          EncodedRatings ratings =
              EncodedRatings.encode(
                  records,
                  config.features(),
                  plan.fit(),
                  tree,
                  BlasChoice.of(config, scan.accepted()))) {
        if (columns(run.model(), ratings)) {
          weights(stages, run, config, plan, ratings);
        }
      }
    }
  }

  private void counts(Data recorded, RatingsScan scan) {
    boolean same =
        recorded != null
            && Objects.equals(recorded.read(), scan.read())
            && Objects.equals(recorded.accepted(), scan.accepted())
            && recorded.reasons().equals(scan.reasons());
    String found =
        String.format(
            Locale.ROOT,
            "read %,d = accepted %,d + %,d%s",
            scan.read(),
            scan.accepted(),
            scan.rejected(),
            scan.forgotten() == 0
                ? ""
                : String.format(Locale.ROOT, " + forgotten %,d", scan.forgotten()));
    String before =
        recorded == null
            ? "; run.json has no counts"
            : String.format(
                Locale.ROOT,
                "; the run read %,d = %,d + %,d%s",
                recorded.read(),
                recorded.accepted(),
                recorded.quarantined(),
                since(recorded, scan));
    checks.check("ratings", same, same ? found : found + before);
  }

  private static String since(Data recorded, RatingsScan scan) {
    long before = recorded.forgotten() == null ? 0 : recorded.forgotten();
    return scan.forgotten() <= before
        ? ""
        : String.format(
            Locale.ROOT,
            ": its model knows users who were forgotten since (%,d ratings), so it cannot be made"
                + " again; train without them",
            scan.forgotten() - before);
  }

  /** Whether the weights have the data's columns to be held against. */
  private boolean columns(LinearModel model, EncodedRatings ratings) {
    List<String> differences = SpaceDifferences.between(model.space(), ratings.space());
    checks.check(
        "columns",
        differences.isEmpty(),
        differences.isEmpty()
            ? String.format(
                Locale.ROOT,
                "%,d, with vocabulary, counts and imputation of the data",
                model.dimension())
            : String.join("; ", differences));
    boolean comparable = SpaceDifferences.sameColumns(model.space(), ratings.space());
    if (!comparable) {
      checks.leaveOut("certificate and fit", "the data has other columns than the model");
    }
    return comparable;
  }

  private void weights(
      Stages stages,
      PublishedRun run,
      ShrinkageConfig config,
      BucketPlan plan,
      EncodedRatings ratings) {
    LinearModel model = run.model();
    Training training = new Training(config, ratings, plan, console);
    // A fit that may stop early keeps its validation rows out.
    SlotSet rows = config.earlyStopping().enabled() ? plan.withValidation().train() : plan.fit();
    LeastSquaresObjective objective = training.distributed(rows);
    Standardizer standardizer = objective.standardizer();
    units(
        model,
        new RunAssembly(config)
            .model(
                ratings.space(),
                standardizer,
                model.standardized(),
                model.fit().lambda(),
                model.fit().l1Ratio()));
    Penalty penalty =
        training.penalties(model.fit().l1Ratio(), standardizer).at(model.fit().lambda());
    Certificate certificate =
        stages.run(
            "certify",
            () -> Certifier.of(objective, penalty, model.standardized(), config.fit().tolerance()),
            done -> "at the published weights");
    certificate(run.record().certificate(), certificate, config.fit().tolerance());
    if (options.refit()) {
      refit(stages, run, config, training, ratings);
    } else {
      checks.leaveOut("fit", "--no-refit");
    }
  }

  /** Whether original and standardized weights are one set of weights in the data's units. */
  private void units(LinearModel model, LinearModel ofData) {
    int worst = 0;
    double largest = relative(model.intercept(), ofData.intercept(), Math.abs(ofData.base()));
    boolean intercept = true;
    for (int j = 0; j < model.dimension(); j++) {
      double difference = relative(model.coefficient(j), ofData.coefficient(j), 0);
      if (difference > largest) {
        worst = j;
        largest = difference;
        intercept = false;
      }
    }
    boolean same = largest <= SAME_WEIGHT;
    String words =
        intercept
            ? "intercept " + model.intercept() + ", from the data " + ofData.intercept()
            : String.format(
                Locale.ROOT,
                "%s: %s, from its standardized weight and the data %s",
                model.space().columnName(worst),
                model.coefficient(worst),
                ofData.coefficient(worst));
    checks.check(
        "units of weights", same, same ? "standardized weights by the data's deviations" : words);
  }

  private static double relative(double a, double b, double scale) {
    double size = Math.max(scale, Math.max(Math.abs(a), Math.abs(b)));
    return size == 0 ? 0 : Math.abs(a - b) / size;
  }

  private void certificate(CertificateSummary recorded, Certificate found, double tolerance) {
    if (recorded == null) {
      throw new DataException(options.runDir() + ": run.json has no certificate");
    }
    figure("KKT violation", recorded.kktViolation(), found.kktViolation());
    figure("duality gap", recorded.dualityGap(), found.dualityGap());
    boolean same = recorded.converged() == found.converged();
    checks.check(
        "converged",
        same,
        String.format(
            Locale.ROOT,
            "%s at tolerance %s%s",
            found.converged() ? "yes" : "no",
            tolerance,
            same ? "" : ", run.json says " + (recorded.converged() ? "yes" : "no")));
  }

  private void figure(String name, Double recorded, double found) {
    boolean none = recorded == null && !Double.isFinite(found);
    boolean same = none || recorded != null && same(recorded, found);
    checks.check(
        name,
        same,
        none
            ? "none, in run.json too"
            : String.format(Locale.ROOT, "%.3e at the weights, %s in run.json", found, recorded));
  }

  private static boolean same(Double recorded, double found) {
    return recorded != null
        && Math.abs(recorded - found) <= SAME_FIGURE * Math.max(1, 1e3 * Math.abs(found));
  }

  private void refit(
      Stages stages,
      PublishedRun run,
      ShrinkageConfig config,
      Training training,
      EncodedRatings ratings) {
    LinearModel model = run.model();
    Training.Refit refit = training.refit(stages, model.fit().l1Ratio(), model.fit().lambda());
    LinearModel again =
        new RunAssembly(config)
            .model(
                ratings.space(),
                refit.standardizer(),
                refit.solution().coefficients(),
                model.fit().lambda(),
                model.fit().l1Ratio());
    Optional<String> start =
        Optional.ofNullable(run.record().retrain()).map(RetrainSummary::warmStartedFrom);
    if (start.isPresent() && !again.hash().equals(model.hash())) {
      checks.leaveOut(
          "hash of a new fit",
          "the run's fit started from the model of " + start.get() + ", this one from nothing");
      if (config.earlyStopping().enabled()) {
        checks.leaveOut("fitted values", "where a fit stops early depends on where it starts");
      } else {
        fittedValues(refit, model, ratings);
      }
      return;
    }
    boolean bytes =
        config.compute().reproducible() != Reproducible.FAST
            && refit.solver().equals(run.record().solver());
    if (bytes || again.hash().equals(model.hash())) {
      checks.check(
          "hash of a new fit",
          again.hash().equals(model.hash()),
          again.hash().equals(model.hash())
              ? "the same: the data gives this model to the last bit"
              : again.hash() + "; " + farthest(model, again));
      return;
    }
    fittedValues(refit, model, ratings);
  }

  private static String farthest(LinearModel model, LinearModel again) {
    int worst = 0;
    for (int j = 1; j < model.dimension(); j++) {
      if (distance(model, again, j) > distance(model, again, worst)) {
        worst = j;
      }
    }
    return model.dimension() == 0 || distance(model, again, worst) == 0
        ? "intercept " + model.intercept() + ", fitted " + again.intercept()
        : String.format(
            Locale.ROOT,
            "%s: %s, fitted %s",
            model.space().columnName(worst),
            model.coefficient(worst),
            again.coefficient(worst));
  }

  private static double distance(LinearModel a, LinearModel b, int column) {
    return Math.abs(a.standardized(column) - b.standardized(column));
  }

  /** Where bytes are not promised, or the optimum is not unique, fitted values are compared. */
  private void fittedValues(Training.Refit refit, LinearModel model, EncodedRatings ratings) {
    Standardizer standardizer = refit.standardizer();
    double difference =
        ratings.largestDifference(
            refit.rows(),
            standardizer.predictor(refit.solution().coefficients()),
            standardizer.predictor(model.standardized()));
    double most = SAME_FIT * standardizer.ySigma();
    checks.check(
        "fitted values",
        difference <= most,
        String.format(
            Locale.ROOT,
            "a new fit by %s is off by %.1e at most, %.1e allowed",
            refit.solver(),
            difference,
            most));
  }
}
