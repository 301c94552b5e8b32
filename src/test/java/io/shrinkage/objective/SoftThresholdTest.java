package io.shrinkage.objective;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SoftThresholdTest {

  @Test
  void softThresholdShrinksTowardZero() {
    // S(3, 1) = 3 − 1, S(−3, 1) = −(3 − 1), S(±1, 1) = 0.
    assertThat(SoftThreshold.apply(3, 1)).isEqualTo(2.0);
    assertThat(SoftThreshold.apply(-3, 1)).isEqualTo(-2.0);
    assertThat(SoftThreshold.apply(0.5, 1)).isEqualTo(0.0);
    assertThat(SoftThreshold.apply(3, 0)).isEqualTo(3.0);
  }

  @Test
  void atTheThresholdIsAPositiveZero() {
    assertThat(Double.doubleToRawLongBits(SoftThreshold.apply(-1, 1))).isZero();
    assertThat(Double.doubleToRawLongBits(SoftThreshold.apply(1, 1))).isZero();
  }

  @Test
  void notANumberStaysNotANumber() {
    assertThat(SoftThreshold.apply(Double.NaN, 1)).isNaN();
  }
}
