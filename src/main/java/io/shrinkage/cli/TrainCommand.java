package io.shrinkage.cli;

import io.shrinkage.config.ConfigReader;
import io.shrinkage.job.TrainJob;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "train",
    description = "Fit a model; without --config, to the embedded demo's data.")
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin HelpOption help;
  @Mixin private ConfigOptions config;
  @Mixin SparkOptions spark;

  @Option(names = "--out", paramLabel = "DIR", description = "Where runs go (output.dir).")
  private Optional<String> out = Optional.empty();

  @Override
  public Integer call() {
    Optional<String> dir = out.map(path -> ConfigReader.assignment("output.dir", path));
    return new TrainJob(ConfigReader.read(config.sources(dir)), TerminalConsole.of(spec))
        .run()
        .code();
  }
}
