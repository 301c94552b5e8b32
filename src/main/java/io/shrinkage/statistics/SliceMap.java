package io.shrinkage.statistics;

import io.shrinkage.linalg.RowCursor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which slices a row belongs to: one for each level that it has, one bin for each number, and one
 * for how much weight its item had in the rows fitted to. Immutable.
 *
 * <p>Slices are numbered from 0 in the order in which they were added. Cost: a row takes a walk
 * over its stored entries and over the columns that are looked at.
 */
public final class SliceMap implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] columns;
  private final int[] first;
  private final int[] bins; // 0: a level
  private final double[] lowest;
  private final double[] width;
  private final double[] itemBounds;
  private final int firstOfItems;

  private SliceMap(Builder builder) {
    int size = builder.cuts.size();
    columns = new int[size];
    first = new int[size];
    bins = new int[size];
    lowest = new double[size];
    width = new double[size];
    int slices = 0;
    for (int c = 0; c < size; c++) {
      Cut cut = builder.cuts.get(c);
      columns[c] = cut.column;
      bins[c] = cut.bins;
      lowest[c] = cut.lowest;
      width[c] = cut.width;
      first[c] = slices;
      slices += Math.max(1, cut.bins);
    }

    firstOfItems = slices;
    itemBounds = builder.itemBounds;
  }

  private record Cut(int column, double lowest, double width, int bins) {}

  /** Starts without slices. */
  public static Builder builder() {
    return new Builder();
  }

  /** The number of slices. */
  public int size() {
    return firstOfItems + (itemBounds.length == 0 ? 0 : itemBounds.length + 1);
  }

  /** The most slices that the features of one row can belong to. */
  int most() {
    return columns.length;
  }

  /**
   * Finds the slices of a row's features.
   *
   * @param x at the row
   * @param scratch overwritten, of length {@link #most} or more
   * @param hit where they go, of length {@link #most} or more
   * @return how many there are
   */
  int find(RowCursor x, double[] scratch, int[] hit) {
    x.gather(columns, scratch);
    for (int c = 0; c < columns.length; c++) {
      scratch[c] = (scratch[c] - lowest[c]) / width[c];
    }

    int hits = 0;
    for (int c = 0; c < columns.length; c++) {
      if (bins[c] > 0) {
        // What lies below goes into the first anyway, so that cutting off serves for the floor.
        int bin = (int) scratch[c];
        hit[hits++] = first[c] + Math.max(0, Math.min(bins[c] - 1, bin));
      } else if (scratch[c] != 0) {
        hit[hits++] = first[c];
      }
    }

    return hits;
  }

  /** The slice of an item with this weight; −1 if items are not told apart. */
  int ofItem(double weight) {
    if (itemBounds.length == 0) {
      return -1;
    }

    int above = 0;
    while (above < itemBounds.length && weight >= itemBounds[above]) {
      above++;
    }

    return firstOfItems + above;
  }

  /** Adds slices, by increasing column. */
  public static final class Builder {
    private final List<Cut> cuts = new ArrayList<>();
    private double[] itemBounds = {};

    private Builder() {}

    /** One slice: the rows whose value in this column is not 0. */
    public Builder level(int column) {
      return add(new Cut(column, 0, 1, 0));
    }

    /**
     * Slices of a number; what lies outside goes into the first or the last.
     *
     * @param lowest the lower edge of the first, in the coordinates of the rows
     * @param width of each, positive
     * @param bins how many, at least 1
     */
    public Builder bins(int column, double lowest, double width, int bins) {
      if (bins < 1 || !(width > 0)) {
        throw new IllegalArgumentException(bins + " bins of width " + width);
      }

      return add(new Cut(column, lowest, width, bins));
    }

    private Builder add(Cut cut) {
      if (!cuts.isEmpty() && cuts.get(cuts.size() - 1).column >= cut.column) {
        throw new IllegalArgumentException("column " + cut.column + " is out of order");
      }

      cuts.add(cut);
      return this;
    }

    /** Slices of items by their weight: below the first bound, between two, from the last on. */
    public Builder items(double... increasingBounds) {
      itemBounds = increasingBounds.clone();
      return this;
    }

    /** The map of these slices. */
    public SliceMap build() {
      return new SliceMap(this);
    }
  }
}
