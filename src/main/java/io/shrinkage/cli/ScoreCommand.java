package io.shrinkage.cli;

import io.shrinkage.job.ScoreJob;
import io.shrinkage.job.ScoreOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "score", description = "Predict ratings for a table.")
final class ScoreCommand implements Callable<Integer> {
  @Mixin HelpOption help;
  @Mixin private SpeechOptions speech;
  @Mixin private ConfigOptions config;
  @Mixin SparkOptions spark;

  @Parameters(paramLabel = "RUN_DIR", description = "A published run.")
  private String runDir;

  @Option(names = "--input", paramLabel = "PATH", required = true, description = "What to score.")
  private String input;

  @Option(names = "--clip", description = "Move predictions into the rating range.")
  private boolean clip;

  @Option(names = "--out", paramLabel = "DIR", description = "Where predictions go.")
  private Optional<String> out = Optional.empty();

  @Override
  public Integer call() {
    return new ScoreJob(
            new ScoreOptions(runDir, input, out, clip, config.sources()), speech.console())
        .run()
        .code();
  }
}
