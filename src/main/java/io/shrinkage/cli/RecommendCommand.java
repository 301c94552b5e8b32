package io.shrinkage.cli;

import io.shrinkage.job.RecommendJob;
import io.shrinkage.job.RecommendOptions;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "recommend", description = "The best movies that a user has not rated.")
final class RecommendCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin HelpOption help;
  @Mixin private SpeechOptions speech;
  @Mixin private ConfigOptions config;
  @Mixin SparkOptions spark;

  @Parameters(paramLabel = "RUN_DIR", description = "A published run.")
  private String runDir;

  @Option(names = "--user", paramLabel = "ID", description = "One user; else all.")
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many a user (${DEFAULT-VALUE}).")
  private int top;

  @Option(names = "--threshold", paramLabel = "T", description = "The least predicted rating.")
  private Double threshold;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the table goes; of one user, only if given.")
  private Optional<String> out = Optional.empty();

  @Override
  public Integer call() {
    Checks.atLeast(1, top, "--top", spec);
    if (threshold != null && threshold.isNaN()) {
      throw new ParameterException(spec.commandLine(), "--threshold = NaN: expected a number");
    }
    OptionalDouble least =
        threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold);
    RecommendOptions options =
        new RecommendOptions(runDir, user, top, least, out, config.sources());
    return new RecommendJob(options, speech.console()).run().code();
  }
}
