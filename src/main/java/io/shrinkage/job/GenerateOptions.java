package io.shrinkage.job;

import java.time.LocalDate;

/**
 * The synthetic data to write.
 *
 * @param format parquet or csv
 * @param days over how many days the ratings are spread
 * @param start the first of them
 */
public record GenerateOptions(
    long rows,
    int movies,
    int users,
    long seed,
    Format format,
    int days,
    LocalDate start,
    String out) {

  /** How tables are written. */
  public enum Format {
    /** Columnar. */
    PARQUET,
    /** Text, as MovieLens comes. */
    CSV;

    /** The format's name, as Spark has it. */
    public String text() {
      return this == PARQUET ? "parquet" : "csv";
    }
  }
}
