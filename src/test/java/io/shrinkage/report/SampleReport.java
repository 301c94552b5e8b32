package io.shrinkage.report;

import io.shrinkage.model.RunRecord;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

final class SampleReport {
  public static void main(String[] args) throws Exception {
    RunRecord run = SampleRun.run("item");
    try (OutputStream out = Files.newOutputStream(Path.of(args[0]))) {
      HtmlReport.write(run, SampleRun.coefficients(), out);
    }
  }
}
