package io.shrinkage.spark;

import io.shrinkage.config.InputConfig;
import io.shrinkage.config.MoviesConfig;
import io.shrinkage.config.TableConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The files that a run reads: path, length and time of each, which tell whether they changed. */
public final class InputFiles {
  private InputFiles() {}

  /**
   * A line a file, sorted; empty if a table is not made of files, so that nobody can tell whether
   * it is the same the next time.
   */
  public static Optional<List<String>> of(Configuration hadoop, InputConfig input)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (TableConfig table : tables(input)) {
      if (table.format().equals(TableConfig.SYNTHETIC)) {
        continue;
      }
      List<String> files = table.path().isEmpty() ? List.of() : list(hadoop, table.path());
      if (files.isEmpty()) {
        return Optional.empty();
      }
      lines.addAll(files);
    }
    lines.sort(null);
    return Optional.of(lines);
  }

  /** A line for each file of the movies, sorted; none where they are not made of files. */
  public static List<String> ofMovies(Configuration hadoop, MoviesConfig movies)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (TableConfig table : tables(movies)) {
      if (!table.format().equals(TableConfig.SYNTHETIC) && !table.path().isEmpty()) {
        lines.addAll(list(hadoop, table.path()));
      }
    }
    lines.sort(null);
    return lines;
  }

  private static List<TableConfig> tables(MoviesConfig movies) {
    if (!movies.query().isEmpty()) {
      return List.copyOf(new TreeMap<>(movies.tables()).values());
    }
    return movies.present()
        ? List.of(new TableConfig(movies.format(), movies.path(), movies.options()))
        : List.of();
  }

  private static List<TableConfig> tables(InputConfig input) {
    List<TableConfig> tables = new ArrayList<>();
    tables.add(
        new TableConfig(
            input.ratings().format(), input.ratings().path(), input.ratings().options()));
    tables.addAll(tables(input.movies()));
    if (input.users().present()) {
      tables.add(
          new TableConfig(input.users().format(), input.users().path(), input.users().options()));
    }
    return tables;
  }

  private static List<String> list(Configuration hadoop, String path) throws IOException {
    Path pattern = new Path(path);
    FileSystem files = pattern.getFileSystem(hadoop);
    FileStatus[] roots = files.globStatus(pattern);
    List<String> lines = new ArrayList<>();
    for (FileStatus root : roots == null ? new FileStatus[0] : roots) {
      RemoteIterator<LocatedFileStatus> found = files.listFiles(root.getPath(), true);
      while (found.hasNext()) {
        LocatedFileStatus file = found.next();
        lines.add(file.getPath() + " " + file.getLen() + " " + file.getModificationTime());
      }
    }
    return lines;
  }
}
