package io.shrinkage.features;

/**
 * Sums over the columns of a block's matrix of numbers, row by row as it lies in memory: for each
 * column the weight and mean of its values, the weight of what is missing, and the ratings whose
 * value is not 0.
 *
 * <p>A column is summed about its first value, so that a constant one keeps its value to the last
 * bit. Cost: one pass over the cells.
 */
final class CellSums {
  private final double[] shift;
  private final double[] shifted;
  private final double[] missing;
  private final long[] out; // ratings whose value is missing or 0
  private double weight;
  private long ratings;

  /**
   * Sums up a block.
   *
   * @param ratings how many ratings of each row take part
   * @param weights their weight
   */
  CellSums(RecordBlock block, long[] ratings, double[] weights) {
    int columns = block.features();
    this.shift = new double[columns];
    this.shifted = new double[columns];
    this.missing = new double[columns];
    this.out = new long[columns];
    for (int column = 0; column < columns; column++) {
      shift[column] = firstOf(block.numbers(column), ratings);
    }

    for (int row = 0; row < ratings.length; row++) {
      if (ratings[row] > 0) {
        this.ratings += ratings[row];
        weight += weights[row];
        if (block.hasGaps()) {
          addWithGaps(block.cells(), row * columns, ratings[row], weights[row]);
        } else {
          addFull(block.cells(), row * columns, ratings[row], weights[row]);
        }
      }
    }
  }

  /** The first value that takes part. */
  static double firstOf(NumericColumn column, long[] ratings) {
    for (int row = 0; row < ratings.length; row++) {
      if (ratings[row] > 0 && !column.isMissing(row)) {
        return column.value(row);
      }
    }

    return 0;
  }

  private void addFull(double[] cells, int at, long count, double s) {
    for (int j = 0; j < shift.length; j++) {
      shifted[j] += s * (cells[at + j] - shift[j]);
    }

    for (int j = 0; j < shift.length; j++) {
      if (cells[at + j] == 0) {
        out[j] += count;
      }
    }
  }

  private void addWithGaps(double[] cells, int at, long count, double s) {
    for (int j = 0; j < shift.length; j++) {
      double cell = cells[at + j];
      if (Double.isNaN(cell)) {
        missing[j] += s;
        out[j] += count;
      } else {
        shifted[j] += s * (cell - shift[j]);
        out[j] += cell == 0 ? count : 0;
      }
    }
  }

  double weight(int column) {
    return weight - missing[column];
  }

  /** The mean of what is there, if it has weight. */
  double mean(int column) {
    return shift[column] + shifted[column] / weight(column);
  }

  double missingWeight(int column) {
    return missing[column];
  }

  long nonZero(int column) {
    return ratings - out[column];
  }
}
