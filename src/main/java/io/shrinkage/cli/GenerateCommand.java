package io.shrinkage.cli;

import io.shrinkage.job.GenerateJob;
import io.shrinkage.job.GenerateOptions;
import io.shrinkage.job.GenerateOptions.Format;
import java.time.LocalDate;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "generate",
    description = "Write synthetic ratings, movies and users with known true weights.")
final class GenerateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin HelpOption help;
  @Mixin private SpeechOptions speech;
  @Mixin SparkOptions spark;

  @Option(
      names = "--rows",
      paramLabel = "N",
      required = true,
      description = "Ratings; with --days, of each day.")
  private long rows;

  @Option(
      names = "--movies",
      paramLabel = "M",
      description = "Movies; by default one to 40 ratings, within 100 and 60,000.")
  private Integer movies;

  @Option(
      names = "--users",
      paramLabel = "U",
      description = "Users; by default one to 100 ratings, within 50 and 200,000.")
  private Integer users;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "42",
      description = "Decides every value (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--format",
      defaultValue = "parquet",
      description = "parquet or csv (${DEFAULT-VALUE}).")
  private Format format;

  @Option(
      names = "--days",
      paramLabel = "D",
      description =
          "Write N ratings a day for D days, under ratings/date=YYYY-MM-DD; by default one table.")
  private Integer days;

  @Option(
      names = "--start",
      paramLabel = "DATE",
      defaultValue = "2020-01-01",
      description = "The first day (${DEFAULT-VALUE}).")
  private LocalDate start;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where tables go.")
  private String out;

  @Override
  public Integer call() {
    Checks.atLeast(1, rows, "--rows", spec);
    GenerateOptions options =
        new GenerateOptions(
            rows,
            atLeastOne(movies, "--movies"),
            atLeastOne(users, "--users"),
            seed,
            format,
            atLeastOne(days, "--days"),
            start,
            out);
    return new GenerateJob(options, speech.console()).run().code();
  }

  private OptionalInt atLeastOne(Integer value, String option) {
    if (value == null) {
      return OptionalInt.empty();
    }
    Checks.atLeast(1, value, option, spec);
    return OptionalInt.of(value);
  }
}
