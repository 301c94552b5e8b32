package io.shrinkage.features;

import java.io.Serializable;

/**
 * A seeded one-to-one map of 0 … n − 1 onto itself, computed value by value.
 *
 * <p>A Feistel network of four rounds permutes the numbers of an even count of bits, less than 4n
 * of them; a value that falls outside is mapped again until it falls inside (cycle walking), fewer
 * than four times on average. Nothing is stored, so n may be of any size. Source: Black and Rogaway
 * (2002), Ciphers with Arbitrary Finite Domains, CT-RSA, §§3–4.
 */
final class RowPermutation implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int ROUNDS = 4;

  private final long size;
  private final int halfBits;
  private final long halfMask;
  private final long[] keys = new long[ROUNDS];

  RowPermutation(long size, long seed, int purpose) {
    if (size < 1 || size > 1L << 60) {
      throw new IllegalArgumentException("size = " + size + "; expected 1 to 2^60");
    }

    this.size = size;
    int bits = 64 - Long.numberOfLeadingZeros(size - 1);
    this.halfBits = Math.max(1, (bits + 1) / 2);
    this.halfMask = (1L << halfBits) - 1;
    for (int round = 0; round < ROUNDS; round++) {
      keys[round] = Mix.hash(seed, purpose, round);
    }
  }

  long apply(long value) {
    if (value < 0 || value >= size) {
      throw new IllegalArgumentException("value " + value + " is outside 0 to " + (size - 1));
    }

    long image = value;
    do {
      image = permute(image);
    } while (image >= size);
    return image;
  }

  private long permute(long value) {
    long left = value >>> halfBits;
    long right = value & halfMask;
    for (long key : keys) {
      long next = left ^ (Mix.scramble(right + key) & halfMask);
      left = right;
      right = next;
    }

    return left << halfBits | right;
  }
}
