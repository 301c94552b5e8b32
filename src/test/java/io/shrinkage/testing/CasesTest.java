package io.shrinkage.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CasesTest {
  @Test
  void failureNamesTheSeedThatBringsItBack() {
    double[] drawn = new double[1];

    assertThatThrownBy(
            () ->
                Cases.check(
                    100,
                    random -> {
                      drawn[0] = random.nextDouble();
                      assertThat(drawn[0]).isLessThan(0.9);
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("with seed ");
    assertThat(drawn[0]).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void permutationHoldsEveryNumberOnce() {
    Cases.check(
        20,
        random -> {
          int[] order = Cases.permutation(random, 30);
          Arrays.sort(order);
          assertThat(order).isEqualTo(IntStream.range(0, 30).toArray());
        });
  }

  @Test
  void normalDrawsHaveMeanZeroAndVarianceOne() {
    Cases.check(
        3,
        random -> {
          double sum = 0;
          double squares = 0;
          int n = 20_000;
          for (int i = 0; i < n; i++) {
            double x = Cases.normal(random);
            sum += x;
            squares += x * x;
          }
          assertThat(Math.abs(sum / n)).isLessThan(0.03);
          assertThat(Math.abs(squares / n - 1)).isLessThan(0.05);
        });
  }
}
