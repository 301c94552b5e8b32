package io.shrinkage.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.statistics.ColumnMoments;
import io.shrinkage.statistics.LinearPredictor;
import io.shrinkage.statistics.LossGradient;
import io.shrinkage.statistics.Metrics;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SlotSet;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Rows that share a feature row against the same rows with a feature row each. */
class RecordBlockBuilderTest {
  private static final List<FeatureSpec> SPECS =
      List.of(FeatureSpec.oneHot("genre", "genre"), FeatureSpec.numeric("year", "year"));
  private static final int SLOTS = 4;
  private static final SlotSet SOME = SlotSet.of(SLOTS, slot -> slot != 2);
  private static final Offset<Double> ROUNDING = Offset.offset(1e-9);

  private static RecordBlock block(boolean shared) {
    Random random = new Random(5);
    RecordBlockBuilder block = new RecordBlockBuilder(0, SPECS);
    for (int item = 0; item < 30; item++) {
      String genre = item % 7 == 0 ? "" : "g" + item % 3;
      Double year = item % 5 == 0 ? null : 1990.0 + item % 11;
      for (int slot = 0; slot < SLOTS; slot++) {
        if (slot == 0 || !shared) {
          block.startFeatures();
          block.column(0).add(genre);
          block.column(1).add(year);
        }
        block.addRating(1 + random.nextInt(5), 1 + random.nextInt(3), 1 + random.nextDouble());
        block.endRow(slot, item);
      }
    }
    return block.build();
  }

  private static FeatureSpace space(RecordBlock block) {
    return new FeatureStatistics(SPECS).add(block, SOME).space(SPECS);
  }

  @Test
  void featuresThatRowsShareAreHeldOnce() {
    assertThat(block(true).rows()).isEqualTo(30 * SLOTS);
    assertThat(block(true).featureRows()).isEqualTo(30);
    assertThat(block(true).column(0).rows()).isEqualTo(30);
    assertThat(block(false).featureRows()).isEqualTo(30 * SLOTS);
    assertThat(block(true).features(2 * SLOTS + 3)).isEqualTo(2);
  }

  @Test
  void vocabularyAndMeansCountEveryRowOfASharedFeatureRow() {
    FeatureSpace shared = space(block(true));
    FeatureSpace single = space(block(false));
    assertThat(Blocks.names(shared)).isEqualTo(Blocks.names(single));
    assertThat(Blocks.counts(shared)).isEqualTo(Blocks.counts(single));
    assertThat(shared.origins()).containsExactly(single.origins(), ROUNDING);
  }

  @Test
  void everySumOverSharedFeatureRowsIsThatOverSingleOnes() {
    FeatureEncoder encoder = new FeatureEncoder(space(block(false)));
    RowBlock shared = encoder.encode(block(true));
    RowBlock single = encoder.encode(block(false));
    assertThat(shared.x().rows()).isEqualTo(30);
    assertThat(shared.endOfFeatures(SLOTS)).isEqualTo(2 * SLOTS);
    assertThat(single.endOfFeatures(SLOTS)).isEqualTo(SLOTS + 1);

    double[] w = new Random(6).doubles(encoder.dimension()).toArray();
    LinearPredictor predictor = new LinearPredictor(w, 2);
    LossGradient loss = new LossGradient().add(shared, SOME, predictor);
    LossGradient expected = new LossGradient().add(single, SOME, predictor);
    assertThat(loss.rows()).isEqualTo(expected.rows());
    assertThat(loss.squaredError()).isCloseTo(expected.squaredError(), ROUNDING);
    assertThat(loss.residuals()).isCloseTo(expected.residuals(), ROUNDING);
    assertThat(loss.gradient()).containsExactly(expected.gradient(), ROUNDING);

    assertThat(new ColumnMoments().add(shared, SOME).standardizer().scales())
        .containsExactly(new ColumnMoments().add(single, SOME).standardizer().scales(), ROUNDING);
    assertThat(new Metrics().add(shared, SOME, predictor).mae())
        .isCloseTo(new Metrics().add(single, SOME, predictor).mae(), ROUNDING);
  }
}
