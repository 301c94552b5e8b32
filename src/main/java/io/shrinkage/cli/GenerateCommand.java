package io.shrinkage.cli;

import io.shrinkage.job.GenerateJob;
import io.shrinkage.job.GenerateOptions;
import io.shrinkage.job.GenerateOptions.Format;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "generate",
    showDefaultValues = true,
    description = "Write synthetic ratings, movies and users with known true weights.")
final class GenerateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin HelpOption help;
  @Mixin SparkOptions spark;

  @Option(names = "--rows", paramLabel = "N", required = true, description = "Ratings.")
  private long rows;

  @Option(names = "--movies", paramLabel = "M", defaultValue = "500", description = "Movies.")
  private int movies;

  @Option(names = "--users", paramLabel = "U", defaultValue = "200", description = "Users.")
  private int users;

  @Option(names = "--seed", paramLabel = "S", defaultValue = "42", description = "Seed.")
  private long seed;

  @Option(
      names = "--format",
      defaultValue = "parquet",
      description = "One of ${COMPLETION-CANDIDATES}.")
  private Format format;

  @Option(names = "--days", paramLabel = "D", defaultValue = "365", description = "Days covered.")
  private int days;

  @Option(
      names = "--start",
      paramLabel = "DATE",
      defaultValue = "2018-01-01",
      description = "First day.")
  private LocalDate start;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where tables go.")
  private String out;

  @Override
  public Integer call() {
    Checks.atLeast(1, rows, "--rows", spec);
    Checks.atLeast(1, movies, "--movies", spec);
    Checks.atLeast(1, users, "--users", spec);
    Checks.atLeast(1, days, "--days", spec);
    GenerateOptions options =
        new GenerateOptions(rows, movies, users, seed, format, days, start, out);
    return new GenerateJob(options, TerminalConsole.of(spec)).run().code();
  }
}
