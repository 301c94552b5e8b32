package io.shrinkage.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.model.RunRecord.Prediction;
import io.shrinkage.model.RunRecord.PredictionBin;
import io.shrinkage.spark.ModelScores.Scoring;
import io.shrinkage.statistics.LinearPredictor;
import io.shrinkage.statistics.LossGradients;
import io.shrinkage.statistics.Metrics;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SliceMap;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.testing.MovieRows;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelScoresTest {
  private static final int LEVELS = 4;
  private static final int COLUMNS = 3 * LEVELS + 2;
  private static final SlotSet FIT = SlotSet.of(10, slot -> slot < 7);
  private static final SlotSet TEST = SlotSet.of(10, slot -> slot == 8);
  private static final SlotSet NONE = SlotSet.of(10, slot -> false);
  private static final LinearPredictor MODEL = new LinearPredictor(weights(0.1), 3);
  private static final LinearPredictor ZERO = new LinearPredictor(new double[COLUMNS], 3.25);
  private static final LinearPredictor OTHER = new LinearPredictor(weights(-0.2), 2.5);

  private final List<RowBlock> blocks = MovieRows.blocks(7, 3, 40, LEVELS, 10);

  private static double[] weights(double step) {
    double[] weights = new double[COLUMNS];
    for (int j = 0; j < COLUMNS; j++) {
      weights[j] = step * (j % 5 - 2);
    }
    return weights;
  }

  private ModelScores scores(SlotSet test, LinearPredictor other, SliceMap slices) {
    Scoring scoring = new Scoring(FIT, test, MODEL, ZERO, other, 0, 6, slices);
    ModelScores all = new ModelScores(scoring);
    blocks.forEach(block -> all.merge(new ModelScores(scoring).add(block)));
    return all;
  }

  private Metrics metrics(SlotSet rows, LinearPredictor predictor) {
    Metrics all = new Metrics();
    blocks.forEach(block -> all.merge(new Metrics().add(block, rows, predictor)));
    return all;
  }

  private static void assertSame(Metrics found, Metrics expected) {
    assertThat(found.n()).isEqualTo(expected.n()).isPositive();
    assertThat(found.rmse()).isEqualTo(expected.rmse());
    assertThat(found.mae()).isEqualTo(expected.mae());
    assertThat(found.r2()).isEqualTo(expected.r2());
  }

  @Test
  void onePassFindsWhatPassesOfTheirOwnFind() {
    ModelScores scores = scores(TEST, OTHER, SliceMap.builder().build());

    assertSame(scores.fitted().metrics(), metrics(FIT, MODEL));
    assertSame(scores.tested().metrics(), metrics(TEST, MODEL));
    assertSame(scores.unregularized(), metrics(TEST, OTHER));
    LossGradients gradients = new LossGradients();
    blocks.forEach(block -> gradients.merge(new LossGradients().add(block, FIT, MODEL, ZERO)));
    assertThat(scores.gradients().first().gradient()).isEqualTo(gradients.first().gradient());
    assertThat(scores.gradients().first().squaredError())
        .isEqualTo(gradients.first().squaredError());
    assertThat(scores.gradients().second().gradient()).isEqualTo(gradients.second().gradient());
    assertThat(scores.gradients().second().rows()).isEqualTo(scores.fitted().metrics().n());
  }

  @Test
  void everyRatingIsTalliedAndTheSlicesOfALevelAreItsRows() {
    ModelScores scores = scores(NONE, null, SliceMap.builder().level(0).level(1).build());

    Prediction prediction = scores.fitted().tally().prediction("train", List.of());
    assertThat(prediction.bins().stream().mapToLong(PredictionBin::count).sum())
        .isEqualTo(scores.fitted().metrics().n());
    assertThat(scores.fitted().slices().count(0)).isPositive();
    assertThat(scores.fitted().slices().count(0) + scores.fitted().slices().count(1))
        .isLessThan(scores.fitted().metrics().n());
  }

  @Test
  void withoutTestRowsNothingIsLearnedOfThem() {
    ModelScores scores = scores(NONE, OTHER, SliceMap.builder().build());

    assertThat(scores.tested().metrics().n()).isZero();
    assertThat(scores.unregularized().n()).isZero();
    assertThat(scores.itemMeans().predict(0, 42)).isEqualTo(42);
  }
}
