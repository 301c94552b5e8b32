package io.shrinkage.spark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a run keeps of its work so that another can go on with it: files in its staging area, each
 * replaced in one step.
 *
 * <p>A file is a long of magic, the format's version, its own name and the fingerprint of settings
 * and input; the content; and, last, the length of all that and its SHA-256. A file that is damaged
 * or cut short, of another version, another name or another fingerprint is told of and ignored.
 * Content is read by explicit readers, never by Java's deserialization, and only after the digest
 * was found right.
 */
public final class Checkpoints {
  private static final long MAGIC = 0x736872696e6b6167L; // "shrinkag"
  private static final int VERSION = 2;
  private static final int DIGEST_BYTES = 32;
  private static final int SEAL_BYTES = Long.BYTES + DIGEST_BYTES;
  private static final int BUFFER = 1 << 16;

  private final Configuration hadoop;
  private final Path directory;
  private final String fingerprint;
  private final Consumer<String> told;

  Checkpoints(Configuration hadoop, Path directory, String fingerprint, Consumer<String> told) {
    this.hadoop = hadoop;
    this.directory = directory;
    this.fingerprint = fingerprint;
    this.told = told;
  }

  /** Puts something into bytes. */
  @FunctionalInterface
  public interface Writing {
    /** Writes it. */
    void to(DataOutput out) throws IOException;
  }

  /** Makes something of bytes. */
  @FunctionalInterface
  public interface Reading<T> {
    /**
     * Reads it.
     *
     * @throws IOException if the bytes are not what they should be
     */
    T from(DataInput in) throws IOException;
  }

  /** Keeps something, in place of what had the same name; a failure is told of, and no more. */
  public void save(String name, Writing content) {
    try {
      RunStore.replace(hadoop, directory.toString(), name, out -> write(out, name, content));
    } catch (IOException e) {
      told.accept("Cannot keep the checkpoint '" + name + "': " + e.getMessage());
    }
  }

  private void write(OutputStream out, String name, Writing content) throws IOException {
    Sealed sealed = new Sealed(new BufferedOutputStream(out, BUFFER));
    DataOutputStream data = new DataOutputStream(sealed);
    data.writeLong(MAGIC);
    data.writeInt(VERSION);
    data.writeUTF(name);
    data.writeUTF(fingerprint);
    content.to(data);
    data.flush();
    sealed.seal();
  }

  /** Counts and digests what passes. */
  private static final class Sealed extends FilterOutputStream {
    private final MessageDigest digest = DigestUtils.getSha256Digest();
    private long length;

    Sealed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      digest.update((byte) b);
      length++;
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      digest.update(bytes, from, count);
      length += count;
      out.write(bytes, from, count);
    }

    void seal() throws IOException {
      DataOutputStream seal = new DataOutputStream(out);
      seal.writeLong(length);
      seal.write(digest.digest());
      seal.flush();
    }
  }

  /** What was kept under a name; empty if nothing was, or if it cannot be used, which is told. */
  public <T> Optional<T> load(String name, Reading<T> reading) {
    Path path = new Path(directory, name);
    try {
      FileSystem files = path.getFileSystem(hadoop);
      requireSeal(files, path);
      try (DataInputStream in =
          new DataInputStream(new BufferedInputStream(files.open(path), BUFFER))) {
        requireOwn(in, name);
        return Optional.of(reading.from(in));
      }
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      told.accept("The checkpoint " + path + " is ignored: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static void requireSeal(FileSystem files, Path path) throws IOException {
    long body = files.getFileStatus(path).getLen() - SEAL_BYTES;
    if (body < 0) {
      throw new IOException("it is cut short");
    }
    try (InputStream in = new BufferedInputStream(files.open(path), BUFFER)) {
      MessageDigest digest = DigestUtils.getSha256Digest();
      byte[] buffer = new byte[BUFFER];
      for (long left = body; left > 0; ) {
        int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (count < 0) {
          throw new IOException("it is cut short");
        }
        digest.update(buffer, 0, count);
        left -= count;
      }
      DataInputStream seal = new DataInputStream(in);
      long length = seal.readLong();
      byte[] expected = new byte[DIGEST_BYTES];
      seal.readFully(expected);
      if (length != body || !Arrays.equals(expected, digest.digest())) {
        throw new IOException("it is damaged or cut short: length or SHA-256 do not fit");
      }
    }
  }

  private void requireOwn(DataInputStream in, String name) throws IOException {
    if (in.readLong() != MAGIC || in.readInt() != VERSION) {
      throw new IOException("it is not one of version " + VERSION);
    }
    if (!in.readUTF().equals(name)) {
      throw new IOException("it has the name of another");
    }
    if (!in.readUTF().equals(fingerprint)) {
      throw new IOException("it is of other settings, another input or another version");
    }
  }
}
