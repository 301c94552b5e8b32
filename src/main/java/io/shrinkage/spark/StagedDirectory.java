package io.shrinkage.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * An output directory that is prepared out of sight and then moved into place.
 *
 * <p>A directory that is not there yet is prepared beside its place and appears by one rename where
 * the file system renames a directory in one step (local, HDFS). One that is there, and any on
 * another file system, is prepared in a hidden directory, and its parts are moved into place, the
 * marker last: a directory without its marker is no result. A directory is replaced only if all
 * that it holds came from the same command.
 */
public final class StagedDirectory implements AutoCloseable {
  private static final Set<String> RENAMES_AT_ONCE = Set.of("file", "hdfs");
  private static final String STAGING = ".staging-";

  private final FileSystem files;
  private final Path target;
  private final Path staging;
  private final String marker;
  private final boolean atOnce;

  private StagedDirectory(
      FileSystem files, Path target, Path staging, String marker, boolean atOnce) {
    this.files = files;
    this.target = target;
    this.staging = staging;
    this.marker = marker;
    this.atOnce = atOnce;
  }

  /**
   * Makes the place in which the output is prepared.
   *
   * @param directory where the output will be
   * @param suffix tells this run's preparations from those of others
   * @param marker the file that is moved last
   * @param own whether a name in the directory may have come from the same command
   * @throws IOException if it cannot be written, or holds anything else; the message says what
   */
  public static StagedDirectory open(
      Configuration hadoop, String directory, String suffix, String marker, Predicate<String> own)
      throws IOException {
    Path given = new Path(directory);
    FileSystem files = given.getFileSystem(hadoop);
    if (files instanceof LocalFileSystem) {
      files.setWriteChecksum(false); // no .crc file beside each file that people look at
    }
    Path target = files.makeQualified(given);
    boolean present = files.exists(target);
    if (present) {
      requireOwn(files, target, marker, own);
    }
    boolean atOnce = !present && RENAMES_AT_ONCE.contains(files.getUri().getScheme());
    Path staging =
        atOnce
            ? new Path(target.getParent(), "." + target.getName() + STAGING + suffix)
            : new Path(target, STAGING + suffix);
    if (!files.mkdirs(staging)) {
      throw new IOException("cannot create " + staging);
    }
    return new StagedDirectory(files, target, staging, marker, atOnce);
  }

  private static void requireOwn(
      FileSystem files, Path target, String marker, Predicate<String> own) throws IOException {
    if (!files.getFileStatus(target).isDirectory()) {
      throw new IOException("it is a file");
    }
    List<String> names = visible(files, target);
    List<String> strange = names.stream().filter(name -> !own.test(name)).sorted().toList();
    if (!strange.isEmpty()) {
      throw new IOException("it is not empty, and '" + strange.get(0) + "' in it is not ours");
    }
    if (!names.isEmpty() && !names.contains(marker)) {
      throw new IOException("it is not empty, and has no " + marker + " that says it is ours");
    }
  }

  private static List<String> visible(FileSystem files, Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    for (FileStatus child : files.listStatus(directory)) {
      String name = child.getPath().getName();
      if (!name.startsWith(STAGING)) {
        names.add(name);
      }
    }
    return names;
  }

  /** The full path of the output itself, for a writer of several files. */
  public String path() {
    return staging.toString();
  }

  /** The full path of a part of the output, for writers that take a path. */
  public String path(String name) {
    return new Path(staging, name).toString();
  }

  /** Creates a file of the output. */
  public OutputStream create(String name) throws IOException {
    return files.create(new Path(staging, name), true);
  }

  /** The place of the output as people write it. */
  public String display() {
    return "file".equals(target.toUri().getScheme()) ? target.toUri().getPath() : target.toString();
  }

  /** Moves the output into place. */
  public void publish() throws IOException {
    if (atOnce) {
      // Hadoop would move it into a directory that has come into being meanwhile.
      if (files.exists(target)) {
        throw new IOException("another program has just created it");
      }
      rename(staging, target);
      return;
    }
    files.delete(new Path(target, marker), false);
    for (String name : visible(files, target)) {
      files.delete(new Path(target, name), true);
    }
    for (String name : visible(files, staging)) {
      if (!name.equals(marker)) {
        rename(new Path(staging, name), new Path(target, name));
      }
    }
    rename(new Path(staging, marker), new Path(target, marker));
  }

  private void rename(Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("cannot move " + from + " to " + to);
    }
  }

  /** Removes what was not published. */
  @Override
  public void close() {
    try {
      files.delete(staging, true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + staging, e);
    }
  }
}
