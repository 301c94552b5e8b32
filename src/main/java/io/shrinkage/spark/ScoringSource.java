package io.shrinkage.spark;

import io.shrinkage.config.InputConfig;
import io.shrinkage.config.MoviesConfig;
import io.shrinkage.config.RatingsConfig;
import io.shrinkage.config.TableConfig;
import io.shrinkage.features.DataException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * How a table that is named by its path alone is to be read: its format by the extension of the
 * file, or of the files in a folder, or else as the run's own tables; its options as those of the
 * run's table of the same format.
 */
final class ScoringSource {
  private static final Map<String, String> FORMATS =
      Map.of(
          "csv", "csv",
          "json", "json",
          "jsonl", "json",
          "ndjson", "json",
          "parquet", "parquet",
          "orc", "orc");
  private static final List<String> COMPRESSED = List.of(".gz", ".bz2", ".zst", ".lz4", ".snappy");

  private ScoringSource() {}

  /**
   * The table at a path; where there is nothing, reading it will say so.
   *
   * @throws DataException if its format cannot be told
   */
  static TableConfig of(Configuration hadoop, String path, InputConfig input) {
    String format =
        byExtension(path)
            .or(() -> ofFolder(hadoop, path))
            .or(() -> recorded(input))
            .orElseThrow(
                () ->
                    new DataException(
                        "--input: cannot tell the format of "
                            + path
                            + "; give it one of the extensions "
                            + FORMATS.keySet().stream().sorted().toList()));
    return new TableConfig(format, path, options(format, path, input));
  }

  private static Optional<String> byExtension(String path) {
    String name = path.toLowerCase(Locale.ROOT).replaceAll("[/*]+$", "");
    for (String suffix : COMPRESSED) {
      if (name.endsWith(suffix)) {
        name = name.substring(0, name.length() - suffix.length());
      }
    }
    return Optional.ofNullable(FORMATS.get(name.substring(name.lastIndexOf('.') + 1)));
  }

  /** The format of the first file in a folder, or in its first folders, that has an extension. */
  private static Optional<String> ofFolder(Configuration hadoop, String path) {
    try {
      FileSystem files = new Path(path).getFileSystem(hadoop);
      FileStatus[] found = files.globStatus(new Path(path));
      return found == null || found.length == 0
          ? Optional.of("parquet")
          : first(files, found[0], 0);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of("parquet");
    }
  }

  private static Optional<String> first(FileSystem files, FileStatus at, int depth)
      throws IOException {
    if (!at.isDirectory()) {
      return byExtension(at.getPath().getName());
    }
    if (depth > 8) {
      return Optional.empty();
    }
    FileStatus[] children = files.listStatus(at.getPath());
    Arrays.sort(children);
    for (FileStatus child : children) {
      String name = child.getPath().getName();
      if (!name.startsWith("_") && !name.startsWith(".")) {
        Optional<String> format = first(files, child, depth + 1);
        if (format.isPresent()) {
          return format;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> recorded(InputConfig input) {
    return Optional.of(
            input.movies().present() ? input.movies().format() : input.ratings().format())
        .filter(FORMATS::containsValue);
  }

  private static Map<String, String> options(String format, String path, InputConfig input) {
    RatingsConfig ratings = input.ratings();
    MoviesConfig movies = input.movies();
    boolean likeRatings = ratings.format().equals(format);
    if (likeRatings && (ratings.path().equals(path) || !movies.present())) {
      return ratings.options();
    }
    if (movies.present() && movies.format().equals(format)) {
      return movies.options();
    }
    if (likeRatings) {
      return ratings.options();
    }
    return format.equals("csv") ? Map.of("header", "true") : Map.of();
  }
}
