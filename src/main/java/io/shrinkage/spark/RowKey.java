package io.shrinkage.spark;

import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The key by which single rows are ordered: xxhash64 of all that a model can see of a row, as it
 * was read. So the order is that of the rows' content, whatever file, format or partition they came
 * from, and rows of equal content may change places.
 */
final class RowKey {
  private static final long MISSING = 0x6d697373L;

  private RowKey() {}

  /** The key of a row so far without its features. */
  static long of(int slot, double rating, double weight) {
    return with(with(XXH64.hashLong(slot, 0), rating), weight);
  }

  /** The key with one more number; {@code NaN} for a missing one. */
  static long with(long key, double number) {
    // Adding 0.0 makes one zero of two.
    return Double.isNaN(number)
        ? withMissing(key)
        : XXH64.hashLong(Double.doubleToRawLongBits(number + 0.0), key);
  }

  /** The key with one more text. */
  static long with(long key, String text) {
    return XXH64.hashUTF8String(UTF8String.fromString(text), key);
  }

  /** The key with one more value that is missing. */
  static long withMissing(long key) {
    return XXH64.hashLong(MISSING, key);
  }

  /** The block of 2^bits that the leading bits of a key name. */
  static int block(long key, int bits) {
    return bits == 0 ? 0 : (int) (key >>> (Long.SIZE - bits));
  }
}
