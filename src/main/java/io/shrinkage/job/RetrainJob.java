package io.shrinkage.job;

import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.model.CoefficientDrift;
import io.shrinkage.model.LinearModel;
import io.shrinkage.model.RetrainSummary;
import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.Status;
import io.shrinkage.model.Tombstones;
import io.shrinkage.selection.BucketPlan;
import io.shrinkage.spark.DayStore;
import io.shrinkage.spark.Forgotten;
import io.shrinkage.spark.HeldOut;
import io.shrinkage.spark.IncompressibleException;
import io.shrinkage.spark.RatingsScan;
import io.shrinkage.spark.RatingsSource;
import io.shrinkage.spark.SparkRun;
import io.shrinkage.spark.TreeAggregation;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Scheduled retraining: reads the days that the store does not hold, trains a challenger on all of
 * them, and makes it the champion if it is better on the same test ratings.
 */
public final class RetrainJob {
  private final ShrinkageConfig config;
  private final RetrainOptions options;
  private final Console console;

  /** A retraining with these settings. */
  public RetrainJob(ShrinkageConfig config, RetrainOptions options, Console console) {
    this.config = config;
    this.options = options;
    this.console = console;
  }

  /**
   * Runs it.
   *
   * @throws UsageException if the settings do not suit days that are kept
   * @throws DataException if the data is refused
   * @throws OutputException if the output directory cannot be written
   * @throws LockedException if another run holds its lock
   */
  public ExitCode run() {
    DayReading.require(config, "retrain");
    requireSlices();
    requireStart();
    try (SparkRun spark = SparkRun.open("retrain");
        RunOutput output = RunOutput.open(spark, config, RunOutput.Beginning.NEW, console)) {
      Tombstones tombstones = Forgotten.in(spark.hadoop(), config.output().dir());
      DayStore store =
          new DayStore(spark.hadoop(), config.output().dir(), tombstones, console::line);
      List<String> movies = DayReading.movies(spark, config);
      RatingsSource.RowFeatures read = RatingsSource.rowFeatures(spark.session(), config);
      DayStore.Days days = look(store, DayReading.settings(config, read, movies));
      String inputs = inputs(days, movies, read.users(), tombstones);
      Optional<RunRecord> same = output.newest(run -> isSame(run, days, inputs));
      return same.map(run -> again(run, output))
          .orElseGet(() -> retrain(spark, output, store, days, inputs));
    }
  }

  private void requireSlices() {
    List<String> names = config.features().stream().map(FeatureSpec::name).toList();
    List<String> unknown =
        config.retrain().slices().stream().filter(name -> !names.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw new UsageException(
          "retrain.slices: there is no feature "
              + String.join(", ", unknown)
              + "; the features are "
              + String.join(", ", names));
    }
  }

  private void requireStart() {
    if (config.retrain().warmStart() && !config.fit().solver().isFirstOrder()) {
      throw new UsageException(
          "retrain.warm-start: fit.solver = "
              + config.fit().solver().name().toLowerCase(Locale.ROOT)
              + " starts from nothing; set fit.solver = proximal or gradient, or"
              + " retrain.warm-start = false");
    }
  }

  private DayStore.Days look(DayStore store, String settings) {
    return store.look(
        config.input().ratings().path(),
        config.retrain().partition(),
        options.date(),
        config.retrain().window(),
        settings);
  }

  /** A fingerprint of all that the model depends on. */
  private String inputs(
      DayStore.Days days, List<String> movies, String users, Tombstones tombstones) {
    Map<String, Object> settings = new LinkedHashMap<>(config.asMap());
    settings.remove("output");
    return DigestUtils.sha256Hex(
        Release.version()
            + "\n"
            + settings
            + "\n"
            + days.contents()
            + "\n"
            + movies
            + "\n"
            + users
            + "\n"
            + tombstones.fingerprint());
  }

  /** Whether a run did what is asked for; one that was kept out did not, if it is to be forced. */
  private boolean isSame(RunRecord run, DayStore.Days days, String inputs) {
    return run.retrain() != null
        && (run.retrain().promoted() || !options.force())
        && run.retrain().date().equals(days.last().toString())
        && run.retrain().inputs().equals(inputs);
  }

  private ExitCode again(RunRecord run, RunOutput output) {
    console.line(
        "Nothing has changed since run "
            + run.runId()
            + " of the same date, so there is nothing to do; it was "
            + (run.retrain().promoted() ? "promoted" : "kept out")
            + ": "
            + run.retrain().reason());
    console.line("run:    " + output.directory(run.runId()));
    return Pipeline.code(run.status());
  }

  private ExitCode retrain(
      SparkRun spark, RunOutput output, DayStore store, DayStore.Days days, String inputs) {
    ShrinkageConfig narrowed = config.where(condition(days));
    Pipeline pipeline = new Pipeline("retrain", narrowed, spark, output, console);
    return pipeline.guarded(() -> retrain(spark, output, store, days, inputs, pipeline));
  }

  /** So that the record's settings read the same days again. */
  private String condition(DayStore.Days days) {
    String column = "`" + config.retrain().partition() + "`";
    return String.format(
        Locale.ROOT, "%s >= '%s' AND %s <= '%s'", column, days.dates().get(0), column, days.last());
  }

