package io.shrinkage.features;

import io.shrinkage.statistics.KeyDictionary;
import java.util.HashMap;
import java.util.Map;

/**
 * What the keys of a compressed table name: each an item and, where features depend on the row, the
 * raw values of those ({@link ExtendedKey}).
 *
 * <p>Cost: without such features nothing; else some 30 bytes a key, 4 a value, and each distinct
 * value once.
 */
public final class KeyedRows {
  private final KeyDictionary items;
  private final int[] itemOf; // null: a key is an item
  private final Object[][] values;

  private KeyedRows(KeyDictionary items, int[] itemOf, Object[][] values) {
    this.items = items;
    this.itemOf = itemOf;
    this.values = values;
  }

  /**
   * Reads keys.
   *
   * @param features how many features depend on the row; 0: keys are items
   * @throws IllegalArgumentException if a key is not one of so many features
   */
  public static KeyedRows of(KeyDictionary keys, int features) {
    if (features == 0) {
      return new KeyedRows(keys, null, null);
    }
    KeyDictionary items = new KeyDictionary();
    int[] itemOf = new int[keys.size()];
    Object[][] values = new Object[keys.size()][];
    Map<String, Object> known = new HashMap<>();
    for (int code = 0; code < itemOf.length; code++) {
      ExtendedKey key = ExtendedKey.of(keys.text(code), known);
      itemOf[code] = key.addItem(items);
      values[code] = key.values();
      if (values[code].length != features) {
        throw new IllegalArgumentException(
            "a key of " + values[code].length + " features, expected " + features);
      }
    }
    return new KeyedRows(items, itemOf, values);
  }

  /** The items' keys. */
  public KeyDictionary items() {
    return items;
  }

  /** The code in {@link #items} of a key's item; −1 if it has none. */
  public int item(int key) {
    return itemOf == null ? key : itemOf[key];
  }

  /** A key's value of the i-th feature that depends on the row; null where it is missing. */
  Object value(int key, int feature) {
    return values[key][feature];
  }
}
