package io.shrinkage.job;

import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.model.CoefficientsCsv;
import io.shrinkage.model.LinearModel;
import io.shrinkage.model.ModelJson;
import io.shrinkage.model.RunJson;
import io.shrinkage.model.RunRecord;
import io.shrinkage.report.HtmlReport;
import io.shrinkage.spark.Checkpoints;
import io.shrinkage.spark.LockHeldException;
import io.shrinkage.spark.MllibModel;
import io.shrinkage.spark.RatingsScan;
import io.shrinkage.spark.RunLock;
import io.shrinkage.spark.RunStore;
import io.shrinkage.spark.SparkRun;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;

/** The files of one run, from staging to published. */
final class RunOutput implements AutoCloseable {
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String QUARANTINE = "quarantine";

  private final Configuration hadoop;
  private final String runId;
  private final Instant started;
  private final boolean resumed;
  private final RunStore store;
  private final RunLock lock;
  private final RunStore.Staging staging;
  private final Checkpoints checkpoints;
  private boolean unfinished;

  private RunOutput(
      Configuration hadoop,
      String runId,
      Instant started,
      boolean resumed,
      RunStore store,
      RunLock lock,
      RunStore.Staging staging,
      Checkpoints checkpoints) {
    this.hadoop = hadoop;
    this.runId = runId;
    this.started = started;
    this.resumed = resumed;
    this.store = store;
    this.lock = lock;
    this.staging = staging;
    this.checkpoints = checkpoints;
  }

  /** How a run begins. */
  enum Beginning {
    /** From nothing. */
    NEW,
    /** From where the newest unfinished run of the same settings and input stood, if any. */
    RESUME
  }

  /**
   * Takes the output directory's lock, removes what dead runs left, and makes sure that it can be
   * written before any work is done.
   *
   * @throws LockedException if another run holds the lock
   * @throws OutputException if it cannot be written
   */
  static RunOutput open(
      SparkRun spark, ShrinkageConfig config, Beginning beginning, Console console) {
    Instant now = Instant.now();
    String runId = ID.format(now) + "-" + UUID.randomUUID().toString().substring(0, 6);
    RunLock lock = null;
    try {
      RunStore store = new RunStore(spark.hadoop(), config.output().dir());
      lock = store.lock(runId, Clock.systemUTC(), console::line);
      Unfinished unfinished =
          new Unfinished(store, RunIdentity.of(spark.hadoop(), config), console);
      return beginning == Beginning.RESUME
          ? resume(unfinished, spark.hadoop(), runId, now, store, lock)
          : begin(unfinished, spark.hadoop(), runId, now, store, lock);
    } catch (IOException | IllegalArgumentException e) {
      if (lock != null) {
        lock.close();
      }
      throw cannotOpen(config.output().dir(), e);
    }
  }

  private static RunOutput begin(
      Unfinished unfinished,
      Configuration hadoop,
      String runId,
      Instant now,
      RunStore store,
      RunLock lock)
      throws IOException {
    unfinished.removeAll();
    RunStore.Staging staging = store.stage(runId);
    Checkpoints checkpoints = unfinished.begin(staging, now);
    return new RunOutput(hadoop, runId, now, false, store, lock, staging, checkpoints);
  }

  private static RunOutput resume(
      Unfinished unfinished,
      Configuration hadoop,
      String runId,
      Instant now,
      RunStore store,
      RunLock lock)
      throws IOException {
    Optional<Unfinished.Found> found = unfinished.newest();
    if (found.isEmpty()) {
      return begin(unfinished, hadoop, runId, now, store, lock);
    }
    Unfinished.Found run = found.get();
    run.staging().clearAllBut(QUARANTINE);
    return new RunOutput(
        hadoop, run.runId(), run.started(), true, store, lock, run.staging(), run.checkpoints());
  }

  private static RuntimeException cannotOpen(String directory, Exception e) {
    return e instanceof LockHeldException
        ? new LockedException("output.dir: " + e.getMessage(), e)
        : new OutputException(
            "output.dir: cannot write to " + directory + ": " + e.getMessage(), e);
  }

  /** Leaves what was done so far for a run that goes on with it. */
  void keepUnfinished() {
    unfinished = true;
  }

