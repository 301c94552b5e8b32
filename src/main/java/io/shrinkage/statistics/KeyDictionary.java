package io.shrinkage.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Dense codes for keys that are whole numbers or, failing that, texts.
 *
 * <p>Codes are given in the order of first sight; {@link #order()} puts them into the order of the
 * keys, whole numbers first, which depends on the keys alone. Cost: about 24 bytes a whole-number
 * key, no boxing; up to 4 MB where there are keys below 2^20.
 */
public final class KeyDictionary implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Whole numbers from 0 to here are looked up by index, as most ids of items can be. */
  private static final int SMALL = 1 << 20;

  private long[] numbers = new long[16];
  private String[] texts;
  private int size;
  private int[] small = {}; // the code of each small key, -1 = none
  private int[] table = empty(32);
  private int hashed;
  private Map<String, Integer> textCodes;

  /** How many keys there are. */
  public int size() {
    return size;
  }

  /** The code of a whole number, a new one if it has none yet. */
  public int add(long key) {
    if (isSmall(key)) {
      return addSmall((int) key);
    }
    int slot = slot(key);
    if (table[slot] >= 0) {
      return table[slot];
    }
    reserve();
    numbers[size] = key;
    table[slot] = size++;
    if (2L * ++hashed > table.length) {
      rehash();
    }
    return size - 1;
  }

  private static boolean isSmall(long key) {
    return key >= 0 && key < SMALL;
  }

  private int addSmall(int key) {
    if (key >= small.length) {
      int former = small.length;
      small = Arrays.copyOf(small, Math.max(key + 1, Math.min(SMALL, 2 * former)));
      Arrays.fill(small, former, small.length, -1);
    }
    if (small[key] < 0) {
      reserve();
      numbers[size] = key;
      small[key] = size++;
    }
    return small[key];
  }

  /** The code of a text, a new one if it has none yet. */
  public int add(String key) {
    if (textCodes == null) {
      textCodes = new HashMap<>();
      texts = new String[numbers.length];
    }
    Integer code = textCodes.get(key);
    if (code != null) {
      return code;
    }
    reserve();
    texts[size] = key;
    textCodes.put(key, size);
    return size++;
  }

  /** The code of a key of another dictionary in this one, a new one if it has none yet. */
  public int add(KeyDictionary other, int code) {
    return other.isText(code) ? add(other.texts[code]) : add(other.numbers[code]);
  }

  /** The code of a whole number, or -1. */
  public int codeOf(long key) {
    if (isSmall(key)) {
      return key < small.length ? small[(int) key] : -1;
    }
    return table[slot(key)];
  }

  /** The code of a text, or -1. */
  public int codeOf(String key) {
    return textCodes == null ? -1 : textCodes.getOrDefault(key, -1);
  }

  /** Whether a code's key is a text. */
  public boolean isText(int code) {
    return texts != null && texts[code] != null;
  }

  /** The whole number behind a code; meaningless for a text. */
  public long number(int code) {
    return numbers[code];
  }

  /** A code's key, as text. */
  public String text(int code) {
    return isText(code) ? texts[code] : Long.toString(numbers[code]);
  }

  /** All codes in the order of their keys: whole numbers ascending, then texts ascending. */
  public int[] order() {
    int whole = size - (textCodes == null ? 0 : textCodes.size());
    long[] sortedNumbers = new long[whole];
    String[] sortedTexts = new String[size - whole];
    int number = 0;
    int text = 0;
    for (int code = 0; code < size; code++) {
      if (isText(code)) {
        sortedTexts[text++] = texts[code];
      } else {
        sortedNumbers[number++] = numbers[code];
      }
    }

    Arrays.sort(sortedNumbers);
    Arrays.sort(sortedTexts);
    int[] order = new int[size];
    for (int rank = 0; rank < size; rank++) {
      order[rank] = rank < whole ? codeOf(sortedNumbers[rank]) : codeOf(sortedTexts[rank - whole]);
    }
    return order;
  }

  /** Writes the keys in their order, without their codes. */
  void write(DataOutput out) throws IOException {
    int[] order = order();
    int whole = size - (textCodes == null ? 0 : textCodes.size());
    long[] sortedNumbers = new long[whole];
    String[] sortedTexts = new String[size - whole];
    for (int rank = 0; rank < size; rank++) {
      if (rank < whole) {
        sortedNumbers[rank] = numbers[order[rank]];
      } else {
        sortedTexts[rank - whole] = texts[order[rank]];
      }
    }
    SortedKeys.write(out, sortedNumbers, sortedTexts);
  }

  /** Adds keys that were written; in an empty dictionary their codes are their ranks. */
  void read(DataInput in) throws IOException {
    SortedKeys.read(in, this::add, this::add);
  }

  private void reserve() {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
      if (texts != null) {
        texts = Arrays.copyOf(texts, 2 * size);
      }
    }
  }

  private int slot(long key) {
    int mask = table.length - 1;
    int slot = (int) spread(key) & mask;
    while (table[slot] >= 0 && numbers[table[slot]] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void rehash() {
    table = empty(2 * table.length);
    for (int code = 0; code < size; code++) {
      if (!isText(code) && !isSmall(numbers[code])) {
        table[slot(numbers[code])] = code;
      }
    }
  }

  private static int[] empty(int length) {
    int[] table = new int[length];
    Arrays.fill(table, -1);
    return table;
  }

  /** A bijective mix of 64 bits, so that consecutive ids spread (Stafford's variant 13). */
  static long spread(long key) {
    long z = (key ^ (key >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
