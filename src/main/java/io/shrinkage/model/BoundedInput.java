package io.shrinkage.model;

import io.shrinkage.features.DataException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** A file of a run that is read whole, up to a size: beyond it a message, not a full heap. */
final class BoundedInput extends FilterInputStream {
  private static final long MOST_BYTES = 1L << 30;

  /** A tree of objects takes several times the bytes of its text. */
  private static final int SHARE_OF_HEAP = 8;

  private final String file;
  private final long most;
  private long read;

  BoundedInput(InputStream in, String file, long most) {
    super(in);
    this.file = file;
    this.most = most;
  }

  /** Bounded by a GiB, and by an eighth of the heap. */
  static BoundedInput of(InputStream in, String file) {
    long heap = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    return new BoundedInput(in, file, Math.min(MOST_BYTES, heap));
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    count(count);
    return count;
  }

  private void count(int bytes) {
    read += Math.max(0, bytes);
    if (read > most) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s is larger than %,d bytes, which is what this driver reads; give it more memory"
                  + " (--conf spark.driver.memory=8g, the most that is of use here)",
              file,
              most));
    }
  }
}