  /** Whether it goes on with a run that did not end. */
  boolean resumed() {
    return resumed;
  }

  /** What the run keeps of its work. */
  Checkpoints checkpoints() {
    return checkpoints;
  }

  String runId() {
    return runId;
  }

  Instant started() {
    return started;
  }

  /** Where a run is. */
  String directory(String otherId) {
    return store.display(otherId);
  }

  /** Where the run will be. */
  String directory() {
    return store.display(runId);
  }

  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  private void write(String name, Writing writing) {
    try (OutputStream out = staging.create(name)) {
      writing.to(out);
    } catch (IOException e) {
      throw cannotWrite(name, e);
    }
  }

  private RuntimeException cannotWrite(String name, IOException cause) {
    if (cause instanceof LockHeldException) {
      return new LockedException("output.dir: " + cause.getMessage(), cause);
    }
    return new OutputException(
        "output.dir: cannot write " + name + " of " + directory() + ": " + cause.getMessage(),
        cause);
  }

  /**
   * Writes the rejected rows, a table without rows where there are none; returns how many. A scan
   * that was restored comes with those that its run wrote.
   */
  long quarantine(RatingsScan scan) {
    if (!scan.isRestored()) {
      try {
        staging.clear(QUARANTINE);
      } catch (IOException e) {
        throw cannotWrite(QUARANTINE, e);
      }
      return quarantine(scan::writeRejected, scan);
    }
    return scan.rejected();
  }

  /** The same for rejected rows that something else writes. */
  long quarantine(Consumer<String> writing, RatingsScan scan) {
    try {
      writing.accept(staging.path(QUARANTINE));
    } catch (UncheckedIOException e) {
      throw cannotWrite(QUARANTINE, e.getCause());
    }
    return scan.rejected();
  }

  /** The newest published run whose record meets a condition; one that cannot be read does not. */
  Optional<RunRecord> newest(Predicate<RunRecord> condition) {
    try {
      for (String id : store.published()) {
        Optional<RunRecord> run = record(id).filter(condition);
        if (run.isPresent()) {
          return run;
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new OutputException("output.dir: cannot list the runs: " + e.getMessage(), e);
    }
  }

  private Optional<RunRecord> record(String id) {
    try {
      return Optional.of(new RunFiles(hadoop, store.run(id).toString()).record());
    } catch (DataException e) {
      return Optional.empty();
    }
  }

  /** The run that is the champion, with its model. */
  Optional<PublishedRun> champion() {
    try {
      return store.champion().map(id -> PublishedRun.open(hadoop, store.run(id).toString()));
    } catch (IOException e) {
      throw new OutputException("output.dir: cannot read CHAMPION: " + e.getMessage(), e);
    }
  }

  /** Removes runs beyond a number of the newest; 0: none. */
  void retain(int newest) {
    try {
      lock.requireHeld();
      if (newest > 0) {
        store.retain(newest);
      }
    } catch (IOException e) {
      throw cannotWrite("runs", e);
    }
  }

  void model(LinearModel model, org.apache.spark.sql.SparkSession session) {
    write("model.json", out -> ModelJson.write(model, out));
    write("pruned.json", out -> ModelJson.write(model.pruned(), out));
    write("coefficients.csv", out -> CoefficientsCsv.write(model.rows(), out));
    try {
      MllibModel.write(model, runId, staging.path("mllib"));
    } catch (IOException e) {
      throw cannotWrite("mllib", e);
    }
  }

  void record(RunRecord record) {
    write(RunStore.RECORD, out -> RunJson.write(record, out));
  }

  void recordWithReport(RunRecord record, LinearModel model) {
    write("report.html", out -> HtmlReport.write(record, model.rows(), out));
    record(record);
  }

  void publish() {
    try {
      lock.requireHeld();
      staging.publish();
    } catch (IOException e) {
      throw cannotWrite("the run", e);
    }
  }

  void crown() {
    try {
      lock.requireHeld();
      store.crown(runId, Instant.now());
    } catch (IOException e) {
      throw cannotWrite("CHAMPION", e);
    }
  }

  @Override
  public void close() {
    try {
      if (!unfinished) {
        staging.close();
      }
    } finally {
      lock.close();
    }
  }
}
