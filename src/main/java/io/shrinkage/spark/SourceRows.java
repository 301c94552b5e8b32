package io.shrinkage.spark;

import io.shrinkage.spark.LineEstimate.TextFile;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many rows a source has, without a scan where that can be.
 *
 * <p>Parquet and ORC keep the count in their files' footers, which is what Spark reads where no
 * column is asked for. CSV and JSON keep none: {@link LineEstimate}. Records that span lines, and
 * sources of other formats, are counted by Spark.
 *
 * @param rows of the source, before {@code input.ratings.where}
 * @param exact whether they were counted
 * @param how it is known, in words
 */
public record SourceRows(long rows, boolean exact, String how) {
  private static final Set<String> LINES = Set.of("csv", "json");
  private static final Set<String> FOOTERS = Set.of("parquet", "orc");

  /** Counts or estimates. */
  static SourceRows of(RatingsSource source) {
    String format = source.config().input().ratings().format().toLowerCase(Locale.ROOT);
    Map<String, String> options = source.config().input().ratings().options();
    try {
      if (LINES.contains(format) && recordsAreLines(options)) {
        return byLines(source, format.equals("csv") && hasHeader(options));
      }
      String how =
          FOOTERS.contains(format)
              ? "from the files' footers"
              : "counted by Spark, since this source keeps no count";
      return new SourceRows(source.rows().count(), true, how);
    } catch (Exception e) {
      // Scala does not declare what it throws.
      source.throwRefusal(e);
      throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }
  }

  /** Rows that were all taken in. */
  static SourceRows counted(long rows) {
    return new SourceRows(rows, true, "all of them were read");
  }

  /** Whether each line of a CSV or JSON file is a record. */
  static boolean recordsAreLines(Map<String, String> options) {
    return options.entrySet().stream()
        .noneMatch(
            option ->
                option.getKey().equalsIgnoreCase("lineSep")
                    || option.getKey().equalsIgnoreCase("multiLine")
                        && Boolean.parseBoolean(option.getValue()));
  }

  private static boolean hasHeader(Map<String, String> options) {
    return options.entrySet().stream()
        .anyMatch(
            option ->
                option.getKey().equalsIgnoreCase("header")
                    && Boolean.parseBoolean(option.getValue()));
  }

  private static SourceRows byLines(RatingsSource source, boolean headers) throws IOException {
    Configuration hadoop = source.session().sparkContext().hadoopConfiguration();
    List<TextFile> files = files(hadoop, source.rows());
    LineEstimate lines = LineEstimate.of(hadoop, files);
    long headerLines = headers ? files.stream().filter(file -> file.bytes() > 0).count() : 0;
    return ofLines(lines, headerLines);
  }

  /** Lines less those that are headers. */
  static SourceRows ofLines(LineEstimate lines, long headerLines) {
    String how =
        lines.exact()
            ? "lines of the files, all of which were read"
            : String.format(
                Locale.ROOT,
                "%,d bytes of files by the mean length of a line in %,d of them",
                lines.bytes(),
                lines.readBytes());
    return new SourceRows(Math.max(0, lines.lines() - headerLines), lines.exact(), how);
  }

  private static List<TextFile> files(Configuration hadoop, Dataset<Row> rows) throws IOException {
    List<TextFile> files = new ArrayList<>();
    for (String name : rows.inputFiles()) {
      Path path = new Path(URI.create(name));
      files.add(new TextFile(path, path.getFileSystem(hadoop).getFileStatus(path).getLen()));
    }
    return files;
  }
}
