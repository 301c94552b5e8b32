package io.shrinkage.cli;

import io.shrinkage.job.Console;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Lines go to standard output; on a terminal, the state of long work is one line that moves. */
final class TerminalConsole implements Console {
  private static final int WIDTH = 100;

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean moves;
  private boolean pending;

  private TerminalConsole(PrintWriter out, PrintWriter err, boolean moves) {
    this.out = out;
    this.err = err;
    this.moves = moves;
  }

  /** The console of a command. */
  static Console of(CommandSpec spec) {
    return new TerminalConsole(
        spec.commandLine().getOut(), spec.commandLine().getErr(), System.console() != null);
  }

  @Override
  public void line(String text) {
    if (pending) {
      show("");
      pending = false;
    }
    out.println(text);
  }

  @Override
  public void progress(String text) {
    if (moves) {
      show(text.length() > WIDTH ? text.substring(0, WIDTH) : text);
      pending = true;
    }
  }

  private void show(String text) {
    err.print("\r" + text + " ".repeat(WIDTH - text.length()) + "\r");
    err.flush();
  }
}
