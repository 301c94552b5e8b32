package io.shrinkage.spark;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;

/** Tells a source that cannot be read from a fault of our own, and says why in one line. */
public final class ReadFailures {
  private static final String DAMAGED = "the file is damaged, or of another format than configured";
  private static final Pattern SAME_NAME = Pattern.compile("[Tt]he column (`.*`) already exists");

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
    boolean csv = false;
    Throwable cause = failure;
    for (; cause.getCause() != null; cause = cause.getCause()) {
      csv |= isCsv(cause);
    }
    if (csv && cause instanceof ArrayIndexOutOfBoundsException) {
      return "a record has more columns than options.maxColumns lets through (20480 unless it is"
          + " set)";
    }
    if (saysNothing(cause)) {
      return DAMAGED;
    }
    String message = cause.getMessage();
    List<String> lines =
        message.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    // Spark says in the lines below which column of which file's header differs.
    String reason =
        message.contains("CSV header")
            ? String.join("; ", lines)
            : lines.stream().findFirst().orElse("");
    String plain =
        printable(reason.replaceFirst("^\\[[A-Z_.]+\\] ", ""))
            .replace(", `" + TableReader.MALFORMED + "`", "");
    Matcher twice = SAME_NAME.matcher(plain);
    if (twice.find()) {
      return "two columns, or two keys of a record, are named "
          + twice.group(1)
          + " (upper and lower case count as one)";
    }
    return isFormat(cause) ? DAMAGED + " (" + plain.replaceFirst("! Struct:.*", "") + ")" : plain;
  }

  private static boolean isCsv(Throwable cause) {
    return cause.getClass().getName().contains("univocity");
  }

  /** A reader that trips over a damaged file says nothing that a person could use. */
  private static boolean saysNothing(Throwable cause) {
    return cause.getMessage() == null
        || cause instanceof IndexOutOfBoundsException
        || cause instanceof NegativeArraySizeException
        || cause instanceof NullPointerException
        || cause instanceof ClassCastException;
  }

  /** Parquet's footers and pages are in Thrift. */
  private static boolean isFormat(Throwable cause) {
    return cause.getClass().getName().contains("thrift")
        || String.valueOf(cause.getMessage()).contains("! Struct:");
  }

  /** A text with a mark in place of every control character, fit for a terminal. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "\uFFFD");
  }
}
