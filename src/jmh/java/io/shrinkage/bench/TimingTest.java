package io.shrinkage.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class TimingTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-12);

  @Test
  void medianIgnoresOneSlowRun() {
    assertThat(Timing.median(3, 90, 2)).isEqualTo(3);
    assertThat(Timing.median(1, 4, 2, 3)).isEqualTo(2.5);
  }

  @Test
  void marginalCostLeavesOutWhatIsPaidOnce() {
    // 5 s once and 2 s each.
    assertThat(Timing.marginal(1, 7, 3, 11)).isCloseTo(2, EXACT);
    assertThat(Timing.extrapolated(1, 7, 3, 11, 100)).isCloseTo(205, EXACT);
  }

  @Test
  void noGrowthHasNoMarginalCost() {
    assertThatThrownBy(() -> Timing.marginal(2, 1, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("from 2.0 to 2.0 is no growth");
  }

  @Test
  void peerThatIsAbsentIsNullInTheLastLine() {
    Figures figures =
        new Figures()
            .put("train_seconds", 2.0)
            .put("glmnet_cv_ratio", Timing.ratio(null, 2.0))
            .put("sklearn_cv_ratio", Timing.ratio(50.0, 2.0));
    assertThat(figures.json())
        .isEqualTo("{\"train_seconds\":2.0,\"glmnet_cv_ratio\":null,\"sklearn_cv_ratio\":25.0}");
  }

  @Test
  void realsKeepFourDigitsWhateverTheirSize() {
    assertThat(new Figures().put("a", 12345.678).put("b", 1.23456e-12).json())
        .isEqualTo("{\"a\":12350.0,\"b\":1.235E-12}");
  }

  @Test
  void valueThatIsMissingNamesItsOption() {
    assertThatThrownBy(() -> BenchOptions.parse("movies", "--rows"))
        .hasMessageStartingWith("--rows lacks a value");
    assertThatThrownBy(() -> BenchOptions.parse("movies", "--rows", "0"))
        .hasMessage("--rows 0 must be above 0");
    assertThat(BenchOptions.parse("movies", "--rows", "1_000").rows()).hasValue(1000);
  }
}
