package io.shrinkage.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shrinkage.testing.Cases;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RankUpdateTest {
  private static final int[] COLUMNS = {1, 2, 3, 4, 5, 7, 8, 31, 64, 65, 202, 259, 400, 512};
  private static final int[] ROWS = {1, 2, 3, 8, 97, 256};

  @ParameterizedTest
  @EnumSource(Blas.class)
  void addsWhatThreePlainLoopsAdd(Blas blas) {
    requirePresent(blas);
    addsWhatThreePlainLoopsAdd(columns -> RankUpdate.of(blas, columns));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theNativeLibraryAddsItByStripsOfEitherWidth(boolean small) {
    requirePresent(Blas.NATIVE);
    addsWhatThreePlainLoopsAdd(columns -> new NativeRankUpdate(columns, small));
  }

  private static void requirePresent(Blas blas) {
    assumeTrue(blas.isPresent(), () -> "no " + blas.text() + " BLAS here: " + blas.remedy());
  }

  private static void addsWhatThreePlainLoopsAdd(IntFunction<RankUpdate> kernels) {
    Cases.check(
        2,
        random -> {
          for (int columns : COLUMNS) {
            RankUpdate kernel = kernels.apply(columns);
            for (int rows : ROWS) {
              check(kernel, columns, rows, random);
            }
          }
        });
  }

  /** A panel may be longer than its rows, or not; some have the weight 0. */
  private static void check(RankUpdate kernel, int columns, int rows, SplittableRandom random) {
    double[] panel = new double[(rows + rows % 3) * columns];
    for (int i = 0; i < panel.length; i++) {
      panel[i] = i / columns % 5 == 4 ? 0 : Cases.normal(random);
    }
    double[] packed = new double[columns * (columns + 1) / 2];
    double[] expected = new double[packed.length];
    double[] size = new double[packed.length];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = i % 7;
      expected[i] = packed[i];
      size[i] = packed[i];
    }

    kernel.add(panel, rows, packed);

    for (int j = 0, at = 0; j < columns; j++) {
      for (int i = 0; i <= j; i++, at++) {
        for (int row = 0; row < rows; row++) {
          double product = panel[row * columns + i] * panel[row * columns + j];
          expected[at] += product;
          size[at] += Math.abs(product);
        }
        double tolerance = 1e-14 * size[at] + 1e-300;
        if (!(Math.abs(packed[at] - expected[at]) <= tolerance)) { // seldom, unlike a description
          assertThat(packed[at])
              .as("%d columns, %d rows, entry (%d, %d)", columns, rows, i, j)
              .isCloseTo(expected[at], within(tolerance));
        }
      }
    }
  }

  @Test
  void plainLoopsAddEachColumnPairInTheOrderOfTheRows() {
    // 2^53 + 1 − 2^53 is 0 from left to right, and 1 from right to left or if 1 comes last.
    double[] panel = {0x1p27, 0x1p26, 1, 1, 0x1p27, -0x1p26};
    double[] packed = new double[3];
    RankUpdate.of(Blas.PLAIN, 2).add(panel, 3, packed);
    assertThat(packed[1]).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {23, 24, 25, 48, 63, 64, 65, 127, 202, 259})
  void vectorsHaveTheBitsOfPlainLoops(int columns) {
    RankUpdate vector = RankUpdate.of(Blas.VECTOR, columns);
    RankUpdate plain = RankUpdate.of(Blas.PLAIN, columns);
    assertThat(vector instanceof PlainRankUpdate).isEqualTo(columns < 24);
    Cases.check(
        2,
        random -> {
          for (int rows : ROWS) {
            double[] panel = random.doubles((long) rows * columns, -1, 1).toArray();
            double[] byVectors = random.doubles(columns * (columns + 1L) / 2).toArray();
            double[] byLoops = byVectors.clone();
            vector.add(panel, rows, byVectors);
            plain.add(panel, rows, byLoops);
            assertThat(byVectors).as("%d rows", rows).containsExactly(byLoops);
          }
        });
  }
}
