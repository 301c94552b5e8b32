package io.shrinkage.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.selection.FeatureAblation.Reduced;
import io.shrinkage.selection.FeatureAblation.Without;
import io.shrinkage.statistics.InMemoryObjective;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.testing.Cases;
import io.shrinkage.testing.RowProblems;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FeatureAblationTest {

  private static final int ROWS = 300;
  private static final int SLOTS = 10;
  private static final SlotSet ALL = SlotSet.all(SLOTS);
  private static final LambdaGrid GRID = new LambdaGrid(20, 1e-2);

  /** Of three columns the first carries weight 2, the others none; {@code without} is made 0. */
  private static RowProblems rows(int without) {
    SplittableRandom random = new SplittableRandom(8);
    double[][] x = new double[ROWS][3];
    double[] y = new double[ROWS];
    int[] slot = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < 3; j++) {
        x[i][j] = Cases.normal(random);
      }

      y[i] = 2 * x[i][0] + Cases.normal(random);
      slot[i] = i % SLOTS;
      if (without >= 0) {
        x[i][without] = 0;
      }
    }

    return Fits.table(x, y, slot);
  }

  @Test
  void aFeatureIsWorthTheErrorWithoutIt() {
    PathFits<InMemoryObjective> fits = Fits.of(rows(-1), 1);
    List<SlotSet> folds = BucketPlan.hashed(SLOTS, 0, 0).folds(5);
    FoldErrors full =
        CrossValidation.run(fits, ALL, folds, GRID, PathStopping.NEVER).orElseThrow().errors();

    FeatureAblation ablation =
        FeatureAblation.run(
            fits,
            full,
            List.of(new Reduced<>("signal", 1, rows(0)), new Reduced<>("noise", 1, rows(2))),
            ALL,
            folds,
            GRID);

    assertThat(ablation.mse()).isEqualTo(full.mse(full.lowest())).isBetween(0.8, 1.3);
    Without signal = ablation.features().get(0);
    assertThat(signal.name()).isEqualTo("signal");
    assertThat(signal.mseWithout()).isBetween(4.0, 6.0);
    assertThat(signal.difference()).isCloseTo(signal.mseWithout() - ablation.mse(), within(1e-12));
    assertThat(signal.difference()).isGreaterThan(4 * signal.se());
    Without noise = ablation.features().get(1);
    assertThat(Math.abs(noise.difference())).isLessThan(0.02);
    assertThat(noise.se()).isLessThan(0.1 * signal.se());
  }

  @Test
  void withoutTheOnlyFeatureTheMeanIsLeft() {
    RowProblems only =
        Fits.table(
            new double[][] {{1}, {2}, {3}, {5}}, new double[] {1, 2, 3, 5}, new int[] {0, 1, 2, 3});
    RowProblems none =
        Fits.table(new double[4][1], new double[] {1, 2, 3, 5}, new int[] {0, 1, 2, 3});
    PathFits<InMemoryObjective> fits = Fits.of(only, 1);
    SlotSet all = SlotSet.all(4);
    List<SlotSet> folds = BucketPlan.hashed(4, 0, 0).folds(2);
    FoldErrors full =
        CrossValidation.run(fits, all, folds, GRID, PathStopping.NEVER).orElseThrow().errors();

    FeatureAblation ablation =
        FeatureAblation.run(fits, full, List.of(new Reduced<>("only", 1, none)), all, folds, GRID);

    // Folds {1, 3} and {2, 5}: errors about the other's mean, (6.25 + 0.25)/2 and (0 + 9)/2.
    assertThat(ablation.features().get(0).mseWithout()).isCloseTo(3.875, within(1e-12));
  }
}
