package io.shrinkage.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.io.nativeio.NativeIO;
import org.apache.spark.sql.SparkSession;

/**
 * Hadoop's local files, checksums and all, whose permissions are set by java.nio.
 *
 * <p>Without Hadoop's native library, which a runtime of jars alone has not, Hadoop starts a
 * process {@code chmod} for each file, checksum and directory that it makes.
 *
 * <p>Cost: microseconds where a process takes some 10 ms of a JVM with a large heap.
 */
public final class NioLocalFileSystem extends LocalFileSystem {
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
}
