package io.shrinkage.cli;

import io.shrinkage.config.ConfigReader;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.job.RetrainJob;
import io.shrinkage.job.RetrainOptions;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "retrain",
    description = "Train on all days up to a date, reading new ones only; promote if better.")
final class RetrainCommand implements Callable<Integer> {
  @Mixin HelpOption help;
  @Mixin private SpeechOptions speech;
  @Mixin private ConfigOptions config;
  @Mixin SparkOptions spark;

  @Option(
      names = "--date",
      paramLabel = "DATE",
      description = "The last day to train on; by default the newest there is.")
  private LocalDate date;

  @Option(names = "--out", paramLabel = "DIR", description = "Where runs go (output.dir).")
  private Optional<String> out = Optional.empty();

  @Option(names = "--force", description = "Promote the challenger whatever the contest says.")
  private boolean force;

  @Override
  public Integer call() {
    Optional<String> dir = out.map(path -> ConfigReader.assignment("output.dir", path));
    ShrinkageConfig settings = ConfigReader.read(config.sources(dir));
    RetrainOptions options = new RetrainOptions(Optional.ofNullable(date), force);
    return new RetrainJob(settings, options, speech.console()).run().code();
  }
}
