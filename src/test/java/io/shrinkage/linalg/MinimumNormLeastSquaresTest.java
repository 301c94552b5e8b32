package io.shrinkage.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MinimumNormLeastSquaresTest {

  @Test
  void twoEqualColumnsShareTheWeight() {
    // G = [1 1; 1 1], c = (1, 1): every w with w1 + w2 = 1 solves it, (½, ½) is the shortest.
    double[] w =
        MinimumNormLeastSquares.solve(new double[][] {{1, 1}, {1, 1}}, new double[] {1, 1});

    assertThat(w).containsExactly(new double[] {0.5, 0.5}, within(1e-15));
  }

  @Test
  void zeroRowKeepsZeroWeight() {
    double[] w =
        MinimumNormLeastSquares.solve(new double[][] {{2, 0}, {0, 0}}, new double[] {6, 0});

    assertThat(w).containsExactly(3, 0);
  }

  @Test
  void rankDeficientSystemsAreSolvedByTheVectorInTheRangeOfTheGramian() {
    // The solution of least norm is the only one in the range of G = XᵀX, so w = Gv must come back.
    for (long seed = 1; seed <= 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int p = 5 + random.nextInt(150);
      int rank = 1 + random.nextInt(p);
      double[][] gramian = gramian(random, p, rank);
      double[] v = random.doubles(p).map(d -> d - 0.5).toArray();
      double[] expected = multiply(gramian, v);

      double[] w = MinimumNormLeastSquares.solve(gramian, multiply(gramian, expected));

      Kernels.axpy(-1, expected, w);
      assertThat(Kernels.maxAbs(w) / Kernels.maxAbs(expected))
          .as("seed %d, p %d, rank %d", seed, p, rank)
          .isLessThan(1e-8);
    }
  }

  @Test
  void lengthsMustMatch() {
    assertThatThrownBy(() -> MinimumNormLeastSquares.solve(new double[4][4], new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a Gramian of 4 rows for 2 columns");
  }

  // X has twice as many rows as its rank and p columns that are copies and sums of `rank` others.
  private static double[][] gramian(SplittableRandom random, int p, int rank) {
    double[][] x = new double[2 * rank][p];
    for (double[] row : x) {
      for (int j = 0; j < p; j++) {
        row[j] = j < rank ? random.nextDouble() - 0.5 : row[j % rank] + row[(j * 7 + 1) % rank];
      }
    }

    double[][] gramian = new double[p][p];
    for (double[] row : x) {
      for (int j = 0; j < p; j++) {
        Kernels.axpy(row[j], row, gramian[j]);
      }
    }

    return gramian;
  }

  private static double[] multiply(double[][] gramian, double[] v) {
    double[] product = new double[v.length];
    Kernels.addSymmetricProduct(gramian, v, product);
    return product;
  }
}
