package io.shrinkage.cli;

import io.shrinkage.config.ConfigReader;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.job.Console;
import io.shrinkage.job.DryRunJob;
import io.shrinkage.job.ExitCode;
import io.shrinkage.job.TrainJob;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "train",
    description = "Fit a model; without --config, to the embedded demo's data.")
final class TrainCommand implements Callable<Integer> {
  @Mixin HelpOption help;
  @Mixin private SpeechOptions speech;
  @Mixin private ConfigOptions config;
  @Mixin SparkOptions spark;

  @Option(names = "--out", paramLabel = "DIR", description = "Where runs go (output.dir).")
  private Optional<String> out = Optional.empty();

  @Option(
      names = "--dry-run",
      description = "Print what the run would cost, without scanning all ratings or writing.")
  private boolean dryRun;

  @Option(
      names = "--resume",
      description = "Go on with the newest unfinished run of these settings and this input.")
  private boolean resume;

  @Override
  public Integer call() {
    Optional<String> dir = out.map(path -> ConfigReader.assignment("output.dir", path));
    ShrinkageConfig settings = ConfigReader.read(config.sources(dir));
    Console console = speech.console();
    return run(settings, console).code();
  }

  private ExitCode run(ShrinkageConfig settings, Console console) {
    if (dryRun) {
      return new DryRunJob(settings, console).run();
    }
    return resume
        ? TrainJob.resuming(settings, console).run()
        : new TrainJob(settings, console).run();
  }
}
