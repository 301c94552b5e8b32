package io.shrinkage.config;

import java.util.Map;
import java.util.Optional;

/**
 * The table of ratings, or any regression table: its target is the rating.
 *
 * @param path a file, directory or table; empty where the format needs none
 * @param range ratings outside are rejected; empty: any finite number
 * @param maxBadShare the largest share of rejected rows that a run accepts, in [0, 1]
 * @param where a SQL condition on the source's columns; empty: all rows
 */
public record RatingsConfig(
    String format,
    String path,
    Map<String, String> options,
    RatingsColumns columns,
    Optional<ValueRange> range,
    Duplicates duplicates,
    double maxBadShare,
    String where) {

  public RatingsConfig {
    options = Map.copyOf(options);
  }

  /** The same table under another condition. */
  public RatingsConfig withWhere(String condition) {
    return new RatingsConfig(
        format, path, options, columns, range, duplicates, maxBadShare, condition);
  }

  /** Without the secrets of the options. */
  @Override
  public String toString() {
    return PlainForm.of(this).toString();
  }

  /** Whether the ratings are generated in memory. */
  public boolean synthetic() {
    return TableConfig.synthetic(format);
  }

  /**
   * Names of the source's columns.
   *
   * @param time whole numbers are Unix seconds, anything else ISO-8601 in UTC
   */
  public record RatingsColumns(
      Optional<String> user,
      Optional<String> item,
      String rating,
      Optional<String> time,
      Optional<String> weight) {}
}
