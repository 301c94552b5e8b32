package io.shrinkage.spark;

import io.shrinkage.statistics.KeyDictionary;
import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/** The number of every item: the rank of its key among all items' keys. */
final class ItemRanks implements Serializable {
  private static final long serialVersionUID = 1L;

  private final KeyDictionary keys;
  private final int[] rank;

  ItemRanks(KeyDictionary keys) {
    this.keys = keys;
    this.rank = keys.ranks();
  }

  /** The number of each key of another dictionary, by its code there. */
  int[] of(KeyDictionary others) {
    int[] numbers = new int[others.size()];
    for (int code = 0; code < numbers.length; code++) {
      numbers[code] = rank[keys.codeOf(others, code)];
    }
    return numbers;
  }

  /** The number of a row's item; -1 where it has none. */
  int of(InternalRow row) {
    if (!row.isNullAt(CheckedRatings.ITEM)) {
      return rank[keys.codeOf(row.getLong(CheckedRatings.ITEM))];
    }
    return row.isNullAt(CheckedRatings.ITEM + 1)
        ? -1
        : rank[keys.codeOf(row.getUTF8String(CheckedRatings.ITEM + 1).toString())];
  }
}
