package io.shrinkage.spark;

import io.shrinkage.features.DataException;
import io.shrinkage.model.Lease;
import io.shrinkage.model.LeaseJson;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.ipc.RemoteException;

/**
 * Files of one directory that hold a lease each, and that are created by one process only.
 *
 * <p>Hadoop's own creation is exclusive on HDFS and not on a local disk, where a hard link to the
 * finished file is: it appears whole or not at all.
 */
final class LeaseFiles {
  private final Configuration hadoop;
  private final FileSystem files;
  private final Path directory;
  private final Duration term;

  /**
   * The lease files of a directory.
   *
   * @param term how long a lease that cannot be read is taken to last after it was written
   */
  LeaseFiles(Configuration hadoop, FileSystem files, Path directory, Duration term) {
    this.hadoop = hadoop;
    this.files = files;
    this.directory = directory;
    this.term = term;
  }

  private boolean local() {
    return "file".equals(files.getUri().getScheme());
  }

  private java.nio.file.Path local(String name) {
    return java.nio.file.Path.of(new Path(directory, name).toUri().getPath());
  }

  /** Creates a file unless it exists; whether it did not. */
  boolean create(String name, Lease lease) throws IOException {
    if (local()) {
      return createLocally(name, lease);
    }
    try (OutputStream out = files.create(new Path(directory, name), false)) {
      LeaseJson.write(lease, out);
      return true;
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
      return false;
    } catch (RemoteException e) {
      if (e.getClassName().endsWith(".AlreadyBeingCreatedException")) {
        return false; // HDFS's word for a file that another is still writing
      }
      throw e;
    }
  }

  private boolean createLocally(String name, Lease lease) throws IOException {
    Files.createDirectories(local(name).getParent());
    java.nio.file.Path whole = local(name + "-" + UUID.randomUUID());
    try {
      write(whole, lease);
      try {
        Files.createLink(local(name), whole);
      } catch (UnsupportedOperationException e) {
        write(local(name), lease);
      }
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static void write(java.nio.file.Path path, Lease lease) throws IOException {
    try (OutputStream out =
        Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      LeaseJson.write(lease, out);
    }
  }

  /** Writes a file in one step, whether it exists or not. */
  void replace(String name, Lease lease) throws IOException {
    RunStore.replace(hadoop, directory.toString(), name, out -> LeaseJson.write(lease, out));
  }

  /** The lease in a file, if the file exists; one of nobody if it cannot be read. */
  Optional<Lease> read(String name) throws IOException {
    Path path = new Path(directory, name);
    try (InputStream in = files.open(path)) {
      return Optional.of(LeaseJson.read(in, path.toString()));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (DataException e) {
      return unreadable(path);
    }
  }

  /** Being written, or damaged: it lasts as long as one that was taken when it was written. */
  private Optional<Lease> unreadable(Path path) throws IOException {
    try {
      Instant written = Instant.ofEpochMilli(files.getFileStatus(path).getModificationTime());
      return Optional.of(
          new Lease("unreadable", "?", "?", 0, Optional.empty(), "?", written, written.plus(term)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  void delete(String name) throws IOException {
    files.delete(new Path(directory, name), false);
  }
}
