package io.shrinkage.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.25, 0.25",
    "3, 3",
    "-0.0064187, −0.006419",
    "120000, '120,000'",
    "1e-8, 1\u00a0×\u00a010⁻⁸",
    "-2.34e-12, −2.34\u00a0×\u00a010⁻¹²",
    "9.99999, 10",
  })
  void realsHaveFourDigits(double value, String text) {
    assertThat(NumberText.real(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.8212, 0.8212", "-1.5, −1.5000", "0, 0.0000", "123456.7, '123,457'"})
  void errorsHaveFourDecimals(double value, String text) {
    assertThat(NumberText.fixed(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.174, 17.4\u00a0%", "-0.0044, −0.44\u00a0%", "0, 0.0\u00a0%"})
  void sharesArePercentages(double value, String text) {
    assertThat(NumberText.percent(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"-0.00001, 0.0000", "-0.0001, −0.0001", "0.31724, 0.3172"})
  void ratiosNeverTurnIntoPowersOfTen(double value, String text) {
    assertThat(NumberText.ratio(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.2104, 0.21\u00a0s", "15.12, 15.1\u00a0s", "185.3, 3\u00a0min\u00a005\u00a0s"})
  void timesAreShort(double value, String text) {
    assertThat(NumberText.seconds(value)).isEqualTo(text);
  }
}
