package io.shrinkage.linalg;

import java.util.Arrays;

/**
 * C += XᵀX in loops whose bits are those of the language, on any machine: each entry adds its
 * products in the order of the rows, each of them by one fused multiply-add.
 *
 * <p>Four rows at a time are added to one column of C, and to all columns before the next {@value
 * #ROWS} rows come, which stay in the cache of the first level. Arrays all begin at 0 and share one
 * index, which is what the JVM turns into vector instructions; they change no bit, since every
 * entry is a sum of its own.
 *
 * <p>Shapes: as for {@link RankUpdate}. Cost: scratch of a triangle and of {@value #ROWS} rows. A
 * processor without a fused multiply-add, one of before 2013, has it done by decimal numbers.
 */
final class PlainRankUpdate implements RankUpdate {
  private static final int ROWS = 16;
  private static final int AT_ONCE = 4;

  private final int columns;
  private final double[][] sums; // column j of C, from the first row to the diagonal
  private final double[][] some = new double[ROWS][];

  PlainRankUpdate(int columns) {
    this.columns = columns;
    this.sums = new double[columns][];
    Arrays.setAll(sums, j -> new double[j + 1]);
    Arrays.setAll(some, row -> new double[columns]);
  }

  @Override
  public void add(double[] panel, int rows, double[] packed) {
    for (double[] column : sums) {
      Arrays.fill(column, 0);
    }

    for (int from = 0; from < rows; from += ROWS) {
      int count = Math.min(ROWS, rows - from);
      take(panel, from, count);
      // Rows that make up the last four are 0, which changes no sum.
      for (int j = 0; j < columns; j++) {
        for (int row = 0; row < count; row += AT_ONCE) {
          addFour(some[row], some[row + 1], some[row + 2], some[row + 3], j, sums[j]);
        }
      }
    }

    int at = 0;
    for (double[] column : sums) {
      for (int i = 0; i < column.length; i++, at++) {
        packed[at] += column[i];
      }
    }
  }

  private void take(double[] panel, int from, int count) {
    for (int row = 0; row < count; row++) {
      System.arraycopy(panel, (from + row) * columns, some[row], 0, columns);
    }

    for (int row = count; row < ROWS; row++) {
      Arrays.fill(some[row], 0);
    }
  }

  private static void addFour(
      double[] a, double[] b, double[] c, double[] d, int j, double[] column) {
    double aj = a[j];
    double bj = b[j];
    double cj = c[j];
    double dj = d[j];
    for (int i = 0; i < column.length; i++) {
      double two = Math.fma(bj, b[i], Math.fma(aj, a[i], column[i]));
      column[i] = Math.fma(dj, d[i], Math.fma(cj, c[i], two));
    }
  }
}
