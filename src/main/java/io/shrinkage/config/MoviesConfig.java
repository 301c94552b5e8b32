package io.shrinkage.config;

import java.util.Map;
import java.util.Optional;

/**
 * The table of movies, read from one source or made by a SQL query over named tables.
 *
 * @param path empty: there is no such source
 * @param query Spark SQL over {@code tables}; empty: there is none
 * @param tables name to source
 */
public record MoviesConfig(
    String format,
    String path,
    Map<String, String> options,
    MoviesColumns columns,
    String query,
    Map<String, TableConfig> tables,
    UnknownItem unknown) {

  public MoviesConfig {
    options = Map.copyOf(options);
    tables = Map.copyOf(tables);
  }

  /** Without the secrets of the options. */
  @Override
  public String toString() {
    return PlainForm.of(this).toString();
  }

  /** Whether there is a table of movies at all. */
  public boolean present() {
    return !query.isEmpty() || new TableConfig(format, path, options).present();
  }

  /** Whether the movies are generated in memory. */
  public boolean synthetic() {
    return TableConfig.synthetic(format);
  }

  /**
   * Names of the source's columns.
   *
   * @param title shown to people beside the item; optional
   */
  public record MoviesColumns(String item, Optional<String> title) {}
}
