package io.shrinkage.spark;

import io.shrinkage.features.DataException;
import io.shrinkage.model.DayIndex;
import io.shrinkage.model.DayIndex.StoredFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileChecksum;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The files of a table that is partitioned by day, {@code <table>/<column>=2024-01-31/…}, and what
 * is in them.
 *
 * <p>A file is known by a hash of its bytes. It is taken anew unless nothing about the file has
 * changed: on a local disk the time of its last change of any kind decides, which, unlike length
 * and modification time, no program can set back. HDFS keeps checksums of what is in its files, so
 * there nothing is read.
 */
final class DayFiles {
  private static final int BUFFER = 1 << 18;

  private final FileSystem files;
  private final Path table;
  private final String column;

  DayFiles(Configuration hadoop, String table, String column) throws IOException {
    Path path = new Path(table);
    this.files = path.getFileSystem(hadoop);
    this.table = path;
    this.column = column;
  }

  /**
   * The directories of the days, by date.
   *
   * @throws DataException if there is none, or a partition is no date
   */
  Map<LocalDate, Path> days() throws IOException {
    Map<LocalDate, Path> days = new TreeMap<>();
    FileStatus[] children = files.exists(table) ? files.listStatus(table) : new FileStatus[0];
    for (FileStatus child : children) {
      String name = child.getPath().getName();
      if (child.isDirectory() && name.startsWith(column + "=")) {
        days.put(date(name.substring(column.length() + 1), child.getPath()), child.getPath());
      }
    }
    if (days.isEmpty()) {
      throw new DataException(
          "input.ratings: "
              + table
              + " has no directories "
              + column
              + "=YYYY-MM-DD; partition the ratings by day, or set retrain.partition to the column"
              + " that they are partitioned by");
    }
    return days;
  }

  private static LocalDate date(String text, Path path) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new DataException(
          "input.ratings: the partition " + path + " is no date such as 2024-01-31", e);
    }
  }

  /** The files of a day, by name, with their content. */
  List<StoredFile> files(Path day, Optional<DayIndex.Entry> former) throws IOException {
    Map<String, StoredFile> known = new TreeMap<>();
    former.ifPresent(entry -> entry.files().forEach(file -> known.put(file.name(), file)));
    List<StoredFile> found = new ArrayList<>();
    String root = files.makeQualified(day).toUri().getPath();
    RemoteIterator<LocatedFileStatus> all = files.listFiles(day, true);
    while (all.hasNext()) {
      FileStatus file = all.next();
      String name = file.getPath().toUri().getPath().substring(root.length() + 1);
      if (isData(name)) {
        found.add(file(file, name, known.get(name)));
      }
    }
    found.sort(Comparator.comparing(StoredFile::name));
    return found;
  }

  /** What Spark reads: it passes over names that begin with a dot or an underscore. */
  private static boolean isData(String name) {
    for (String part : name.split("/")) {
      if (part.startsWith(".") || part.startsWith("_") && !part.contains("=")) {
        return false;
      }
    }
    return true;
  }

  private StoredFile file(FileStatus file, String name, StoredFile former) throws IOException {
    long changed = changed(file);
    boolean same =
        former != null
            && former.length() == file.getLen()
            && former.modified() == file.getModificationTime()
            && former.changed() == changed;
    String content = same ? former.content() : content(file);
    return new StoredFile(name, file.getLen(), file.getModificationTime(), changed, content);
  }

  private long changed(FileStatus file) {
    if (!"file".equals(files.getUri().getScheme())) {
      return 0;
    }
    try {
      java.nio.file.Path path = java.nio.file.Path.of(file.getPath().toUri().getPath());
      Object time = Files.getAttribute(path, "unix:ctime");
      return ((java.nio.file.attribute.FileTime) time).to(TimeUnit.NANOSECONDS);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return System.nanoTime(); // not known here: never the same
    }
  }

  private String content(FileStatus file) throws IOException {
    if (!"file".equals(files.getUri().getScheme())) {
      FileChecksum checksum = files.getFileChecksum(file.getPath());
      if (checksum != null) {
        return checksum.getAlgorithmName() + ":" + HexFormat.of().formatHex(checksum.getBytes());
      }
    }
    try (InputStream in = new BufferedInputStream(open(file), BUFFER)) {
      return "SHA-256:" + DigestUtils.sha256Hex(in);
    }
  }

  /** Past Hadoop's own checksums, which would refuse a changed file instead of telling of it. */
  private InputStream open(FileStatus file) throws IOException {
    return "file".equals(files.getUri().getScheme())
        ? Files.newInputStream(java.nio.file.Path.of(file.getPath().toUri().getPath()))
        : files.open(file.getPath());
  }
}
