package io.shrinkage.cli;

import io.shrinkage.job.Console;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How much a command says, and to whom. */
final class SpeechOptions {
  static final String JSON = "--json";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @ArgGroup private Manner manner;

  /** One of these at most. */
  private static final class Manner {
    @Option(
        names = {"-q", "--quiet"},
        description = "Say only how it ended and where the results are.")
    private boolean quiet;

    @Option(names = JSON, description = "Say it as lines of JSON, for programs.")
    private boolean json;
  }

  /** Where the command is to speak. */
  Console console() {
    if (manner != null && manner.json) {
      return new JsonConsole(command.commandLine().getOut());
    }
    Console people = TerminalConsole.of(command);
    return manner != null && manner.quiet ? new QuietConsole(people) : people;
  }
}
