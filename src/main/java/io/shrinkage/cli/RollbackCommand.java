package io.shrinkage.cli;

import io.shrinkage.config.ConfigReader;
import io.shrinkage.job.RollbackJob;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "rollback", description = "Set CHAMPION back to the run that held it before.")
final class RollbackCommand implements Callable<Integer> {
  @Mixin HelpOption help;
  @Mixin private SpeechOptions speech;
  @Mixin private ConfigOptions config;
  @Mixin SparkOptions spark;

  @Option(names = "--out", paramLabel = "DIR", description = "Where runs are (output.dir).")
  private Optional<String> out = Optional.empty();

  @Override
  public Integer call() {
    Optional<String> dir = out.map(path -> ConfigReader.assignment("output.dir", path));
    String directory = ConfigReader.read(config.sources(dir)).output().dir();
    return new RollbackJob(directory, speech.console()).run().code();
  }
}
