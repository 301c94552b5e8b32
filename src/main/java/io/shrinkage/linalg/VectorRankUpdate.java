package io.shrinkage.linalg;

import java.util.Arrays;

/**
 * C += XᵀX on the JVM's Vector API, with the bits of {@link PlainRankUpdate} however wide the
 * machine's vectors are: lanes are entries of C, and each adds its products in the order of the
 * rows.
 *
 * <p>A {@link VectorTile} of C stays in registers while some rows pass by. Those rows stay in the
 * cache of the first level while all tiles of a strip of columns take their turn.
 *
 * <p>Shapes: as for {@link RankUpdate}. Cost: scratch of a panel, its rows padded to whole tiles,
 * and of a strip of C. Until it is compiled, a fifth of a second or so.
 *
 * <p>Source: Goto, van de Geijn (2008), ACM TOMS 34(3), for register tiles over packed panels.
 */
final class VectorRankUpdate implements RankUpdate {
  private static final int STRIP = 10 * VectorTile.WIDTH;

  /** So many that loading a tile costs little, so few that their part of X stays in the cache. */
  private static final int ROWS = 64; // even, as a tile has them

  private final int columns;
  private final int padded;
  private final double[] strip; // of C, column by column
  private double[] x = {};

  /** The kernel for rows of some columns. */
  VectorRankUpdate(int columns) {
    this.columns = columns;
    this.padded = (columns + VectorTile.HEIGHT - 1) / VectorTile.HEIGHT * VectorTile.HEIGHT;
    this.strip = new double[Math.multiplyExact(padded, STRIP)];
  }

  @Override
  public void add(double[] panel, int rows, double[] packed) {
    int even = pad(panel, rows);
    for (int from = 0; from < columns; from += STRIP) {
      int to = Math.min(columns, from + STRIP);
      Arrays.fill(strip, 0);
      for (int row = 0; row < even; row += ROWS) {
        addRows(row, Math.min(even, row + ROWS), from, to);
      }
      PackedTriangle.addColumns(strip, padded, from, to, packed);
    }
  }

  /**
   * Hands back how many rows there are with one of zeros that makes them even, which changes no
   * sum. Tiles read past the last column of the last row, and find what nobody asks for.
   */
  private int pad(double[] panel, int rows) {
    int even = rows + rows % 2;
    int length = even * padded + VectorTile.HEIGHT + VectorTile.WIDTH;
    if (x.length < length) {
      x = new double[length];
    }
    for (int row = 0; row < rows; row++) {
      System.arraycopy(panel, row * columns, x, row * padded, columns);
    }
    Arrays.fill(x, rows * padded, even * padded, 0);
    return even;
  }

  private void addRows(int first, int end, int from, int to) {
    for (int i = 0; i < to; i += VectorTile.HEIGHT) {
      int left = Math.max(from, i / VectorTile.WIDTH * VectorTile.WIDTH);
      for (int j = left; j < to; j += VectorTile.WIDTH) {
        int at = (j - from) * padded + i;
        VectorTile.add(x, first * padded, end * padded, i, j, strip, at, padded);
      }
    }
  }
}
