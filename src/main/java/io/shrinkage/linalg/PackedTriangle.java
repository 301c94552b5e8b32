package io.shrinkage.linalg;

/** The upper triangle of a symmetric matrix, packed by columns. */
final class PackedTriangle {
  private PackedTriangle() {}

  /**
   * Adds columns {@code from} to before {@code to}, each down to the diagonal.
   *
   * @param strip those columns, one after the other
   * @param stride from one of them to the next
   */
  static void addColumns(double[] strip, int stride, int from, int to, double[] packed) {
    for (int j = from; j < to; j++) {
      int at = j * (j + 1) / 2;
      int source = (j - from) * stride;
      for (int i = 0; i <= j; i++) {
        packed[at + i] += strip[source + i];
      }
    }
  }
}
