package io.shrinkage.job;

import java.time.LocalDate;
import java.util.OptionalInt;

/**
 * The synthetic data to write.
 *
 * @param rows ratings: of each day if days are given, otherwise in all
 * @param movies empty: in proportion to the ratings
 * @param users empty: in proportion to the ratings
 * @param format parquet or csv
 * @param days so many days of ratings, each in a partition of its own; empty: a year of ratings in
 *     one table
 * @param start the first day
 * @param out where the tables go
 */
public record GenerateOptions(
    long rows,
    OptionalInt movies,
    OptionalInt users,
    long seed,
    Format format,
    OptionalInt days,
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
