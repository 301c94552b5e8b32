package io.shrinkage.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded least-squares problems, and the one that the oracles solved. */
public final class LeastSquaresCases {

  private LeastSquaresCases() {}

  /** Correlated columns of different units, the last one constant; half of them matter. */
  public static DenseLeastSquares seeded(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int p = 4 + random.nextInt(12);
    int n = p + 5 + random.nextInt(40);
    double[][] rows = new double[n][p];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      double common = random.nextDouble() - 0.5;
      y[i] = random.nextDouble() - 0.5;
      for (int j = 0; j < p - 1; j++) {
        rows[i][j] = (j + 1) * (common + (random.nextDouble() - 0.5)) + 10 * j;
        y[i] += j % 2 == 0 ? (rows[i][j] - 10 * j) / (j + 1) : 0;
      }
      rows[i][p - 1] = 7;
    }
    return DenseLeastSquares.of(rows, y);
  }

  /** Offsets of groups of 1, 2, 3, 1, 2, 3, … neighbouring columns, the last one cut to fit. */
  public static int[] groups(int p) {
    List<Integer> offsets = new ArrayList<>(List.of(0));
    for (int size = 1; offsets.get(offsets.size() - 1) < p; size = size % 3 + 1) {
      offsets.add(Math.min(offsets.get(offsets.size() - 1) + size, p));
    }
    return offsets.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Weighted rows of sparse indicators: two one-hot sets with many rare levels, whose last levels
   * are nearly the same column.
   */
  public static DenseLeastSquares indicators(int rows, int levels, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] x = new double[rows][2 * levels];
    double[] y = new double[rows];
    double[] weights = new double[rows];
    for (int i = 0; i < rows; i++) {
      boolean missing = random.nextDouble() < 0.2;
      int first = missing ? levels - 1 : common(random, levels);
      // Now and then the two sets agree, or the missing mark stands in one only.
      int second = random.nextDouble() < 0.15 ? first : common(random, levels);
      second = missing && random.nextDouble() < 0.99 ? levels - 1 : second;
      x[i][first] = 1;
      x[i][levels + second] = 1;
      weights[i] = 1 + random.nextInt(20);
      y[i] = 3.5 + Math.sin(first) + 0.5 * Math.cos(second) + random.nextDouble() - 0.5;
    }
    return new DenseLeastSquares(x, y, weights);
  }

  private static int common(SplittableRandom random, int levels) {
    double u = random.nextDouble();
    return (int) ((levels - 1) * u * u);
  }

  /** golden/small.csv: its rows, the label last. */
  public static double[][] small() {
    List<double[]> rows = new ArrayList<>();
    for (String line : Golden.lines("small.csv").subList(1, 41)) {
      String[] fields = line.split(",", -1);
      double[] row = new double[fields.length];
      for (int j = 0; j < row.length; j++) {
        row[j] = Double.parseDouble(fields[j]);
      }
      rows.add(row);
    }
    return rows.toArray(double[][]::new);
  }

  /** The objective of rows with the label last. */
  public static DenseLeastSquares of(double[][] table) {
    int p = table[0].length - 1;
    double[][] x = new double[table.length][];
    double[] y = new double[table.length];
    for (int i = 0; i < y.length; i++) {
      x[i] = Arrays.copyOf(table[i], p);
      y[i] = table[i][p];
    }
    return DenseLeastSquares.of(x, y);
  }
}
