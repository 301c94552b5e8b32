package io.shrinkage.job;

import io.shrinkage.model.CoefficientsCsv;
import io.shrinkage.model.LinearModel;
import io.shrinkage.model.ModelJson;
import io.shrinkage.model.RunJson;
import io.shrinkage.model.RunRecord;
import io.shrinkage.report.HtmlReport;
import io.shrinkage.spark.LockHeldException;
import io.shrinkage.spark.MllibModel;
import io.shrinkage.spark.RatingsScan;
import io.shrinkage.spark.RunLock;
import io.shrinkage.spark.RunStore;
import io.shrinkage.spark.SparkRun;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The files of one run, from staging to published. */
final class RunOutput implements AutoCloseable {
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String runId;
  private final Instant started;
  private final RunStore store;
  private final RunLock lock;
  private final RunStore.Staging staging;

  private RunOutput(
      String runId, Instant started, RunStore store, RunLock lock, RunStore.Staging staging) {
    this.runId = runId;
    this.started = started;
    this.store = store;
    this.lock = lock;
    this.staging = staging;
  }

  /**
   * Takes the output directory's lock, removes what dead runs left, and makes sure that it can be
   * written before any work is done.
   *
   * @throws LockedException if another run holds the lock
   * @throws OutputException if it cannot be written
   */
  static RunOutput open(SparkRun spark, String directory, Console console) {
    Instant now = Instant.now();
    String runId = ID.format(now) + "-" + UUID.randomUUID().toString().substring(0, 6);
    RunLock lock = null;
    try {
      RunStore store = new RunStore(spark.hadoop(), directory);
      lock = store.lock(runId, Clock.systemUTC(), console::line);
      clean(store, console);
      return new RunOutput(runId, now, store, lock, store.stage(runId));
    } catch (IOException | IllegalArgumentException e) {
      if (lock != null) {
        lock.close();
      }
      throw cannotOpen(directory, e);
    }
  }

  private static RuntimeException cannotOpen(String directory, Exception e) {
    return e instanceof LockHeldException
        ? new LockedException("output.dir: " + e.getMessage(), e)
        : new OutputException(
            "output.dir: cannot write to " + directory + ": " + e.getMessage(), e);
  }

  private static void clean(RunStore store, Console console) throws IOException {
    List<String> removed = store.removeLeftovers(Optional.empty());
    if (!removed.isEmpty()) {
      console.line("Removed what runs that did not end left: " + String.join(", ", removed));
    }
  }

  String runId() {
    return runId;
  }

  Instant started() {
    return started;
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

  /** Writes the rejected rows, a table without rows where there are none; returns how many. */
  long quarantine(RatingsScan scan) {
    scan.writeRejected(staging.path("quarantine"));
    return scan.rejected();
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
      store.crown(runId);
    } catch (IOException e) {
      throw cannotWrite("CHAMPION", e);
    }
  }

  @Override
  public void close() {
    try {
      staging.close();
    } finally {
      lock.close();
    }
  }
}
