package io.shrinkage.statistics;

import io.shrinkage.linalg.FeatureRows;
import java.util.List;

/**
 * The distinct feature rows of blocks, stored by columns (CSC): column j holds the entries from
 * start[j] to start[j + 1], by increasing row. Cost: 12 bytes an entry.
 */
final class SparseColumns {

  final int rows;
  final int columns;
  final int[] start;
  final int[] row;
  final double[] value;

  /** The feature rows of the blocks, one block's after the other's. */
  SparseColumns(List<RowBlock> blocks) {
    columns = blocks.get(0).x().columns();
    start = new int[columns + 1];
    for (RowBlock block : blocks) {
      FeatureRows x = block.x();
      for (int i = 0; i < x.rows(); i++) {
        x.forEach(i, (j, v) -> start[j + 1]++);
      }
    }

    for (int j = 0; j < columns; j++) {
      start[j + 1] = Math.addExact(start[j], start[j + 1]);
    }

    row = new int[start[columns]];
    value = new double[row.length];
    int[] next = start.clone();
    int first = 0;
    for (RowBlock block : blocks) {
      FeatureRows x = block.x();
      for (int i = 0; i < x.rows(); i++) {
        int at = first + i;
        x.forEach(
            i,
            (j, v) -> {
              row[next[j]] = at;
              value[next[j]++] = v;
            });
      }

      first += x.rows();
    }

    rows = first;
  }

  /** The inner product of a column with a vector over the rows. */
  double dot(int j, double[] v) {
    double sum = 0;
    for (int e = start[j]; e < start[j + 1]; e++) {
      sum += value[e] * v[row[e]];
    }

    return sum;
  }

  /** Adds factor · column to a vector over the rows. */
  void addScaled(int j, double factor, double[] v) {
    for (int e = start[j]; e < start[j + 1]; e++) {
      v[row[e]] += factor * value[e];
    }
  }

  /** Adds factor · column, each entry times its row's weight, to a vector over the rows. */
  void addScaled(int j, double factor, double[] weight, double[] v) {
    for (int e = start[j]; e < start[j + 1]; e++) {
      v[row[e]] += factor * value[e] * weight[row[e]];
    }
  }
}
