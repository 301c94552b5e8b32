package io.shrinkage.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.testing.SameRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class SliceNamesTest {
  private final SliceNames names =
      new SliceNames(
          List.of(FeatureSpec.multiHot("genre", "genres", "|"), FeatureSpec.numeric("year", "y")),
          10);

  private static RawRow row(String text, double number) {
    return new SameRow(text, number);
  }

  @Test
  void levelsAndTensAndRareMoviesAreSlices() {
    assertThat(names.of(row("Drama|War", 1999), 10))
        .containsExactly("genre=Drama", "genre=War", "year=1990s");
    assertThat(names.of(row("War", -3), 9))
        .containsExactly("genre=War", "year=-10s", "rare movies");
  }

  @Test
  void aMissingNumberIsInNoSlice() {
    assertThat(names.of(row("War", Double.NaN), 10)).containsExactly("genre=War");
  }
}
