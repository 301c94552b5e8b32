package io.shrinkage.spark;

import io.shrinkage.features.RecordBlockBuilder;
import java.io.Serializable;

/** One accepted rating with its raw feature values, ordered by its hash and then by its content. */
final class RatingRecord implements Comparable<RatingRecord>, Serializable {
  private static final long serialVersionUID = 1L;

  private final long hash;
  private final int slot;
  private final int item;
  private final double rating;
  private final double weight;
  private final Object[] values; // Double or String, null where missing

  RatingRecord(long hash, int slot, int item, double rating, double weight, Object[] values) {
    this.hash = hash;
    this.slot = slot;
    this.item = item;
    this.rating = rating;
    this.weight = weight;
    this.values = values;
  }

  /** The block of 2^bits that the leading bits of the hash name. */
  int block(int bits) {
    return bits == 0 ? 0 : (int) (hash >>> (Long.SIZE - bits));
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
    int order = Long.compareUnsigned(hash, other.hash);
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
