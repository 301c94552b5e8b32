package io.shrinkage.cli;

import io.shrinkage.job.Console;
import io.shrinkage.model.RunRecord.Stage;

/** Says how a command ended and where its results are, and nothing on the way there. */
record QuietConsole(Console console) implements Console {
  @Override
  public void line(String text) {
    console.line(text);
  }

  @Override
  public void stage(Stage stage, String remark) {}

  @Override
  public void progress(String text) {}
}
