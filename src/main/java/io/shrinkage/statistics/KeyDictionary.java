package io.shrinkage.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Dense codes for keys that are whole numbers or, failing that, texts.
 *
 * <p>Codes are given in the order of first sight; {@link #order()} puts them into the order of the
 * keys, whole numbers first, which depends on the keys alone. Cost: about 24 bytes a whole-number
 * key, no boxing, and as much a text beside the text itself; up to 4 MB where there are keys below
 * 2^20.
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
  private int[] textTable = {}; // codes of texts by their hash, -1 = none
  private int textCount;
  private long characters;

  /** How many keys there are. */
  public int size() {
    return size;
  }

  /** How many characters the texts among the keys have together. */
  public long characters() {
    return characters;
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
    if (texts == null) {
      texts = new String[numbers.length];
      textTable = empty(32);
    }
    int slot = textSlot(key);
    if (textTable[slot] >= 0) {
      return textTable[slot];
    }
    reserve();
    texts[size] = key;
    characters += key.length();
    textTable[slot] = size++;
    if (2L * ++textCount > textTable.length) {
      rehashTexts();
    }
    return size - 1;
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
    return texts == null ? -1 : textTable[textSlot(key)];
  }

  /** The code here of a key of another dictionary, or -1. */
  public int codeOf(KeyDictionary other, int code) {
    return other.isText(code) ? codeOf(other.texts[code]) : codeOf(other.numbers[code]);
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
    int whole = size - textCount;
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

  /** The place of every code in {@link #order}. */
  public int[] ranks() {
    int[] order = order();
    int[] rank = new int[size];
    for (int i = 0; i < size; i++) {
      rank[order[i]] = i;
    }
    return rank;
  }

  /** Writes the keys in their order, without their codes. */
  void write(DataOutput out) throws IOException {
    int[] order = order();
    int whole = size - textCount;
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

  private int textSlot(String key) {
    int mask = textTable.length - 1;
    int slot = (int) spread(key.hashCode()) & mask;
    while (textTable[slot] >= 0 && !texts[textTable[slot]].equals(key)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void rehashTexts() {
    textTable = empty(2 * textTable.length);
    for (int code = 0; code < size; code++) {
      if (isText(code)) {
        textTable[textSlot(texts[code])] = code;
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
