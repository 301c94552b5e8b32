package io.shrinkage.spark;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileRange;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.io.nativeio.NativeIO;
import org.apache.spark.sql.SparkSession;

/**
 * Hadoop's local files, checksums and all, by java.nio.
 *
 * <p>Permissions: without Hadoop's native library, which a runtime of jars alone has not, Hadoop
 * starts a process {@code chmod} for each file, checksum and directory that it makes. Cost:
 * microseconds where a process takes some 10 ms of a JVM with a large heap.
 *
 * <p>Long ranges of a file, such as all columns of a row group of Parquet: Hadoop reads them into
 * buffers off the heap, and copies those to arrays on it that were filled with zeros first. Here
 * they are mapped, and nothing is copied. Cost: the pages count as resident until the collector
 * finds the buffers. A file that another process cuts off while it is read fails the task by an
 * {@link InternalError}.
 */
public final class NioLocalFileSystem extends LocalFileSystem {
  /** Shorter ranges are copied: the fewer columns, the less of a run is reading. */
  static final int LEAST_MAPPED = 1 << 26;

  /** Spark's setting of how Hadoop opens local files. */
  static final String SETTING = "spark.hadoop.fs.file.impl";

  /** Instantiated by Hadoop. */
  public NioLocalFileSystem() {
    super(new Raw());
  }

  /**
   * Has a session open its local files so. Executors in JVMs of their own may open files before
   * they have this class, so it is for local masters.
   */
  public static SparkSession.Builder usedBy(SparkSession.Builder session) {
    return session.config(SETTING, NioLocalFileSystem.class.getName());
  }

  private static final class Raw extends RawLocalFileSystem {
    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
      return new Input(super.open(path, bufferSize), pathToFile(path).toPath());
    }

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      java.nio.file.Path file = pathToFile(path).toPath();
      boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
      if (NativeIO.isAvailable() || !posix || permission.getStickyBit()) {
        super.setPermission(path, permission);
        return;
      }
      String letters =
          permission.getUserAction().SYMBOL
              + permission.getGroupAction().SYMBOL
              + permission.getOtherAction().SYMBOL;
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(letters));
    }
  }

  private static final class Input extends FSDataInputStream {
    private final java.nio.file.Path file;

    Input(FSDataInputStream in, java.nio.file.Path file) {
      super(in.getWrappedStream());
      this.file = file;
    }

    @Override
    public void readVectored(List<? extends FileRange> ranges, IntFunction<ByteBuffer> allocate)
        throws IOException {
      readVectored(ranges, allocate, buffer -> {});
    }

    @Override
    public void readVectored(
        List<? extends FileRange> ranges,
        IntFunction<ByteBuffer> allocate,
        Consumer<ByteBuffer> release)
        throws IOException {
      List<FileRange> small = new ArrayList<>();
      try (FileChannel channel = FileChannel.open(file)) {
        for (FileRange range : ranges) {
          if (range.getLength() < LEAST_MAPPED) {
            small.add(range);
          } else {
            range.setData(CompletableFuture.completedFuture(mapped(channel, range)));
          }
        }
      }
      if (!small.isEmpty()) {
        super.readVectored(small, allocate, release);
      }
    }

    /** Its pages are in memory: asked for one by one, they would be many small reads of a disk. */
    private MappedByteBuffer mapped(FileChannel channel, FileRange range) throws IOException {
      long end = range.getOffset() + range.getLength();
      if (end > channel.size()) {
        throw new EOFException(
            file + " has " + channel.size() + " bytes, and is to be read up to byte " + end);
      }
      return channel.map(MapMode.READ_ONLY, range.getOffset(), range.getLength()).load();
    }
  }
}
