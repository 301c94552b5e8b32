package io.shrinkage.job;

import io.shrinkage.features.DataException;
import io.shrinkage.report.ReportBuilder;
import io.shrinkage.spark.RunStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;

/** Rebuilds the HTML report of a run from its files; needs no Spark session. */
public final class ReportJob {
  private static final String HADOOP = "spark.hadoop.";
  private static final String REPORT = "report.html";

  private final String runDir;
  private final Console console;

  /** A rebuild of the report of the run in a directory. */
  public ReportJob(String runDir, Console console) {
    this.runDir = runDir;
    this.console = console;
  }

  /**
   * Runs the job.
   *
   * @throws DataException if the directory holds no run
   * @throws OutputException if the report cannot be written
   */
  public ExitCode run() {
    Configuration hadoop = configuration();
    byte[] html = html(hadoop);
    try {
      RunStore.replace(hadoop, runDir, REPORT, out -> out.write(html));
    } catch (IOException e) {
      throw new OutputException(
          "cannot write " + REPORT + " of " + runDir + ": " + e.getMessage(), e);
    }
    console.line("report: " + runDir + (runDir.endsWith("/") ? "" : "/") + REPORT);
    return ExitCode.DONE;
  }

  /** Hadoop's settings as Spark would pass them on from spark-submit. */
  private static Configuration configuration() {
    Configuration hadoop = new Configuration();
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(HADOOP)) {
        hadoop.set(name.substring(HADOOP.length()), System.getProperty(name));
      }
    }
    return hadoop;
  }

  private byte[] html(Configuration hadoop) {
    ByteArrayOutputStream html = new ByteArrayOutputStream();
    try (InputStream run = RunStore.open(hadoop, runDir, RunStore.RECORD);
        InputStream coefficients = coefficients(hadoop)) {
      ReportBuilder.rebuild(run, coefficients, html);
    } catch (DataException e) {
      throw new DataException(runDir + ": " + e.getMessage(), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new DataException("cannot read the run: " + e.getMessage(), e);
    }
    return html.toByteArray();
  }

  /** A run whose data was refused has no coefficients. */
  private InputStream coefficients(Configuration hadoop) throws IOException {
    try {
      return RunStore.open(hadoop, runDir, "coefficients.csv");
    } catch (FileNotFoundException e) {
      return new ByteArrayInputStream(new byte[0]);
    }
  }
}
