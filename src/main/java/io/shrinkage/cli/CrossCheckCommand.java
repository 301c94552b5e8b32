package io.shrinkage.cli;

import io.shrinkage.job.CrossCheckJob;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "crosscheck", description = "Pose a run's problem to MLlib again and compare.")
final class CrossCheckCommand implements Callable<Integer> {
  @Mixin HelpOption help;
  @Mixin private SpeechOptions speech;
  @Mixin private ConfigOptions config;
  @Mixin SparkOptions spark;

  @Parameters(paramLabel = "RUN_DIR", description = "A published run.")
  private String runDir;

  @Override
  public Integer call() {
    return new CrossCheckJob(runDir, config.sources(), speech.console()).run().code();
  }
}
