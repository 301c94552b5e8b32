package io.shrinkage.cli;

import io.shrinkage.config.ConfigReader;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.job.ForgetJob;
import io.shrinkage.job.ForgetOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "forget",
    description = "Pass over a user's ratings from now on, and remove what is kept of them.")
final class ForgetCommand implements Callable<Integer> {
  @Mixin HelpOption help;
  @Mixin private SpeechOptions speech;
  @Mixin private ConfigOptions config;
  @Mixin SparkOptions spark;

  @Option(
      names = "--user",
      paramLabel = "ID",
      required = true,
      description = "The user's id as it stands in the data; repeatable.")
  private final List<String> users = new ArrayList<>();

  @Option(names = "--out", paramLabel = "DIR", description = "Where runs are (output.dir).")
  private Optional<String> out = Optional.empty();

  @Override
  public Integer call() {
    Optional<String> dir = out.map(path -> ConfigReader.assignment("output.dir", path));
    ShrinkageConfig settings = ConfigReader.read(config.sources(dir));
    return new ForgetJob(settings, new ForgetOptions(users), speech.console()).run().code();
  }
}
