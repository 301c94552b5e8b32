package io.shrinkage.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RatingGroupsTest {

  @Test
  void groupsAreSummarizedByMeanAndSquaresAboutIt() {
    // weights 1 and 3 on 2 and 4: mean 3.5, squares 1·1.5² + 3·0.5² = 3
    RatingGroups groups =
        RatingGroups.builder()
            .add(2, 1, 1)
            .add(4, 2, 3)
            .endRow()
            .endRow()
            .add(5, 7, 0)
            .endRow()
            .build();

    assertThat(groups.count(0)).isEqualTo(3);
    assertThat(groups.weight(0)).isEqualTo(4);
    assertThat(groups.mean(0)).isEqualTo(3.5);
    assertThat(groups.within(0)).isEqualTo(3);
    assertThat(groups.count(1)).isZero();
    assertThat(groups.mean(2)).isZero();
    assertThat(groups.count(2)).isEqualTo(7);
  }

  @Test
  void nothingCancelsFarFromZero() {
    RatingGroups groups = RatingGroups.builder().add(1e9, 1, 1).add(1e9 + 1, 1, 1).endRow().build();

    assertThat(groups.within(0)).isCloseTo(0.5, within(1e-15));
  }

  @Test
  void oneRatingARowIsItsOwnMean() {
    RatingGroups groups =
        RatingGroups.builder().add(0.1, 3, 0.3).endRow().add(4, 1, 1).endRow().build();

    assertThat(groups.mean(0)).isEqualTo(0.1);
    assertThat(groups.weight(0)).isEqualTo(0.3);
    assertThat(groups.count(0)).isEqualTo(3);
    assertThat(groups.within(0)).isZero();
  }

  @Test
  void badRatingsAreRefused() {
    assertThatThrownBy(() -> RatingGroups.builder().add(Double.NaN, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("they were NaN, 1 and 1.0");
    assertThatThrownBy(() -> RatingGroups.builder().add(1, 0, 1))
        .hasMessageContaining("1.0, 0 and");
    assertThatThrownBy(() -> RatingGroups.builder().add(1, 1, -1)).hasMessageContaining("and -1.0");
    assertThatThrownBy(() -> RatingGroups.builder().add(1, 1, 1).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("row 0 has ratings but was not ended");
  }

  @Test
  void moreThan256DistinctRatingsAreKeptAsTheyAre() {
    RatingGroups.Builder builder = RatingGroups.builder();
    for (int row = 0; row < 200; row++) {
      builder.add(row, 1, 1).add(row + 0.25, 2, row < 100 ? 2 : 0.5).endRow();
    }
    RatingGroups groups = builder.build();
    for (int row = 0; row < 200; row++) {
      assertThat(groups.rating(row, 0)).isEqualTo(row);
      assertThat(groups.rating(row, 1)).isEqualTo(row + 0.25);
      assertThat(groups.count(row)).isEqualTo(3);
      assertThat(groups.weight(row)).isEqualTo(row < 100 ? 3 : 1.5);
    }
  }
}
