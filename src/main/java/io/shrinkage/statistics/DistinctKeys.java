package io.shrinkage.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Counts distinct keys that are whole numbers or, failing that, texts.
 *
 * <p>Whole numbers from 0 to 2^26 − 1, which is what most ids are, take a bit each, in pages of
 * 65,536; others a place in a hash table of primitives. Cost: 8 KB for every page that has a key;
 * 16 to 32 bytes for every other whole number.
 */
public final class DistinctKeys implements Mergeable<DistinctKeys>, Serializable {
  private static final long serialVersionUID = 1L;

  private static final int PAGE_BITS = 16;
  private static final int PAGES = 1 << 10;

  private final long[][] pages = new long[PAGES][];
  private final Set<String> texts = new HashSet<>();
  private long[] table = new long[16]; // 0 = free: 0 itself has a bit
  private int hashed;
  private int bits;

  /** How many distinct keys there are. */
  public int size() {
    return bits + hashed + texts.size();
  }

  /** Adds a whole number. */
  public void add(long key) {
    long page = key >>> PAGE_BITS;
    if (page >= PAGES) {
      addHashed(key);
      return;
    }

    long[] words = pages[(int) page];
    if (words == null) {
      words = new long[(1 << PAGE_BITS) / Long.SIZE];
      pages[(int) page] = words;
    }

    int word = (int) (key & ((1 << PAGE_BITS) - 1)) >>> 6;
    long bit = 1L << key;
    if ((words[word] & bit) == 0) {
      words[word] |= bit;
      bits++;
    }
  }

  /** Whether a key, a whole number if it is spelled as one, is among them. */
  public boolean contains(String key) {
    if (!key.matches("-?(0|[1-9]\\d{0,18})")) {
      return texts.contains(key);
    }

    try {
      return contains(Long.parseLong(key));
    } catch (NumberFormatException e) {
      return texts.contains(key);
    }
  }

  private boolean contains(long key) {
    long page = key >>> PAGE_BITS;
    if (page >= PAGES) {
      return Arrays.stream(table).anyMatch(other -> other == key);
    }

    long[] words = pages[(int) page];
    int word = (int) (key & ((1 << PAGE_BITS) - 1)) >>> 6;
    return words != null && (words[word] & 1L << key) != 0;
  }

  /** Adds a text. */
  public void add(String key) {
    texts.add(key);
  }

  @Override
  public DistinctKeys merge(DistinctKeys later) {
    for (int page = 0; page < PAGES; page++) {
      if (pages[page] == null) {
        pages[page] = later.pages[page];
      } else if (later.pages[page] != null) {
        for (int word = 0; word < pages[page].length; word++) {
          pages[page][word] |= later.pages[page][word];
        }
      }
    }

    bits = 0;
    for (long[] words : pages) {
      bits += words == null ? 0 : Arrays.stream(words).mapToInt(Long::bitCount).sum();
    }

    for (long key : later.table) {
      if (key != 0) {
        addHashed(key);
      }
    }

    texts.addAll(later.texts);
    return this;
  }

  /** Visits the keys, each as text: whole numbers in their order, then texts in theirs. */
  public void forEach(Consumer<String> visitor) {
    for (long number : numbers()) {
      visitor.accept(Long.toString(number));
    }
    texts.stream().sorted().forEach(visitor);
  }

  /** Writes the keys in their order: equal sets give equal bytes. */
  public void write(DataOutput out) throws IOException {
    SortedKeys.write(out, numbers(), texts.stream().sorted().toArray(String[]::new));
  }

  private long[] numbers() {
    long[] numbers = new long[bits + hashed];
    int size = 0;
    for (int page = 0; page < PAGES; page++) {
      for (int word = 0; pages[page] != null && word < pages[page].length; word++) {
        for (long rest = pages[page][word]; rest != 0; rest &= rest - 1) {
          int bit = word << 6 | Long.numberOfTrailingZeros(rest);
          numbers[size++] = (long) page << PAGE_BITS | bit;
        }
      }
    }
    for (long key : table) {
      if (key != 0) {
        numbers[size++] = key;
      }
    }
    Arrays.sort(numbers);
    return numbers;
  }

  /**
   * Adds keys that were written.
   *
   * @throws IOException if they are none
   */
  public DistinctKeys read(DataInput in) throws IOException {
    SortedKeys.read(in, this::add, this::add);
    return this;
  }

  private void addHashed(long key) {
    int at = place(key);
    if (table[at] == 0) {
      table[at] = key;
      hashed++;
      if (2L * hashed > table.length) {
        rehash();
      }
    }
  }

  private int place(long key) {
    int mask = table.length - 1;
    int at = (int) KeyDictionary.spread(key) & mask;
    while (table[at] != 0 && table[at] != key) {
      at = (at + 1) & mask;
    }

    return at;
  }

  private void rehash() {
    long[] old = table;
    table = new long[Math.multiplyExact(2, old.length)];
    for (long key : old) {
      if (key != 0) {
        table[place(key)] = key;
      }
    }
  }
}
