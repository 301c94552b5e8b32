package io.shrinkage.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileRange;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NioLocalFileSystemTest {
  @TempDir private Path dir;

  /** Makes files and directories, and hands back their names with their permissions. */
  private Map<String, String> made(Class<? extends FileSystem> by) throws IOException {
    Path root = Files.createDirectory(dir.resolve(by.getSimpleName()));
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.file.impl", by, FileSystem.class);
    try (FileSystem files = FileSystem.newInstance(URI.create("file:///"), hadoop)) {
      assertThat(files).isInstanceOf(by);
      org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path(root.toUri());
      files.mkdirs(new org.apache.hadoop.fs.Path(folder, "one/two"));
      org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(folder, "one/file");
      try (FSDataOutputStream out = files.create(file)) {
        out.writeBytes("kept");
      }
      org.apache.hadoop.fs.Path secret = new org.apache.hadoop.fs.Path(folder, "secret");
      files.create(secret).close();
      files.setPermission(secret, new FsPermission("0600"));
      org.apache.hadoop.fs.Path open = new org.apache.hadoop.fs.Path(folder, "open");
      files.mkdirs(open);
      files.setPermission(open, new FsPermission("1777"));
      assertThat(files.getFileStatus(open).getPermission().getStickyBit()).isTrue();
    }
    Map<String, String> permissions = new TreeMap<>();
    try (Stream<Path> found = Files.walk(root)) {
      for (Path path : found.toList()) {
        permissions.put(
            root.relativize(path).toString(),
            PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      }
    }
    return permissions;
  }

  @Test
  void permissionsAreThoseThatHadoopSets() throws IOException {
    Map<String, String> permissions = made(NioLocalFileSystem.class);

    assertThat(permissions).isEqualTo(made(LocalFileSystem.class));
    assertThat(permissions).containsKeys("one/.file.crc").containsEntry("secret", "rw-------");
  }

  @Test
  void makesFilesWithoutProcesses() throws IOException {
    assertThat(processes(LocalFileSystem.class)).isPositive();
    assertThat(processes(NioLocalFileSystem.class)).isZero();
  }

  /** How many processes are started while some files are made. */
  private long processes(Class<? extends FileSystem> by) throws IOException {
    Path root = Files.createDirectory(dir.resolve("in-" + by.getSimpleName()));
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.file.impl", by, FileSystem.class);
    Path events = dir.resolve(by.getSimpleName() + ".jfr");
    try (Recording recording = new Recording();
        FileSystem files = FileSystem.newInstance(URI.create("file:///"), hadoop)) {
      recording.enable("jdk.ProcessStart");
      recording.start();
      files.create(new org.apache.hadoop.fs.Path(root.toUri() + "/a/b")).close();
      recording.stop();
      recording.dump(events);
    }
    return RecordingFile.readAllEvents(events).stream()
        .filter(event -> event.getEventType().getName().equals("jdk.ProcessStart"))
        .count();
  }

  @Test
  void longRangesAreMappedAndShortOnesCopied() throws Exception {
    byte[] bytes = new byte[2 * NioLocalFileSystem.LEAST_MAPPED];
    new SplittableRandom(7).nextBytes(bytes);
    try (FSDataInputStream in = opened(plain(bytes))) {
      List<FileRange> ranges =
          List.of(
              FileRange.createFileRange(3, NioLocalFileSystem.LEAST_MAPPED - 1),
              FileRange.createFileRange(
                  bytes.length - NioLocalFileSystem.LEAST_MAPPED, NioLocalFileSystem.LEAST_MAPPED));
      in.readVectored(ranges, ByteBuffer::allocate, buffer -> {});

      for (FileRange range : ranges) {
        ByteBuffer expected = ByteBuffer.wrap(bytes, (int) range.getOffset(), range.getLength());
        assertThat(range.getData().get().mismatch(expected)).isEqualTo(-1);
      }
      assertThat(ranges.get(0).getData().get()).isNotInstanceOf(MappedByteBuffer.class);
      assertThat(ranges.get(1).getData().get()).isInstanceOf(MappedByteBuffer.class);
    }
  }

  @Test
  void aLongRangeThatDiffersFromItsChecksumsIsRefused() throws Exception {
    Path file = dir.resolve("file");
    byte[] bytes = new byte[NioLocalFileSystem.LEAST_MAPPED + 1_000];
    try (FileSystem files = ours();
        FSDataOutputStream out = files.create(new org.apache.hadoop.fs.Path(file.toUri()))) {
      out.write(bytes);
    }
    assertThat(dir.resolve(".file.crc")).exists();
    bytes[5_000] = 1;
    Files.write(file, bytes);
    FileRange range = FileRange.createFileRange(0, bytes.length);
    try (FSDataInputStream in = opened(file)) {
      in.readVectored(List.of(range), ByteBuffer::allocate);
      assertThatThrownBy(() -> range.getData().get()).hasCauseInstanceOf(ChecksumException.class);
    }
  }

  @Test
  void aLongRangeBehindTheEndIsRefused() throws Exception {
    FileRange range = FileRange.createFileRange(5, NioLocalFileSystem.LEAST_MAPPED);
    try (FSDataInputStream in = opened(plain(new byte[10]))) {
      assertThatThrownBy(() -> in.readVectored(List.of(range), ByteBuffer::allocate))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("plain has 10 bytes");
    }
  }

  /** A file without checksums. */
  private Path plain(byte[] bytes) throws IOException {
    return Files.write(dir.resolve("plain"), bytes);
  }

  private static FSDataInputStream opened(Path file) throws IOException {
    return ours().open(new org.apache.hadoop.fs.Path(file.toUri()));
  }

  private static FileSystem ours() throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.file.impl", NioLocalFileSystem.class, FileSystem.class);
    return FileSystem.newInstance(URI.create("file:///"), hadoop);
  }
}
