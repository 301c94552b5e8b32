package io.shrinkage.cli;

import io.shrinkage.job.ReportJob;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "report", description = "Rebuild the HTML report of a run from its files.")
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin HelpOption help;

  @Parameters(paramLabel = "RUN_DIR", description = "A published run.")
  private String runDir;

  @Override
  public Integer call() {
    return new ReportJob(runDir, TerminalConsole.of(spec)).run().code();
  }
}
