package io.shrinkage.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.io.nativeio.NativeIO;

/**
 * Hadoop's local files, checksums and all, whose permissions are set by java.nio.
 *
 * <p>Without Hadoop's native library, which a runtime of jars alone has not, Hadoop starts a
 * process {@code chmod} for each file, checksum and directory that it makes.
 *
 * <p>Cost: microseconds where a process takes some 10 ms of a JVM with a large heap.
 */
public final class NioLocalFileSystem extends LocalFileSystem {

  /** Instantiated by Hadoop. */
  public NioLocalFileSystem() {
    super(new Raw());
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
