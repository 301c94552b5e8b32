package io.shrinkage.cli;

import io.shrinkage.model.EventJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line's entry point. */
@Command(
    name = "shrinkage",
    description = "Regularized linear regression on large ratings data.",
    versionProvider = Version.class,
    subcommands = {
      TrainCommand.class,
      CrossCheckCommand.class,
      ScoreCommand.class,
      RecommendCommand.class,
      ReportCommand.class,
      VerifyCommand.class,
      RetrainCommand.class,
      ForgetCommand.class,
      RollbackCommand.class,
      GenerateCommand.class,
      HelpCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the versions of shrinkage, Spark and Java.")
  boolean version;

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs one command and returns its exit code; never throws. */
  public static int run(String... args) {
    return run(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        args);
  }

  static int run(PrintWriter out, PrintWriter err, String... args) {
    Failures failures = new Failures(err);
    CommandLine line =
        commandLine()
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler(failures::usage)
            .setExecutionExceptionHandler((e, command, parsed) -> failures.exitCode(e));
    int exitCode = execute(line, failures, args);
    command(line)
        .filter(parsed -> parsed.hasMatchedOption(SpeechOptions.JSON))
        .ifPresent(
            parsed ->
                out.println(
                    EventJson.end(
                        parsed.commandSpec().name(), exitCode, failures.message().orElse(null))));
    return exitCode;
  }

  /** All commands with their options. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static int execute(CommandLine line, Failures failures, String... args) {
    try {
      return line.execute(args);
    } catch (Error e) {
      // picocli hands over exceptions alone; Hadoop tells of a full disk by an error of its own.
      return failures.exitCode(e);
    }
  }

  /** The command as it was understood, if it was. */
  private static Optional<ParseResult> command(CommandLine line) {
    return Optional.ofNullable(line.getParseResult()).map(ParseResult::subcommand);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
