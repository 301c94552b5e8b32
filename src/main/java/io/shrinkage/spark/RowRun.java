package io.shrinkage.spark;

import io.shrinkage.features.RecordBlock;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.LongToIntFunction;

/**
 * Single rows of numbers on their way to the partition that their keys name: a few arrays of
 * primitives, however many rows.
 */
final class RowRun implements Serializable {
  private static final long serialVersionUID = 1L;

  final int rows;
  final int width;
  final long[] keys;
  final int[] slots;
  final int[] items;
  final double[] ratings;
  final double[] weights;
  final double[] cells;
  private transient int filled;

  private RowRun(int rows, int width) {
    this.rows = rows;
    this.width = width;
    this.keys = new long[rows];
    this.slots = new int[rows];
    this.items = new int[rows];
    this.ratings = new double[rows];
    this.weights = new double[rows];
    this.cells = new double[Math.multiplyExact(rows, width)];
  }

  /**
   * Deals a block's rows to partitions.
   *
   * @param block of numbers, each row with one rating
   * @param partition of a key
   * @return the rows of each partition; null where there is none
   */
  static RowRun[] deal(RecordBlock block, int partitions, LongToIntFunction partition) {
    long[] keys = keys(block);
    int[] count = new int[partitions];
    for (long key : keys) {
      count[partition.applyAsInt(key)]++;
    }
    RowRun[] runs = new RowRun[partitions];
    for (int row = 0; row < keys.length; row++) {
      int to = partition.applyAsInt(keys[row]);
      if (runs[to] == null) {
        runs[to] = new RowRun(count[to], block.features());
      }
      runs[to].add(block, row, keys[row]);
    }
    return runs;
  }

  private static long[] keys(RecordBlock block) {
    double[] cells = new double[block.features()];
    long[] keys = new long[block.rows()];
    for (int row = 0; row < keys.length; row++) {
      long key =
          RowKey.of(block.slot(row), block.ratings().rating(row, 0), block.ratings().weight(row));
      block.copyNumbers(row, cells, 0);
      for (double cell : cells) {
        key = RowKey.with(key, cell);
      }
      keys[row] = key;
    }
    return keys;
  }

  private void add(RecordBlock block, int row, long key) {
    keys[filled] = key;
    slots[filled] = block.slot(row);
    items[filled] = block.item(row);
    ratings[filled] = block.ratings().rating(row, 0);
    weights[filled] = block.ratings().weight(row);
    block.copyNumbers(row, cells, filled * width);
    filled++;
  }

  /** By key and, where those are equal, by content. */
  static int compare(RowRun a, int i, RowRun b, int j) {
    int order = Long.compareUnsigned(a.keys[i], b.keys[j]);
    order = order != 0 ? order : Double.compare(a.ratings[i], b.ratings[j]);
    order = order != 0 ? order : Double.compare(a.weights[i], b.weights[j]);
    order = order != 0 ? order : Integer.compare(a.slots[i], b.slots[j]);
    order =
        order != 0
            ? order
            : Arrays.compare(
                a.cells, i * a.width, (i + 1) * a.width, b.cells, j * b.width, (j + 1) * b.width);
    return order != 0 ? order : Integer.compare(a.items[i], b.items[j]);
  }
}
