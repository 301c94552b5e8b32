package io.shrinkage.job;

import io.shrinkage.model.CoefficientsCsv;
import io.shrinkage.model.LinearModel;
import io.shrinkage.model.ModelJson;
import io.shrinkage.model.RunJson;
import io.shrinkage.model.RunRecord;
import io.shrinkage.report.HtmlReport;
import io.shrinkage.spark.MllibModel;
import io.shrinkage.spark.RatingsScan;
import io.shrinkage.spark.RunStore;
import io.shrinkage.spark.SparkRun;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** The files of one run, from staging to published. */
final class RunOutput implements AutoCloseable {
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String runId;
  private final Instant started;
  private final RunStore store;
  private final RunStore.Staging staging;

  private RunOutput(String runId, Instant started, RunStore store, RunStore.Staging staging) {
    this.runId = runId;
    this.started = started;
    this.store = store;
    this.staging = staging;
  }

  /**
   * Makes sure that the output can be written before any work is done.
   *
   * @throws OutputException if it cannot
   */
  static RunOutput open(SparkRun spark, String directory) {
    Instant now = Instant.now();
    String runId = ID.format(now) + "-" + UUID.randomUUID().toString().substring(0, 6);
    try {
      RunStore store = new RunStore(spark.hadoop(), directory);
      return new RunOutput(runId, now, store, store.stage(runId));
    } catch (IOException | IllegalArgumentException e) {
      throw new OutputException(
          "output.dir: cannot write to " + directory + ": " + e.getMessage(), e);
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

  private OutputException cannotWrite(String name, IOException cause) {
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
      staging.publish();
    } catch (IOException e) {
      throw cannotWrite("the run", e);
    }
  }

  void crown() {
    try {
      store.crown(runId);
    } catch (IOException e) {
      throw cannotWrite("CHAMPION", e);
    }
  }

  @Override
  public void close() {
    staging.close();
  }
}
