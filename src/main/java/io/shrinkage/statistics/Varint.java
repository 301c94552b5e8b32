package io.shrinkage.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Small numbers in few bytes: seven bits a byte, the lowest first, the high bit says more come. */
final class Varint {
  private static final int MOST_BYTES = 10;
  private static final int MOST_TEXT = 1 << 24;

  private Varint() {}

  /** Writes a number, taken as unsigned. */
  static void write(DataOutput out, long number) throws IOException {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      out.writeByte((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  /**
   * Reads a number, unsigned.
   *
   * @throws IOException if it does not end
   */
  static long read(DataInput in) throws IOException {
    long number = 0;
    for (int k = 0; k < MOST_BYTES; k++) {
      byte next = in.readByte();
      number |= (next & 0x7fL) << 7 * k;
      if (next >= 0) {
        return number;
      }
    }
    throw new IOException("a number of more than 64 bits");
  }

  /**
   * Reads a number.
   *
   * @throws IOException if it is not from {@code lowest} to {@code highest}; the message says of
   *     what
   */
  static long read(DataInput in, String what, long lowest, long highest) throws IOException {
    long number = read(in);
    if (number < lowest || number > highest) {
      throw new IOException(
          what + " is " + number + ", expected from " + lowest + " to " + highest);
    }
    return number;
  }

  /** Writes a text as UTF-8 with its length. */
  static void writeText(DataOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MOST_TEXT) {
      throw new IOException("a key of " + bytes.length + " bytes");
    }
    write(out, bytes.length);
    out.write(bytes);
  }

  /** Reads a text. */
  static String readText(DataInput in) throws IOException {
    byte[] bytes = new byte[(int) read(in, "the length of a key", 0, MOST_TEXT)];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
