package io.shrinkage.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairedSlicesTest {

  @Test
  void aRatingCountsOverallAndInEachOfItsSlices() {
    PairedSlices found = new PairedSlices(2);
    PairedSlices.Ratings dramas = found.at(Set.of("drama", "rare"), 3, 4, 5);
    dramas.add(0, 5, 1, 1);
    dramas.add(1, 5, 2, 2);
    found.at(Set.of("rare"), 3, 1, 2).add(0, 1, 1, 1);

    assertThat(found.slices()).containsOnlyKeys("drama", "rare");
    assertThat(found.overall().ratings()).isEqualTo(4);
    assertThat(found.overall().errorOfA()).isEqualTo(3 / 4.0);
    assertThat(found.overall().errorOfB()).isEqualTo(1 / 4.0);
    assertThat(found.learned().errorOfA()).as("of the mean").isEqualTo(4);
    assertThat(found.learned().errorOfB()).isEqualTo(1 / 4.0);
    assertThat(found.slices().get("drama").gain()).isEqualTo(1);
    assertThat(found.slices().get("rare").gain()).isEqualTo(2 / 4.0);
  }

  @Test
  void partsMergeToTheWhole() {
    PairedSlices whole = new PairedSlices(8);
    PairedSlices[] parts = {new PairedSlices(8), new PairedSlices(8)};
    Random random = new Random(3);
    for (int i = 0; i < 400; i++) {
      Set<String> names = i < 300 ? Set.of("s" + random.nextInt(3)) : Set.of("late");
      double y = random.nextGaussian();
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      int group = random.nextInt(8);
      whole.at(names, 0, a, b).add(group, y, 1, 0.5);
      parts[i / 200].at(names, 0, a, b).add(group, y, 1, 0.5);
    }
    PairedSlices merged = parts[0].merge(parts[1]);
    assertThat(merged.slices().keySet()).isEqualTo(whole.slices().keySet()).hasSize(4);
    whole.slices().forEach((name, slice) -> assertSame(merged.slices().get(name), slice));
    assertSame(merged.overall(), whole.overall());
    assertSame(merged.learned(), whole.learned());
  }

  private static void assertSame(PairedComparison actual, PairedComparison expected) {
    assertThat(actual.ratings()).isEqualTo(expected.ratings());
    assertThat(actual.gain()).isCloseTo(expected.gain(), within(1e-12));
    assertThat(actual.standardError()).isCloseTo(expected.standardError(), within(1e-12));
  }
}
