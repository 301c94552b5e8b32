package io.shrinkage.cli;

import io.shrinkage.config.Secrets;
import io.shrinkage.job.Console;
import io.shrinkage.model.EventJson;
import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.Stage;
import java.io.PrintWriter;

/** Writes what a command says as lines of JSON to standard output. */
record JsonConsole(PrintWriter out) implements Console {
  @Override
  public void line(String text) {
    if (!text.isBlank()) {
      out.println(EventJson.message(Secrets.scrub(text)));
    }
  }

  @Override
  public void progress(String text) {
    out.println(EventJson.progress(Secrets.scrub(text)));
  }

  @Override
  public void stage(Stage stage, String remark) {
    out.println(EventJson.stage(stage, Secrets.scrub(remark)));
  }

  @Override
  public void published(RunRecord run, String directory) {
    out.println(EventJson.run(run, Secrets.scrub(directory)));
  }
}
