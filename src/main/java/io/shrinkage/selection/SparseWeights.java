package io.shrinkage.selection;

/** Weights by their entries that are not 0: a path of many columns and few weights stays small. */
final class SparseWeights {

  private final int dimension;
  private final int[] columns;
  private final double[] values;

  private SparseWeights(int dimension, int[] columns, double[] values) {
    this.dimension = dimension;
    this.columns = columns;
    this.values = values;
  }

  static SparseWeights of(double[] weights) {
    int entries = 0;
    for (double weight : weights) {
      entries += weight == 0 ? 0 : 1;
    }

    int[] columns = new int[entries];
    double[] values = new double[entries];
    int next = 0;
    for (int j = 0; j < weights.length; j++) {
      if (weights[j] != 0) {
        columns[next] = j;
        values[next++] = weights[j];
      }
    }

    return new SparseWeights(weights.length, columns, values);
  }

  double[] toArray() {
    double[] weights = new double[dimension];
    for (int e = 0; e < columns.length; e++) {
      weights[columns[e]] = values[e];
    }

    return weights;
  }
}
