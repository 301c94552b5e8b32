package io.shrinkage.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.features.CellSums;
import io.shrinkage.features.RecordBlock;
import io.shrinkage.statistics.RatingGroups;
import java.util.function.IntToDoubleFunction;
import org.apache.spark.util.SizeEstimator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** What a part says of its size, against Spark's walk through its objects. */
class PackedPartTest {
  private static final int ROWS = 500;
  private static final int FEATURES = 7;

  @Test
  void aBlockKnowsItsBytes() {
    assertKnown(block(row -> row % 10, row -> 1));
    assertKnown(block(row -> row, row -> 1));
    assertKnown(block(row -> row, row -> row % 3 + 0.5));
    assertKnown(block(row -> row % 10, row -> row % 3).withSums(new CellSums(FEATURES)));
  }

  @Test
  void soDoesWhatWasFound() {
    Intake intake = new Intake(FEATURES);
    assertThat(PackedPart.of(intake).estimatedSize()).isEqualTo(SizeEstimator.estimate(intake));
  }

  private static void assertKnown(RecordBlock block) {
    assertThat(PackedPart.of(block).estimatedSize())
        .isCloseTo(SizeEstimator.estimate(block), Percentage.withPercentage(2));
  }

  private static RecordBlock block(IntToDoubleFunction rating, IntToDoubleFunction weight) {
    RatingGroups.Builder ratings = RatingGroups.builder();
    for (int row = 0; row < ROWS; row++) {
      ratings.add(rating.applyAsDouble(row), 1, weight.applyAsDouble(row)).endRow();
    }
    return RecordBlock.ofNumbers(
        0,
        new double[ROWS * FEATURES],
        FEATURES,
        false,
        new int[ROWS],
        new int[ROWS],
        ratings.build());
  }
}
