package io.shrinkage.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MetricsTest {

  @Test
  void metricsOfThreeRatings() {
    // errors 1, 0, −2; the ratings 1, 2, 6 have mean 3 and squares 4 + 1 + 9 = 14 about it
    Metrics metrics = new Metrics().add(1, 2, 1, 1).add(2, 2, 1, 1).add(6, 4, 1, 1);

    assertThat(metrics.n()).isEqualTo(3);
    assertThat(metrics.rmse()).isCloseTo(Math.sqrt(5 / 3.0), within(1e-15));
    assertThat(metrics.mae()).isEqualTo(1);
    assertThat(metrics.r2()).isCloseTo(1 - 5 / 14.0, within(1e-15));
  }

  @Test
  void mergingEqualsAdding() {
    Metrics merged =
        new Metrics()
            .merge(new Metrics())
            .merge(new Metrics().add(1, 2, 1, 1))
            .merge(new Metrics().add(2, 2, 1, 1).add(6, 4, 1, 1));

    assertThat(merged.r2()).isCloseTo(1 - 5 / 14.0, within(1e-15));
    assertThat(merged.mean()).isCloseTo(3, within(1e-15));
    assertThat(merged.n()).isEqualTo(3);
  }

  @Test
  void compressedRowsHaveTheMetricsOfTheirRatings() {
    Metrics compressed = new Metrics().add(3, 4, 3, 3).add(5, 4, 1, 1);
    Metrics single = new Metrics();
    for (int i = 0; i < 3; i++) {
      single.add(3, 4, 1, 1);
    }

    single.add(5, 4, 1, 1);

    assertThat(compressed.rmse()).isEqualTo(single.rmse());
    assertThat(compressed.mae()).isEqualTo(single.mae());
    assertThat(compressed.r2()).isEqualTo(single.r2());
    assertThat(compressed.n()).isEqualTo(single.n());
  }

  @Test
  void nothingAndEqualRatingsHaveNoR2() {
    assertThat(new Metrics().rmse()).isNaN();
    assertThat(new Metrics().r2()).isNaN();
    assertThat(new Metrics().add(3, 4, 2, 2).r2()).isNaN();
  }
}
