package io.shrinkage.statistics;

import io.shrinkage.linalg.FeatureRows;
import io.shrinkage.linalg.Kernels;
import java.util.Arrays;

/**
 * Cross products of sparse rows: for each pair of columns that occur together one run of sums, a
 * sum for each stratum, next to each other.
 *
 * <p>A movie of k entries with its ratings in many strata adds xₐx_b · (Σs of each stratum) to k(k
 * + 1)/2 runs: one lookup and one short loop a pair, however many ratings there are. Indicators of
 * one feature never occur together, so most pairs take no memory.
 *
 * <p>Sums over a column are such runs too. Cost: 16 bytes a stratum and column, 8 a stratum and 12
 * a pair that occurs; {@link #sumXx} streams over all of them once. A merge costs as much, so many
 * blocks are added to one store.
 */
final class SparseCrossProducts implements CrossProducts {

  private static final long serialVersionUID = 1L;
  private static final int PAGE = 256;

  private final int columns;
  private final Strata stratumOf;
  private final int strata;
  private final double yOrigin;
  private final double[] runsOfX;
  private final double[] runsOfXy;
  private final PairIndex pairs;
  private double[][] pages = new double[4][];

  SparseCrossProducts(int columns, Strata stratumOf, double yOrigin) {
    this.columns = columns;
    this.stratumOf = stratumOf;
    this.strata = stratumOf.count();
    this.yOrigin = yOrigin;
    this.runsOfX = new double[Math.multiplyExact(columns, strata)];
    this.runsOfXy = new double[runsOfX.length];
    this.pairs = new PairIndex(columns);
  }

  @Override
  public void add(RowBlock block) {
    FeatureRows x = block.x();
    new FeatureRuns(stratumOf, yOrigin).forEach(block, (row, sums) -> add(x, row, sums));
  }

  @Override
  public void settle() {
    // Every sum is in place.
  }

  private void add(FeatureRows x, int row, FeatureRuns sums) {
    int entries = x.nonZeros(row);
    for (int b = 0; b < entries; b++) {
      int column = x.column(row, b);
      double value = x.value(row, b);
      sums.addWeights(value, runsOfX, column * strata);
      sums.addRatings(value, runsOfXy, column * strata);
      for (int a = 0; a <= b; a++) {
        int run = pairs.of(x.column(row, a), column);
        sums.addWeights(x.value(row, a) * value, page(run), offset(run));
      }
    }
  }

  private double[] page(int run) {
    int page = run / PAGE;
    if (page >= pages.length) {
      pages = Arrays.copyOf(pages, 2 * page);
    }

    if (pages[page] == null) {
      pages[page] = new double[PAGE * strata];
    }

    return pages[page];
  }

  private int offset(int run) {
    return run % PAGE * strata;
  }

  @Override
  public void merge(CrossProducts later) {
    SparseCrossProducts other = (SparseCrossProducts) later;
    Kernels.axpy(1, other.runsOfX, runsOfX);
    Kernels.axpy(1, other.runsOfXy, runsOfXy);
    for (int theirs = 0; theirs < other.pairs.size(); theirs++) {
      int run = pairs.of(other.pairs.first(theirs), other.pairs.second(theirs));
      double[] to = page(run);
      double[] from = other.page(theirs);
      int at = offset(run);
      int source = other.offset(theirs);
      for (int z = 0; z < strata; z++) {
        to[at + z] += from[source + z];
      }
    }
  }

  @Override
  public double[] sumX(int[] summed) {
    return sumRuns(runsOfX, summed);
  }

  @Override
  public double[] sumXy(int[] summed) {
    return sumRuns(runsOfXy, summed);
  }

  private double[] sumRuns(double[] runs, int[] summed) {
    double[] sums = new double[columns];
    for (int j = 0; j < columns; j++) {
      for (int stratum : summed) {
        sums[j] += runs[j * strata + stratum];
      }
    }

    return sums;
  }

  @Override
  public double[][] sumXx(int[] summed) {
    double[][] square = new double[columns][columns];
    for (int run = 0; run < pairs.size(); run++) {
      double[] page = page(run);
      int at = offset(run);
      double sum = 0;
      for (int stratum : summed) {
        sum += page[at + stratum];
      }

      int first = pairs.first(run);
      int second = pairs.second(run);
      square[first][second] = sum;
      square[second][first] = sum;
    }

    return square;
  }

  @Override
  public long bytes() {
    long used = (pairs.size() + PAGE - 1L) / PAGE;
    return used * PAGE * strata * Double.BYTES + pairs.bytes() + 2L * Double.BYTES * runsOfX.length;
  }
}
