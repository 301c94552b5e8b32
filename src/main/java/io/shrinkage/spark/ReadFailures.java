package io.shrinkage.spark;

import java.io.IOException;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;

/** Tells a source that cannot be read from a fault of our own, and says why in one line. */
public final class ReadFailures {
  private ReadFailures() {}

  /**
   * Whether a failure comes from reading input: damaged files, wrong codecs, headers that differ.
   */
  public static boolean isRead(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException
          || cause instanceof AnalysisException
          || cause.getClass().getName().contains("univocity")
          || cause instanceof SparkException spark
              && spark.getCondition() != null
              && spark.getCondition().startsWith("FAILED_READ_FILE")
          || cause instanceof IllegalArgumentException
              && String.valueOf(cause.getMessage()).contains("CSV header")) {
        return true;
      }
    }
    return false;
  }

  /** The innermost message, on one line, without what only this program knows by name. */
  public static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    List<String> lines =
        message.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    // Spark says in the lines below which column of which file's header differs.
    String reason =
        message.contains("CSV header")
            ? String.join("; ", lines)
            : lines.stream().findFirst().orElse("");
    return printable(reason.replaceFirst("^\\[[A-Z_.]+\\] ", ""))
        .replace(", `" + TableReader.MALFORMED + "`", "");
  }

  /** A text with a mark in place of every control character, fit for a terminal. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "\uFFFD");
  }
}
