package io.shrinkage.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CholeskyTest {

  @Test
  void solves() {
    for (int n = 1; n < 40; n += 3) {
      double[][] a = products(n, n + 5, n);
      double[] expected = new Random(n).doubles(n, -1, 1).toArray();
      double[] x = new double[n];
      Kernels.addSymmetricProduct(a, expected, x);

      new Cholesky(a).solve(x);

      assertThat(x).containsExactly(expected, within(1e-9));
    }
  }

  @Test
  void columnsThatDependOnOthersBeforeThemAreLeftOut() {
    int n = 6;
    double[][] a = products(n, 9, 3);
    for (int i = 0; i < n; i++) {
      a[i][4] = i == 4 ? a[1][1] : a[i][1]; // column 4 is column 1
      a[4][i] = a[i][4];
    }
    double[] expected = {1, -2, 3, -4, 0, 5};
    double[] x = new double[n];
    Kernels.addSymmetricProduct(a, expected, x);

    Cholesky factor = new Cholesky(a);
    factor.solve(x);

    for (int k = 0; k < n; k++) {
      assertThat(factor.isDependent(k)).isEqualTo(k == 4);
    }
    assertThat(x).containsExactly(expected, within(1e-9));
  }

  /** The cross products of random rows. */
  private static double[][] products(int columns, int rows, long seed) {
    Random random = new Random(seed);
    double[][] a = new double[columns][columns];
    for (int row = 0; row < rows; row++) {
      double[] x = random.doubles(columns, -1, 1).toArray();
      for (int i = 0; i < columns; i++) {
        Kernels.axpy(x[i], x, a[i]);
      }
    }
    return a;
  }
}
