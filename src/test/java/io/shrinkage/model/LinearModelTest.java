package io.shrinkage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.linalg.SparseRows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LinearModelTest {
  private final LinearModel model = SampleModel.model();

  @Test
  void contributionsAndBaseMakeUpThePrediction() {
    double[] parts = model.contributions(drama2000(), 0);
    assertThat(parts).containsExactly(0.5, -0.125 * 9.5);
    // Drama of 2000, stored as 2000 − 1990.5: 252.5 + 0.5 − 0.125 · 2000 = 3
    assertThat(model.base() + Arrays.stream(parts).sum()).isEqualTo(3.0, within(1e-12));
  }

  @Test
  void nonZeroCountsExactZerosOut() {
    assertThat(model.nonZero()).isEqualTo(2);
    assertThat(model.nonZero(0)).isEqualTo(1);
    assertThat(model.nonZero(1)).isEqualTo(1);
  }

  @Test
  void clipMovesPredictionsIntoTheRange() {
    assertThat(model.clip(7)).isEqualTo(5);
    assertThat(model.clip(-1)).isEqualTo(0.5);
    assertThat(model.clip(3.25)).isEqualTo(3.25);
  }

  @Test
  void arraysAreCopies() {
    model.coefficients()[0] = 99;
    assertThat(model.coefficient(0)).isEqualTo(0.5);
  }

  @Test
  void rowsNameEveryColumn() {
    assertThat(model.rows())
        .containsExactly(
            new CoefficientRow(0, "genre", "genre=Drama", 0.5, 0.25, 30),
            new CoefficientRow(1, "genre", "genre=War", -0.0, 0.0, 7),
            new CoefficientRow(2, "year", "year", -0.125, -1.75, 41));
  }

  @Test
  void wrongLengthIsRefused() {
    assertThatThrownBy(() -> SampleModel.model(1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 coefficients for 3 columns");
  }

  @Test
  void coefficientThatIsNotFiniteIsRefused() {
    assertThatThrownBy(() -> SampleModel.model(1, Double.NaN, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("coefficients: that of 'genre=War' is NaN");
  }

  private static SparseRows drama2000() {
    return SparseRows.builder(3).add(0, 1).add(2, 2000 - 1990.5).endRow().build();
  }
}
