package io.shrinkage.linalg;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * C += XᵀX on the JVM's Vector API, with the bits of {@link PlainRankUpdate} however wide the
 * machine's vectors are: lanes are entries of C, and each adds its products in the order of the
 * rows.
 *
 * <p>A tile of three vectors by four columns of C stays in registers while some rows pass by. Those
 * rows stay in the cache of the first level while all tiles of a strip of columns take their turn.
 *
 * <p>Shapes: as for {@link RankUpdate}. Cost: scratch of a panel, its rows padded to whole tiles,
 * and of a strip of C. Until it is compiled, a fifth of a second or so.
 *
 * <p>Source: Goto, van de Geijn (2008), ACM TOMS 34(3), for register tiles over packed panels.
 */
final class VectorRankUpdate implements RankUpdate {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private static final int HEIGHT = 3 * LANES;
  private static final int WIDTH = 4;
  private static final int STRIP = 64; // a multiple of the width

  /** So many that loading a tile costs little, so few that their part of X stays in the cache. */
  private static final int ROWS = 8 * LANES;

  private final int columns;
  private final int padded;
  private final double[] strip; // of C, column by column
  private double[] x = {};

  /** The kernel for rows of some columns. */
  VectorRankUpdate(int columns) {
    this.columns = columns;
    this.padded = (columns + HEIGHT - 1) / HEIGHT * HEIGHT;
    this.strip = new double[Math.multiplyExact(padded, STRIP)];
  }

  @Override
  public void add(double[] panel, int rows, double[] packed) {
    pad(panel, rows);
    for (int from = 0; from < columns; from += STRIP) {
      int to = Math.min(columns, from + STRIP);
      Arrays.fill(strip, 0);
      for (int row = 0; row < rows; row += ROWS) {
        addRows(row, Math.min(rows, row + ROWS), from, to);
      }
      PackedTriangle.addColumns(strip, padded, from, to, packed);
    }
  }

  /** Tiles read past the last column of the last row, and find zeros or what nobody asks for. */
  private void pad(double[] panel, int rows) {
    int length = rows * padded + HEIGHT;
    if (x.length < length) {
      x = new double[length];
    }
    for (int row = 0; row < rows; row++) {
      System.arraycopy(panel, row * columns, x, row * padded, columns);
    }
  }

  private void addRows(int first, int end, int from, int to) {
    for (int i = 0; i < to; i += HEIGHT) {
      for (int j = Math.max(from, i / WIDTH * WIDTH); j < to; j += WIDTH) {
        addTile(first * padded, end * padded, i, j, (j - from) * padded + i);
      }
    }
  }

  /** Adds the rows between two places of x to the tile of C that begins at entry (i, j). */
  private void addTile(int start, int end, int i, int j, int at) {
    int stride = padded;
    double[] rows = x;
    double[] c = strip;
    int b = at + stride;
    int d = b + stride;
    int e = d + stride;
    DoubleVector a0 = DoubleVector.fromArray(SPECIES, c, at);
    DoubleVector a1 = DoubleVector.fromArray(SPECIES, c, at + LANES);
    DoubleVector a2 = DoubleVector.fromArray(SPECIES, c, at + 2 * LANES);
    DoubleVector b0 = DoubleVector.fromArray(SPECIES, c, b);
    DoubleVector b1 = DoubleVector.fromArray(SPECIES, c, b + LANES);
    DoubleVector b2 = DoubleVector.fromArray(SPECIES, c, b + 2 * LANES);
    DoubleVector d0 = DoubleVector.fromArray(SPECIES, c, d);
    DoubleVector d1 = DoubleVector.fromArray(SPECIES, c, d + LANES);
    DoubleVector d2 = DoubleVector.fromArray(SPECIES, c, d + 2 * LANES);
    DoubleVector e0 = DoubleVector.fromArray(SPECIES, c, e);
    DoubleVector e1 = DoubleVector.fromArray(SPECIES, c, e + LANES);
    DoubleVector e2 = DoubleVector.fromArray(SPECIES, c, e + 2 * LANES);
    for (int row = start; row < end; row += stride) {
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, rows, row + i);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, rows, row + i + LANES);
      DoubleVector x2 = DoubleVector.fromArray(SPECIES, rows, row + i + 2 * LANES);
      DoubleVector factor = DoubleVector.broadcast(SPECIES, rows[row + j]);
      a0 = x0.fma(factor, a0);
      a1 = x1.fma(factor, a1);
      a2 = x2.fma(factor, a2);
      factor = DoubleVector.broadcast(SPECIES, rows[row + j + 1]);
      b0 = x0.fma(factor, b0);
      b1 = x1.fma(factor, b1);
      b2 = x2.fma(factor, b2);
      factor = DoubleVector.broadcast(SPECIES, rows[row + j + 2]);
      d0 = x0.fma(factor, d0);
      d1 = x1.fma(factor, d1);
      d2 = x2.fma(factor, d2);
      factor = DoubleVector.broadcast(SPECIES, rows[row + j + 3]);
      e0 = x0.fma(factor, e0);
      e1 = x1.fma(factor, e1);
      e2 = x2.fma(factor, e2);
    }
    a0.intoArray(c, at);
    a1.intoArray(c, at + LANES);
    a2.intoArray(c, at + 2 * LANES);
    b0.intoArray(c, b);
    b1.intoArray(c, b + LANES);
    b2.intoArray(c, b + 2 * LANES);
    d0.intoArray(c, d);
    d1.intoArray(c, d + LANES);
    d2.intoArray(c, d + 2 * LANES);
    e0.intoArray(c, e);
    e1.intoArray(c, e + LANES);
    e2.intoArray(c, e + 2 * LANES);
  }
}
