package io.shrinkage.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KernelsTest {

  @Test
  void normNeitherOverflowsNorUnderflows() {
    assertThat(Kernels.norm2(new double[] {3e200, 4e200})).isCloseTo(5e200, within(1e186));
    assertThat(Kernels.norm2(new double[] {3e-200, 4e-200})).isCloseTo(5e-200, within(1e-214));
    assertThat(Kernels.norm2(new double[] {3, -4})).isEqualTo(5);
    assertThat(Kernels.norm2(new double[0])).isZero();
    assertThat(Kernels.norm2(new double[] {1, Double.NaN})).isNaN();
  }

  @Test
  void vectorsAddAndScale() {
    double[] y = {1, 2};
    Kernels.axpy(2, new double[] {10, 20}, y);
    assertThat(y).containsExactly(21, 42);
    Kernels.scale(0.5, y);
    assertThat(y).containsExactly(10.5, 21);
    assertThat(Kernels.dot(y, new double[] {2, 1})).isEqualTo(42);
    assertThat(Kernels.maxAbs(new double[] {1, -7, 3})).isEqualTo(7);
  }

  @Test
  void aSymmetricProductIsThatOfItsRows() {
    for (int n = 0; n < 12; n++) {
      double[][] a = new double[n][n];
      double[] x = new double[n];
      for (int i = 0; i < n; i++) {
        x[i] = i % 5 == 3 ? 0 : i - 2.5;
        for (int j = 0; j <= i; j++) {
          a[i][j] = 1.0 / (1 + i + j);
          a[j][i] = a[i][j];
        }
      }

      double[] y = new double[n];
      Arrays.fill(y, 7);
      Kernels.addSymmetricProduct(a, x, y);
      for (int i = 0; i < n; i++) {
        assertThat(y[i]).isCloseTo(7 + Kernels.dot(a[i], x), within(1e-12));
      }
    }
  }
}
