package io.shrinkage.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FeatureSpecTest {
  @Test
  void defaultsFollowTheKind() {
    assertThat(FeatureSpec.numeric("year", "year").missing()).isEqualTo(Missing.MEAN);
    assertThat(FeatureSpec.oneHot("actor", "actor").missing()).isEqualTo(Missing.LEVEL);
    assertThat(FeatureSpec.multiHot("genre", "genres", "|").separator()).isEqualTo("|");
  }

  @Test
  void everyChangeKeepsTheRest() {
    FeatureSpec spec =
        FeatureSpec.oneHot("actor", "lead")
            .withMinCount(20)
            .withMissing(Missing.ZERO)
            .withFrom(From.MOVIES)
            .withUnseen(Unseen.REJECT)
            .withPenaltyFactor(2)
            .withBounds(-1, 3);

    assertThat(spec)
        .isEqualTo(
            new FeatureSpec(
                "actor",
                "lead",
                FeatureKind.ONE_HOT,
                "",
                20,
                Missing.ZERO,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                From.MOVIES,
                Unseen.REJECT,
                2,
                -1,
                3));
  }

  @Test
  void rangeIncludesItsEndsAndNoNaN() {
    FeatureSpec year = FeatureSpec.numeric("year", "year").withRange(1870, 2100);

    assertThat(year.inRange(1870)).isTrue();
    assertThat(year.inRange(2100)).isTrue();
    assertThat(year.inRange(1869.999)).isFalse();
    assertThat(year.inRange(2101)).isFalse();
    assertThat(year.inRange(Double.NaN)).isFalse();
  }

  @Test
  void whatDoesNotFitTheKindIsRefused() {
    FeatureSpec year = FeatureSpec.numeric("year", "year");
    FeatureSpec actor = FeatureSpec.oneHot("actor", "actor");

    assertThatThrownBy(() -> year.withMissing(Missing.LEVEL))
        .hasMessage(
            "feature 'year': missing = level does not fit kind numeric; expected mean, zero or"
                + " reject");
    assertThatThrownBy(() -> actor.withMissing(Missing.MEAN))
        .hasMessageContaining("missing = mean does not fit kind one-hot; expected level");
    assertThatThrownBy(() -> actor.withRange(0, 1))
        .hasMessageContaining("range with kind one-hot; only numeric features have one");
    assertThatThrownBy(() -> FeatureSpec.multiHot("genre", "genres", ""))
        .hasMessageContaining("only multi-hot has one");
    assertThatThrownBy(() -> year.withRange(2, 1)).hasMessageContaining("range = [2.0, 1.0]");
    assertThatThrownBy(() -> year.withRange(Double.NaN, 1)).hasMessageContaining("[NaN, 1.0]");
    assertThatThrownBy(() -> actor.withMinCount(-1)).hasMessageContaining("min-count = -1");
    assertThatThrownBy(() -> actor.withPenaltyFactor(Double.NaN))
        .hasMessageContaining("penalty-factor = NaN");
    assertThatThrownBy(() -> actor.withBounds(1, 2))
        .hasMessage("feature 'actor': lower = 1.0, upper = 2.0; expected 0 between them");
    assertThatThrownBy(() -> actor.withBounds(Double.NaN, 2)).hasMessageContaining("lower = NaN");
    assertThatThrownBy(() -> FeatureSpec.oneHot(" ", "actor")).hasMessageContaining("blank");
  }
}
