package io.shrinkage.cli;

import io.shrinkage.config.ConfigException;
import io.shrinkage.config.Secrets;
import io.shrinkage.features.DataException;
import io.shrinkage.job.ExitCode;
import io.shrinkage.job.LockedException;
import io.shrinkage.job.OutputException;
import io.shrinkage.job.UsageException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into one message and an exit code. */
final class Failures {
  private static final String DEBUG = "SHRINKAGE_DEBUG";

  /** As the operating system says it. */
  private static final String FULL_DISK = "No space left on device";

  /** As the JVM says it, be it in Spark's account of a task that failed. */
  private static final String FULL_HEAP = "Java heap space";

  /** The same of a file that is mapped into memory and lost its end. */
  private static final String CUT_OFF = "a fault occurred in a recent unsafe memory access";

  private final PrintWriter err;
  private String message;

  Failures(PrintWriter err) {
    this.err = err;
  }

  /** A mistake on the command line. */
  int usage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    err.println(
        "shrinkage: "
            + Secrets.scrubAssignments(e.getMessage())
            + suggestions(e)
            + "; see "
            + command.getCommandSpec().qualifiedName()
            + " --help");
    return ExitCode.USAGE.code();
  }

  /** A command that ended in an exception. */
  int exitCode(Throwable e) {
    if (e instanceof ConfigException
        || e instanceof OutputException
        || e instanceof UsageException) {
      return report(e.getMessage(), e, ExitCode.USAGE);
    } else if (e instanceof DataException) {
      return report(e.getMessage(), e, ExitCode.DATA_REFUSED);
    } else if (e instanceof LockedException) {
      return report(e.getMessage(), e, ExitCode.LOCKED);
    } else if (isCausedBy(e, FULL_DISK)) {
      return report(
          "no space left on a disk: make room where output.dir and spark.local.dir are, or name"
              + " others; the next run removes what this one left",
          e,
          ExitCode.USAGE);
    } else if (isCausedBy(e, FULL_HEAP)) {
      return report(
          "the heap is too small (" + oneLine(e) + "): --conf spark.driver.memory=8g, say",
          e,
          ExitCode.INTERNAL_ERROR);
    } else if (isCausedBy(e, CUT_OFF)) {
      return report(
          "a local file was cut off while it was read: bring it back, and start again; let new data"
              + " come as a new file, or by a rename",
          e,
          ExitCode.INTERNAL_ERROR);
    }
    String hint = debug() ? "" : " (" + DEBUG + "=1 shows where)";
    return report("internal error: " + oneLine(e) + hint, e, ExitCode.INTERNAL_ERROR);
  }

  /** What went wrong, once something did. */
  Optional<String> message() {
    return Optional.ofNullable(message);
  }

  private int report(String message, Throwable e, ExitCode exitCode) {
    this.message = Secrets.scrub(message);
    err.println("shrinkage: " + TerminalConsole.shown(message));
    if (debug()) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      err.print(TerminalConsole.shown(trace.toString()));
    }
    err.flush();
    return exitCode.code();
  }

  private static boolean debug() {
    return "1".equals(System.getenv(DEBUG));
  }

  private static boolean isCausedBy(Throwable e, String words) {
    return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
        .anyMatch(cause -> String.valueOf(cause.getMessage()).contains(words));
  }

  private static String oneLine(Throwable e) {
    return e.toString().lines().findFirst().orElse(e.getClass().getName());
  }

  private static String suggestions(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      // The closest comes first, and picocli's second is often none.
      List<String> near = unmatched.getSuggestions();
      return near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?";
    }
    return "";
  }
}
