package io.shrinkage.report;

import io.shrinkage.model.CoefficientsCsv;
import io.shrinkage.model.RunJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Rebuilds a run's report from the files of the run, byte for byte as the run itself wrote it. */
public final class ReportBuilder {
  private ReportBuilder() {}

  /**
   * Rebuilds; the streams stay open.
   *
   * @param runJson the run's {@code run.json}
   * @param coefficientsCsv the run's {@code coefficients.csv}; an empty stream for a refused run
   * @param html where the report goes
   * @throws io.shrinkage.features.DataException if one of the files is not what it should be
   */
  public static void rebuild(InputStream runJson, InputStream coefficientsCsv, OutputStream html)
      throws IOException {
    HtmlReport.write(RunJson.read(runJson), CoefficientsCsv.read(coefficientsCsv), html);
  }
}
