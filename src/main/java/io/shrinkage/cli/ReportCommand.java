package io.shrinkage.cli;

import io.shrinkage.job.ReportJob;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "report", description = "Rebuild the HTML report of a run from its files.")
final class ReportCommand implements Callable<Integer> {
  @Mixin HelpOption help;
  @Mixin private SpeechOptions speech;

  @Parameters(paramLabel = "RUN_DIR", description = "A published run.")
  private String runDir;

  @Override
  public Integer call() {
    return new ReportJob(runDir, speech.console()).run().code();
  }
}
