package io.shrinkage.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A part of C = XᵀX that stays in vector registers while rows of X pass by, each of its entries
 * adding one product after the other. Two vectors by six columns: fifteen registers, of sixteen
 * that a processor has at least. Two rows a turn, for fewer turns.
 */
final class VectorTile {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Rows of C. */
  static final int HEIGHT = 2 * LANES;

  /** Columns of C. */
  static final int WIDTH = 6;

  private VectorTile() {}

  /**
   * Adds rows of X to the tile that begins at entry (i, j) of C.
   *
   * @param x X by rows, and so many entries more as a tile is high and wide
   * @param start where the first row begins
   * @param end where the last row ends, an even number of rows later
   * @param c columns of C
   * @param at the entry (i, j) among them
   * @param stride from a row to the next in x, and from a column to the next in c
   */
  static void add(double[] x, int start, int end, int i, int j, double[] c, int at, int stride) {
    int b = at + stride;
    int d = b + stride;
    int e = d + stride;
    int g = e + stride;
    int h = g + stride;
    DoubleVector a0 = DoubleVector.fromArray(SPECIES, c, at);
    DoubleVector a1 = DoubleVector.fromArray(SPECIES, c, at + LANES);
    DoubleVector b0 = DoubleVector.fromArray(SPECIES, c, b);
    DoubleVector b1 = DoubleVector.fromArray(SPECIES, c, b + LANES);
    DoubleVector d0 = DoubleVector.fromArray(SPECIES, c, d);
    DoubleVector d1 = DoubleVector.fromArray(SPECIES, c, d + LANES);
    DoubleVector e0 = DoubleVector.fromArray(SPECIES, c, e);
    DoubleVector e1 = DoubleVector.fromArray(SPECIES, c, e + LANES);
    DoubleVector g0 = DoubleVector.fromArray(SPECIES, c, g);
    DoubleVector g1 = DoubleVector.fromArray(SPECIES, c, g + LANES);
    DoubleVector h0 = DoubleVector.fromArray(SPECIES, c, h);
    DoubleVector h1 = DoubleVector.fromArray(SPECIES, c, h + LANES);
    for (int row = start; row < end; row += 2 * stride) {
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, x, row + i);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, x, row + i + LANES);
      DoubleVector factor = DoubleVector.broadcast(SPECIES, x[row + j]);
      a0 = x0.fma(factor, a0);
      a1 = x1.fma(factor, a1);
      factor = DoubleVector.broadcast(SPECIES, x[row + j + 1]);
      b0 = x0.fma(factor, b0);
      b1 = x1.fma(factor, b1);
      factor = DoubleVector.broadcast(SPECIES, x[row + j + 2]);
      d0 = x0.fma(factor, d0);
      d1 = x1.fma(factor, d1);
      factor = DoubleVector.broadcast(SPECIES, x[row + j + 3]);
      e0 = x0.fma(factor, e0);
      e1 = x1.fma(factor, e1);
      factor = DoubleVector.broadcast(SPECIES, x[row + j + 4]);
      g0 = x0.fma(factor, g0);
      g1 = x1.fma(factor, g1);
      factor = DoubleVector.broadcast(SPECIES, x[row + j + 5]);
      h0 = x0.fma(factor, h0);
      h1 = x1.fma(factor, h1);
      int next = row + stride;
      x0 = DoubleVector.fromArray(SPECIES, x, next + i);
      x1 = DoubleVector.fromArray(SPECIES, x, next + i + LANES);
      factor = DoubleVector.broadcast(SPECIES, x[next + j]);
      a0 = x0.fma(factor, a0);
      a1 = x1.fma(factor, a1);
      factor = DoubleVector.broadcast(SPECIES, x[next + j + 1]);
      b0 = x0.fma(factor, b0);
      b1 = x1.fma(factor, b1);
      factor = DoubleVector.broadcast(SPECIES, x[next + j + 2]);
      d0 = x0.fma(factor, d0);
      d1 = x1.fma(factor, d1);
      factor = DoubleVector.broadcast(SPECIES, x[next + j + 3]);
      e0 = x0.fma(factor, e0);
      e1 = x1.fma(factor, e1);
      factor = DoubleVector.broadcast(SPECIES, x[next + j + 4]);
      g0 = x0.fma(factor, g0);
      g1 = x1.fma(factor, g1);
      factor = DoubleVector.broadcast(SPECIES, x[next + j + 5]);
      h0 = x0.fma(factor, h0);
      h1 = x1.fma(factor, h1);
    }
    a0.intoArray(c, at);
    a1.intoArray(c, at + LANES);
    b0.intoArray(c, b);
    b1.intoArray(c, b + LANES);
    d0.intoArray(c, d);
    d1.intoArray(c, d + LANES);
    e0.intoArray(c, e);
    e1.intoArray(c, e + LANES);
    g0.intoArray(c, g);
    g1.intoArray(c, g + LANES);
    h0.intoArray(c, h);
    h1.intoArray(c, h + LANES);
  }
}
