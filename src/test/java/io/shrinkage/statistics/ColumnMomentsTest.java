package io.shrinkage.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.linalg.RowCursor;
import io.shrinkage.linalg.SparseRows;
import io.shrinkage.testing.RowCases;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ColumnMomentsTest {

  private static final SlotSet ALL = SlotSet.all(RowCases.SLOTS);

  @Test
  void momentsEqualTheTwoPassFormulas() {
    RowCases cases = new RowCases(7, 5, 60, 9);
    Standardizer standardizer = InMemoryObjective.standardizer(cases.blocks(), ALL);
    double sum = 0;
    double ySum = 0;
    for (RowCases.Rating r : cases.ratings()) {
      sum += r.weight();
      ySum += r.weight() * r.y();
    }

    assertThat(standardizer.sumWeights()).isCloseTo(sum, within(1e-10));
    assertThat(standardizer.yMean()).isCloseTo(ySum / sum, within(1e-14));
    double ySquares = 0;
    for (RowCases.Rating r : cases.ratings()) {
      ySquares += r.weight() * Math.pow(r.y() - ySum / sum, 2);
    }

    assertThat(standardizer.ySigma()).isCloseTo(Math.sqrt(ySquares / sum), within(1e-13));
    for (int j = 0; j < 9; j++) {
      double mean = 0;
      for (RowCases.Rating r : cases.ratings()) {
        mean += r.weight() * r.x()[j] / sum;
      }

      double variance = 0;
      for (RowCases.Rating r : cases.ratings()) {
        variance += r.weight() * Math.pow(r.x()[j] - mean, 2) / sum;
      }

      assertThat(standardizer.mean(j)).isCloseTo(mean, within(1e-14));
      assertThat(standardizer.scale(j)).isCloseTo(Math.sqrt(variance), within(1e-13));
    }
  }

  @Test
  void constantColumnsHaveScaleZeroWhateverTheirMagnitude() {
    SplittableRandom random = new SplittableRandom(3);
    double[] values = {1e-8, 0.1, 1, 1e12 / 3};
    OrderedMerge<ColumnMoments> merge = new OrderedMerge<>();
    for (int block = 0; block < 5; block++) {
      SparseRows.Builder x = SparseRows.builder(values.length + 1);
      RatingGroups.Builder y = RatingGroups.builder();
      for (int row = 0; row < 37; row++) {
        for (int j = 0; j < values.length; j++) {
          x.add(j, values[j]);
        }

        x.endRow();
        y.add(random.nextDouble(), 1, random.nextDouble()).endRow();
      }

      RowBlock rows = new RowBlock(block, x.build(), new int[37], new int[37], y.build());
      merge.add(block, new ColumnMoments().add(rows, ALL));
    }

    Standardizer standardizer = merge.root().standardizer();
    for (int j = 0; j < values.length; j++) {
      assertThat(standardizer.scale(j)).isZero();
      assertThat(standardizer.mean(j)).isEqualTo(values[j]);
    }

    assertThat(standardizer.isConstant(values.length)).isTrue();
  }

  @Test
  void varianceSurvivesAColumnFarFromZero() {
    // 1e9 ± 1: x² − mean² would leave nothing of the variance 1
    SparseRows.Builder x = SparseRows.builder(1);
    RatingGroups.Builder y = RatingGroups.builder();
    for (int row = 0; row < 1000; row++) {
      x.add(0, 1e9 + (row % 2 == 0 ? 1 : -1)).endRow();
      y.add(2000 + (row % 4 < 2 ? 10 : -10), 1, 1).endRow();
    }

    RowBlock rows = new RowBlock(0, x.build(), new int[1000], new int[1000], y.build());
    Standardizer standardizer = new ColumnMoments().add(rows, ALL).standardizer();

    assertThat(standardizer.scale(0)).isCloseTo(1, within(1e-12));
    assertThat(standardizer.ySigma()).isCloseTo(10, within(1e-12));
    assertThat(standardizer.sumSquaredWeights()).isEqualTo(1000);
  }

  @Test
  void onlyTheSlotsAskedForCount() {
    RowCases cases = new RowCases(9, 3, 50, 7);
    SlotSet some = SlotSet.of(RowCases.SLOTS, slot -> slot < 3);
    long expected =
        cases.ratings().stream().filter(r -> r.slot() < 3).mapToLong(RowCases.Rating::count).sum();

    assertThat(InMemoryObjective.standardizer(cases.blocks(), some).rows()).isEqualTo(expected);
  }

  @Test
  void nothingToStandardizeByIsRefused() {
    RowCases cases = new RowCases(9, 1, 5, 7);
    ColumnMoments none = new ColumnMoments().add(cases.blocks().get(0), SlotSet.all(0));

    assertThatThrownBy(none::standardizer)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no row has a weight above 0, of 0 ratings");
  }

  @Test
  void standardizerMapsThereAndBack() {
    Standardizer standardizer =
        new Standardizer(new double[] {3, 8}, new double[] {2, 0}, 10, 1, 4, 4, 4);

    assertThat(standardizer.toOriginal(new double[] {6, 5})).containsExactly(3, 0);
    assertThat(standardizer.toStandardized(new double[] {3, 7})).containsExactly(6, 0);
    assertThat(standardizer.intercept(new double[] {6, 5})).isEqualTo(1);
    SparseRows rows = SparseRows.builder(2).add(0, 5).add(1, 8).endRow().build();
    RowCursor row = rows.cursor().moveTo(0);
    assertThat(standardizer.predictor(new double[] {6, 5}).predict(row)).isEqualTo(16);
    assertThat(List.of(standardizer.isConstant(0), standardizer.isConstant(1)))
        .containsExactly(false, true);
  }
}
