package io.shrinkage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.model.RunRecord.Prediction;
import io.shrinkage.model.RunRecord.PredictionBin;
import io.shrinkage.model.RunRecord.ResidualBin;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionTallyTest {
  @Test
  void everyRatingIsInOneBinOneTenthAndOneResidualBin() {
    Prediction prediction = filled(1, 2001).prediction("test", List.of());
    assertThat(prediction.bins().stream().mapToLong(PredictionBin::count).sum()).isEqualTo(2000);
    assertThat(prediction.deciles().stream().mapToLong(PredictionBin::count).sum()).isEqualTo(2000);
    assertThat(prediction.residuals().stream().mapToLong(ResidualBin::count).sum()).isEqualTo(2000);
  }

  @Test
  void tenthsHoldAboutATenth() {
    assertThat(filled(1, 2001).prediction("test", List.of()).deciles())
        .hasSize(10)
        .allSatisfy(tenth -> assertThat(tenth.count()).isBetween(190L, 210L));
  }

  @Test
  void equalPredictionsAreNotCutAndTheRestKeepsItsTenths() {
    PredictionTally tally = filled(1, 1001).add(1.0, 3, 1000);
    assertThat(tally.prediction("test", List.of()).deciles())
        .hasSizeBetween(5, 7)
        .allSatisfy(tenth -> assertThat(tenth.count()).isGreaterThan(150L));
  }

  @Test
  void binHoldsTheMeansOfItsRatings() {
    // Both predictions fall into the bin from 2.75 to 2.975 of 20 over 0.5 to 5.
    Prediction prediction =
        new PredictionTally(0.5, 5).add(2.8, 3, 1).add(2.9, 5, 3).prediction("test", List.of());
    PredictionBin bin = prediction.bins().get(0);
    assertThat(prediction.bins()).hasSize(1);
    assertThat(bin.from()).isEqualTo(2.75, within(1e-12));
    assertThat(bin.meanPredicted()).isEqualTo(2.875, within(1e-12));
    assertThat(bin.meanActual()).isEqualTo(4.5, within(1e-12));
  }

  @Test
  void predictionsOutsideTheRangeAreCountedAtItsEnds() {
    Prediction prediction =
        new PredictionTally(1, 5).add(-3, 1, 1).add(9, 5, 2).prediction("test", List.of());
    assertThat(prediction.bins()).extracting(PredictionBin::count).containsExactly(1L, 2L);
    assertThat(prediction.bins().get(0).meanPredicted()).isEqualTo(-3);
  }

  @Test
  void mergedTalliesAreTheTallyOfBoth() {
    Prediction whole = filled(1, 2001).prediction("test", List.of());
    Prediction merged = filled(1, 700).merge(filled(700, 2001)).prediction("test", List.of());
    assertThat(merged.residuals()).isEqualTo(whole.residuals());
    assertThat(merged.deciles())
        .extracting(PredictionBin::count)
        .isEqualTo(whole.deciles().stream().map(PredictionBin::count).toList());
  }

  @Test
  void emptyTallyHasNoBins() {
    Prediction prediction = new PredictionTally(1, 1).prediction("train", List.of());
    assertThat(prediction.bins()).isEmpty();
    assertThat(prediction.deciles()).isEmpty();
  }

  @Test
  void otherRangeCannotBeMerged() {
    assertThatThrownBy(() -> new PredictionTally(1, 5).merge(new PredictionTally(0, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Tallies over different ranges cannot be merged");
  }

  private static PredictionTally filled(int from, int to) {
    PredictionTally tally = new PredictionTally(0.5, 5);
    for (int i = from; i < to; i++) {
      tally.add(0.5 + 4.5 * i / 2001, 1 + i % 5, 1);
    }
    return tally;
  }
}
