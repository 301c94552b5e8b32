package io.shrinkage.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Keys as bytes: whole numbers ascending, then texts ascending, so that equal sets give equal
 * bytes.
 *
 * <p>The count of numbers, the first of them, the differences to the next; the count of texts, and
 * each. All are varints but the first number. Cost: one to two bytes a number where ids are dense.
 */
final class SortedKeys {
  private SortedKeys() {}

  static void write(DataOutput out, long[] numbers, String[] texts) throws IOException {
    Varint.write(out, numbers.length);
    for (int k = 0; k < numbers.length; k++) {
      if (k == 0) {
        out.writeLong(numbers[k]);
      } else {
        Varint.write(out, numbers[k] - numbers[k - 1]);
      }
    }

    Varint.write(out, texts.length);
    for (String text : texts) {
      Varint.writeText(out, text);
    }
  }

  /**
   * Reads keys in their order.
   *
   * @throws IOException if they are not ascending
   */
  static void read(DataInput in, LongConsumer numbers, Consumer<String> texts) throws IOException {
    long wholes = Varint.read(in, "the number of keys", 0, Integer.MAX_VALUE);
    long number = 0;
    for (long k = 0; k < wholes; k++) {
      long next = k == 0 ? in.readLong() : number + Varint.read(in);
      if (k > 0 && next <= number) {
        throw new IOException("key " + next + " follows " + number);
      }
      number = next;
      numbers.accept(number);
    }

    long others = Varint.read(in, "the number of keys", 0, Integer.MAX_VALUE - wholes);
    String former = null;
    for (long k = 0; k < others; k++) {
      String text = Varint.readText(in);
      if (former != null && text.compareTo(former) <= 0) {
        throw new IOException("key '" + text + "' follows '" + former + "'");
      }
      former = text;
      texts.accept(text);
    }
  }
}
