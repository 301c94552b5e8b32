package io.shrinkage.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.features.RawRow;
import io.shrinkage.testing.SameRow;
import org.junit.jupiter.api.Test;

/** The sample model: genre=Drama 0.5, genre=War −0, year −0.125 about 1990.5, intercept 252.5. */
class RowPredictorTest {
  private static RawRow row(String genres, double year) {
    return new SameRow(genres, year);
  }

  @Test
  void predictionIsThatOfTheFormula() {
    RowPredictor predictor = RowPredictor.of(SampleModel.model());

    // 252.5 − 0.125 · 1990.5 = 3.6875; a year later takes off an eighth.
    assertThat(predictor.base()).isEqualTo(3.6875);
    assertThat(predictor.predict(row("War|Drama", 1991.5))).isEqualTo(3.6875 + 0.5 - 0.125);
    assertThat(predictor.predict(row("", Double.NaN))).isEqualTo(3.6875);
  }

  @Test
  void clippedPredictionStaysWithinTheRatings() {
    RowPredictor clipped = RowPredictor.clipped(SampleModel.model());

    assertThat(clipped.predict(row("Drama", 1900))).isEqualTo(5);
    assertThat(clipped.predict(row("Drama", 2090))).isEqualTo(0.5);
    assertThat(RowPredictor.of(SampleModel.model()).predict(row("Drama", 1900))).isGreaterThan(5);
  }

  @Test
  void contributionsAndBaseMakeUpThePrediction() {
    RowPredictor predictor = RowPredictor.of(SampleModel.model());

    assertThat(predictor.contributions(row("Drama", 1994.5))).containsExactly(0.5, -0.5);
    assertThat(predictor.base() + 0.5 - 0.5).isEqualTo(predictor.predict(row("Drama", 1994.5)));
  }
}
