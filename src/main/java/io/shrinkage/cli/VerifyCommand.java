package io.shrinkage.cli;

import io.shrinkage.job.VerifyJob;
import io.shrinkage.job.VerifyOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "verify", description = "Recompute a run's certificate and hash from its data.")
final class VerifyCommand implements Callable<Integer> {
  @Mixin HelpOption help;
  @Mixin private SpeechOptions speech;
  @Mixin private ConfigOptions config;
  @Mixin SparkOptions spark;

  @Parameters(paramLabel = "RUN_DIR", description = "A published run.")
  private String runDir;

  @Option(names = "--no-refit", description = "Leave out the fit at the recorded lambda.")
  private boolean noRefit;

  @Override
  public Integer call() {
    VerifyOptions options = new VerifyOptions(runDir, !noRefit, config.sources());
    return new VerifyJob(options, speech.console()).run().code();
  }
}
