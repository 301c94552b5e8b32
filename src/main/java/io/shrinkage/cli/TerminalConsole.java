package io.shrinkage.cli;

import io.shrinkage.config.Secrets;
import io.shrinkage.job.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Lines go to standard output; the state of long work is one line that moves on a terminal, and a
 * plain line now and then elsewhere.
 */
final class TerminalConsole implements Console {
  private static final int WIDTH = 100;
  private static final Duration MOVING = Duration.ofMillis(500);
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n\t]]");

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

  /**
   * A text as it may be shown: without the secrets of URLs, and with a mark for control characters,
   * by which a name in the data could command the terminal.
   */
  static String shown(String text) {
    return CONTROL.matcher(Secrets.scrub(text)).replaceAll("\uFFFD");
  }

  @Override
  public synchronized void line(String text) {
    if (pending) {
      show("");
      pending = false;
    }
    out.println(shown(text));
  }

  @Override
  public synchronized void progress(String text) {
    if (moves) {
      String shown = shown(text);
      show(shown.length() > WIDTH ? shown.substring(0, WIDTH) : shown);
      pending = true;
    } else {
      line(text);
    }
  }

  @Override
  public Duration beat() {
    return moves ? MOVING : Console.super.beat();
  }

  private void show(String text) {
    err.print("\r" + text + " ".repeat(WIDTH - text.length()) + "\r");
    err.flush();
  }
}
