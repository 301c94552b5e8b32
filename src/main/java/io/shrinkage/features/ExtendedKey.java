package io.shrinkage.features;

import io.shrinkage.statistics.KeyDictionary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An item's key and the raw values of the features that depend on the row, as one text: the key of
 * a compressed table whose rows have features of their own.
 *
 * <p>Fields stand in the order of the features, between unit separators:
 *
 * <pre>
 * key    item (U+001F value)*
 * item   n whole number | t text | -
 * value  # whole number | ~ other number | = text | -
 * </pre>
 *
 * <p>{@code -} is none at all. Whole numbers up to 2^53 are decimal, −0 being 0; of others there
 * are the bits of the double, in hex, since decimal texts differ between versions of Java. In a
 * text U+001B 0 stands for U+001B and U+001B 1 for U+001F, so no text can be taken for two. Two
 * keys are equal if and only if their items and values are.
 */
public final class ExtendedKey {
  private static final char END = '\u001f';
  private static final char ESCAPE = '\u001b';

  private static final char WHOLE = 'n';
  private static final char TEXT = 't';
  private static final char INTEGER = '#';
  private static final char REAL = '~';
  private static final char LEVEL = '=';
  private static final char NONE = '-';

  /** Beyond it not every whole number is a double. */
  private static final double EXACT = 1L << 53;

  private static final int HEX = 16;

  private final String item;
  private final Object[] values;

  private ExtendedKey(String item, Object[] values) {
    this.item = item;
    this.values = values;
  }

  /** Writes a key: its item, then each value. */
  public static final class Writer {
    private final StringBuilder key = new StringBuilder();

    /** The item is a whole number. */
    public Writer item(long number) {
      key.append(WHOLE).append(number);
      return this;
    }

    /** The item is a text. */
    public Writer item(String text) {
      key.append(TEXT);
      escaped(text);
      return this;
    }

    /** There is no item. */
    public Writer noItem() {
      key.append(NONE);
      return this;
    }

    /** The next value is a finite number. */
    public Writer value(double number) {
      key.append(END);
      if (number == Math.rint(number) && Math.abs(number) <= EXACT) {
        key.append(INTEGER).append((long) number);
      } else {
        key.append(REAL).append(Long.toHexString(Double.doubleToLongBits(number)));
      }
      return this;
    }

    /** The next value is a text. */
    public Writer value(String text) {
      key.append(END).append(LEVEL);
      escaped(text);
      return this;
    }

    /** The next value is missing. */
    public Writer missing() {
      key.append(END).append(NONE);
      return this;
    }

    private void escaped(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == ESCAPE) {
          key.append(ESCAPE).append('0');
        } else if (c == END) {
          key.append(ESCAPE).append('1');
        } else {
          key.append(c);
        }
      }
    }

    /** The key. */
    public String text() {
      return key.toString();
    }
  }

  /**
   * Reads a key.
   *
   * @param known values by their fields, to which those are added that it lacks: equal values of
   *     many keys are one object
   * @throws IllegalArgumentException if it is none
   */
  static ExtendedKey of(String key, Map<String, Object> known) {
    List<Object> values = new ArrayList<>();
    int first = key.indexOf(END);
    for (int at = first; at >= 0; ) {
      int next = key.indexOf(END, at + 1);
      String field = key.substring(at + 1, next < 0 ? key.length() : next);
      // A missing value has no object, so it is not kept.
      values.add(known.computeIfAbsent(field, ExtendedKey::value));
      at = next;
    }
    return new ExtendedKey(first < 0 ? key : key.substring(0, first), values.toArray());
  }

  private static Object value(String field) {
    return switch (kind(field)) {
      case INTEGER -> (double) Long.parseLong(field.substring(1));
      case REAL -> Double.longBitsToDouble(Long.parseUnsignedLong(field.substring(1), HEX));
      case LEVEL -> unescaped(field);
      case NONE -> null;
      default -> throw new IllegalArgumentException("no value of a key: '" + field + "'");
    };
  }

  private static char kind(String field) {
    return field.isEmpty() ? '\0' : field.charAt(0);
  }

  private static String unescaped(String field) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == ESCAPE) {
        i++;
        c = i < field.length() && field.charAt(i) == '1' ? END : ESCAPE;
      }
      text.append(c);
    }
    return text.toString();
  }

  /** The code of the item in a dictionary, a new one if it has none yet; −1 without an item. */
  int addItem(KeyDictionary items) {
    return switch (kind(item)) {
      case WHOLE -> items.add(Long.parseLong(item.substring(1)));
      case TEXT -> items.add(unescaped(item));
      case NONE -> -1;
      default -> throw new IllegalArgumentException("no item of a key: '" + item + "'");
    };
  }

  /** The raw values: {@code Double} or {@code String}, null where missing. */
  Object[] values() {
    return values;
  }
}