  private ExitCode retrain(
      SparkRun spark,
      RunOutput output,
      DayStore store,
      DayStore.Days days,
      String inputs,
      Pipeline pipeline) {
    TreeAggregation tree = Training.tree(config.compute());
    BucketPlan plan = Training.plan(config.split(), 0);
    Stages stages = pipeline.stages();
    RatingsSource tables =
        stages.run(
            "open",
            () -> RatingsSource.preview(spark.session(), config),
            opened -> days.dates().size() + " days, " + days.replaced().size() + " changed");
    DayStore.Gathered gathered =
        stages.run(
            "read",
            () -> gather(store, tables, days, tree, plan),
            DayStore.Gathered::rows,
            done ->
                String.format(
                    Locale.ROOT,
                    "%d days read, %d from the store; %s",
                    done.scanned().size(),
                    done.reused().size(),
                    Pipeline.intake(done.scan())));
    try (RatingsScan scan = gathered.scan()) {
      stages.run(
          "quarantine",
          () -> output.quarantine(path -> writeRejected(store, tables, days, scan, path), scan),
          rows -> rows,
          rows -> rows == 0 ? "no row was rejected" : "reasons and original text in quarantine/");
      HeldOut heldOut = HeldOut.of(tables, scan, plan, tree);
      Optional<PublishedRun> champion = output.champion();
      Optional<PublishedRun> start = champion.filter(run -> config.retrain().warmStart());
      start.ifPresent(
          run -> console.line("The fit starts from the model of run " + run.id() + "."));
      Pipeline.Trained trained = pipeline.train(scan, tree, start.map(PublishedRun::model));
      Contest.Verdict verdict =
          stages.run(
              "contest",
              () -> verdict(champion, trained, heldOut),
              found -> found.promoted() ? "promoted" : "kept out");
      Status status =
          trained.status() != Status.DONE || verdict.promoted()
              ? trained.status()
              : Status.KEPT_OUT;
      boolean promoted = status == Status.DONE;
      String outcome = (promoted ? "promoted: " : "kept out: ") + verdict.reason();
      pipeline
          .found()
          .message(outcome)
          .retrain(summary(output, days, gathered, champion, trained, verdict, promoted, inputs));
      pipeline.publish(trained, status, promoted);
      store.settle(days);
      output.retain(config.retrain().keep());
      return pipeline.report(trained, status, outcome);
    }
  }

  /** From the store; or, where ratings do not compress so that it keeps none, from the source. */
  private DayStore.Gathered gather(
      DayStore store,
      RatingsSource tables,
      DayStore.Days days,
      TreeAggregation tree,
      BucketPlan plan) {
    String partition = config.retrain().partition();
    Optional<Integer> decay = config.retrain().decay();
    try {
      return store.gather(tables, days, partition, decay, tree, plan.test());
    } catch (IncompressibleException e) {
      if (decay.isPresent()) {
        throw new DataException(
            e.getMessage()
                + ". Such ratings do not compress, and retrain.decay is for those that do; remove"
                + " it, or give the ratings a column of weights",
            e);
      }
      console.line(
          String.format(
              Locale.ROOT,
              "%s. Such ratings do not compress, so no day of them is kept, and all %,d days are"
                  + " read.",
              e.getMessage(),
              days.dates().size()));
      return DayStore.read(tables, days, partition, tree);
    }
  }

  private static void writeRejected(
      DayStore store, RatingsSource tables, DayStore.Days days, RatingsScan scan, String path) {
    if (scan.isCompressed()) {
      store.writeRejected(tables, days, path);
    } else {
      scan.writeRejected(path);
    }
  }

  private Contest.Verdict verdict(
      Optional<PublishedRun> champion, Pipeline.Trained trained, HeldOut heldOut) {
    if (trained.status() != Status.DONE) {
      String reason = "the fit ended as " + trained.status().key().replace('_', ' ');
      return new Contest.Verdict(false, reason, Double.NaN, null, List.of());
    }
    if (champion.isEmpty()) {
      return new Contest.Verdict(true, "there was no champion yet", Double.NaN, null, List.of());
    }
    LinearModel former = champion.get().model();
    Contest.Verdict verdict =
        incomparable(former, heldOut)
            .orElseGet(
                () ->
                    new Contest(config.retrain(), config.features(), heldOut)
                        .between(former, trained.model()));
    return verdict.promoted() || !options.force()
        ? verdict
        : new Contest.Verdict(
            true,
            "by --force, although " + verdict.reason(),
            verdict.margin(),
            verdict.overall(),
            verdict.slices());
  }

  /** A champion with features that the days' tables do not hold cannot predict their ratings. */
  private static Optional<Contest.Verdict> incomparable(LinearModel champion, HeldOut heldOut) {
    List<String> lacking =
        heldOut.lacking(champion.space().specs()).stream().map(FeatureSpec::name).toList();
    return lacking.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Contest.Verdict(
                false,
                "the champion predicts from "
                    + String.join(", ", lacking)
                    + ", which these settings do not read from movies, users or ratings, so the two"
                    + " cannot be compared on the same ratings; configure the same columns, or"
                    + " promote with --force",
                Double.NaN,
                null,
                List.of()));
  }

  private RetrainSummary summary(
      RunOutput output,
      DayStore.Days days,
      DayStore.Gathered gathered,
      Optional<PublishedRun> champion,
      Pipeline.Trained trained,
      Contest.Verdict verdict,
      boolean promoted,
      String inputs) {
    return new RetrainSummary(
        days.last().toString(),
        inputs,
        promoted,
        verdict.reason(),
        champion.map(PublishedRun::id).orElse(null),
        output.runId(),
        Double.isNaN(verdict.margin()) ? null : verdict.margin(),
        verdict.overall(),
        verdict.slices(),
        texts(gathered.scanned()),
        texts(gathered.reused()),
        texts(days.replaced()),
        options.force(),
        config.retrain().warmStart() ? champion.map(PublishedRun::id).orElse(null) : null,
        champion.map(run -> CoefficientDrift.between(run.model(), trained.model())).orElse(null));
  }

  private static List<String> texts(List<LocalDate> days) {
    return days.stream().map(LocalDate::toString).toList();
  }
}
