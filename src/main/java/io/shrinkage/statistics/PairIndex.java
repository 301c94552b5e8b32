package io.shrinkage.statistics;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Numbers the pairs of columns (a, b), a ≤ b, from 0 in the order in which they first occur.
 *
 * <p>Cost: of few columns, a table of all p(p + 1)/2 pairs; of many, open addressing over those
 * that occurred, at most half full.
 */
final class PairIndex implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int LARGEST_TRIANGLE = 1 << 20;

  private final boolean direct;
  private int[] table;
  private int[] first = new int[256];
  private int[] second = new int[256];
  private int size;

  PairIndex(int columns) {
    long triangle = columns * (columns + 1L) / 2;
    this.direct = triangle <= LARGEST_TRIANGLE;
    this.table = new int[direct ? (int) triangle : 1024];
  }

  /** The number of a pair, a new one if it never occurred. */
  int of(int a, int b) {
    int at = direct ? b * (b + 1) / 2 + a : probe(a, b);
    if (table[at] == 0) {
      table[at] = append(a, b) + 1;
      if (!direct && 2 * size > table.length) {
        rehash();
        return size - 1;
      }
    }

    return table[at] - 1;
  }

  private int probe(int a, int b) {
    int mask = table.length - 1;
    long scrambled = (((long) b << 32) | a) * 0x9E3779B97F4A7C15L;
    int at = (int) (scrambled >>> 32) & mask;
    while (table[at] != 0 && (first[table[at] - 1] != a || second[table[at] - 1] != b)) {
      at = (at + 1) & mask;
    }

    return at;
  }

  private int append(int a, int b) {
    if (size == first.length) {
      first = Arrays.copyOf(first, 2 * size);
      second = Arrays.copyOf(second, 2 * size);
    }

    first[size] = a;
    second[size] = b;
    return size++;
  }

  private void rehash() {
    table = new int[2 * table.length];
    for (int pair = 0; pair < size; pair++) {
      table[probe(first[pair], second[pair])] = pair + 1;
    }
  }

  /** How many pairs occurred. */
  int size() {
    return size;
  }

  /** The smaller column of a pair. */
  int first(int pair) {
    return first[pair];
  }

  /** The larger column of a pair, or the same one. */
  int second(int pair) {
    return second[pair];
  }

  /** The memory of the tables. */
  long bytes() {
    return 4L * (table.length + first.length + second.length);
  }
}
