package io.shrinkage.spark;

import io.shrinkage.features.RecordBlockBuilder;
import java.io.Serializable;

/** One accepted rating with its raw feature values, ordered by its key and then by its content. */
final class RatingRecord implements Comparable<RatingRecord>, Serializable {
  private static final long serialVersionUID = 1L;

  private final long key;
  private final int slot;
  private final int item;
  private final double rating;
  private final double weight;
  private final Object[] values; // Double or String, null where missing

  RatingRecord(int slot, int item, double rating, double weight, Object[] values) {
    this.slot = slot;
    this.item = item;
    this.rating = rating;
    this.weight = weight;
    this.values = values;
    this.key = key();
  }

  private long key() {
    long all = RowKey.of(slot, rating, weight);
    for (Object value : values) {
      if (value == null) {
        all = RowKey.withMissing(all);
      } else {
        all =
            value instanceof Double number
                ? RowKey.with(all, number)
                : RowKey.with(all, (String) value);
      }
    }
    return all;
  }

  /** The block of 2^bits that the key names. */
  int block(int bits) {
    return RowKey.block(key, bits);
  }

  void addTo(RecordBlockBuilder block) {
    block.startFeatures();
    for (int i = 0; i < values.length; i++) {
      block.column(i).add(values[i]);
    }
    block.addRating(rating, 1, weight);
    block.endRow(slot, item);
  }

  @Override
  public int compareTo(RatingRecord other) {
    int order = Long.compareUnsigned(key, other.key);
    order = order != 0 ? order : Double.compare(rating, other.rating);
    order = order != 0 ? order : Double.compare(weight, other.weight);
    order = order != 0 ? order : Integer.compare(slot, other.slot);
    for (int i = 0; order == 0 && i < values.length; i++) {
      order = compare(values[i], other.values[i]);
    }
    return order;
  }

  private static int compare(Object a, Object b) {
    if (a == null || b == null) {
      return a == b ? 0 : a == null ? -1 : 1;
    }
    return a instanceof Double number
        ? number.compareTo((Double) b)
        : ((String) a).compareTo((String) b);
  }
}
