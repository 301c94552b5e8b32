package io.shrinkage.config;

import java.util.Map;
import java.util.Set;

/**
 * One source that Spark reads.
 *
 * @param format a Spark source's name, such as {@code csv} or {@code parquet}
 * @param path a file, directory or table; empty where the format needs none
 * @param options passed to the source as they are
 */
public record TableConfig(String format, String path, Map<String, String> options) {

  /** The format of ratings, movies and users that are generated in memory instead of read. */
  public static final String SYNTHETIC = "synthetic";

  private static final Set<String> FILE_FORMATS =
      Set.of("csv", "json", "parquet", "orc", "text", "avro", "xml");

  public TableConfig {
    options = Map.copyOf(options);
  }

  /** Without the secrets of the options. */
  @Override
  public String toString() {
    return PlainForm.of(this).toString();
  }

  /** Whether the source names something to read: a path, or a format that needs none. */
  public boolean present() {
    return !path.isEmpty() || !needsPath();
  }

  boolean needsPath() {
    return FILE_FORMATS.contains(format);
  }

  static boolean synthetic(String format) {
    return format.equals(SYNTHETIC);
  }
}
