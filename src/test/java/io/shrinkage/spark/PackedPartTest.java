package io.shrinkage.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.features.CellSums;
import io.shrinkage.features.RecordBlock;
import io.shrinkage.statistics.RatingGroups;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import org.apache.spark.util.SizeEstimator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** What a part says of its size, against Spark's walk through its objects. */
class PackedPartTest {

  @Test
  void aBlockKnowsItsBytes() {
    assertKnown(block(5000, 1, row -> row % 10, row -> 1, row -> 1));
    assertKnown(block(5000, 1, row -> row, row -> 1, row -> 1));
    assertKnown(block(5000, 1, row -> row, row -> 1, row -> row % 3 + 0.5));
    assertKnown(block(5000, 1, row -> row % 10, row -> row % 4 + 1, row -> row % 3));
    assertKnown(block(8, 1000, row -> 3, row -> 1, row -> 1).withSums(new CellSums(1000)));
  }

  @Test
  void sparkTakesItsWord() {
    PackedPart block = PackedPart.of(block(8, 1000, row -> 3, row -> 1, row -> 1));
    assertThat(SizeEstimator.estimate(block)).isEqualTo(block.estimatedSize());
    Intake intake = new Intake(7);
    assertThat(SizeEstimator.estimate(PackedPart.of(intake)))
        .isEqualTo(SizeEstimator.estimate(intake));
  }

  private static void assertKnown(RecordBlock block) {
    assertThat(PackedPart.of(block).estimatedSize())
        .isCloseTo(SizeEstimator.estimate(block), Percentage.withPercentage(1));
  }

  private static RecordBlock block(
      int rows,
      int features,
      IntToDoubleFunction rating,
      IntUnaryOperator count,
      IntToDoubleFunction weight) {
    RatingGroups.Builder ratings = RatingGroups.builder();
    for (int row = 0; row < rows; row++) {
      ratings
          .add(rating.applyAsDouble(row), count.applyAsInt(row), weight.applyAsDouble(row))
          .endRow();
    }
    return RecordBlock.ofNumbers(
        0,
        new double[rows * features],
        features,
        false,
        new int[rows],
        new int[rows],
        ratings.build());
  }
}
