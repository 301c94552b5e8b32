package io.shrinkage.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.objective.Penalty;
import io.shrinkage.solver.Fista;
import io.shrinkage.solver.Solution;
import io.shrinkage.solver.StoppingRule;
import io.shrinkage.solver.WarmStart;
import io.shrinkage.statistics.InMemoryObjective;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.testing.DenseLeastSquares;
import io.shrinkage.testing.RowCases;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldErrorsTest {

  @Test
  void meanAndStandardErrorAreWeightedByTheFolds() {
    FoldErrors errors =
        new FoldErrors(new double[][] {{1, 4}, {2, 4}, {4, 4}}, new double[] {1, 2, 1});

    // mean (1·1 + 2·2 + 1·4)/4 = 9/4; squares (25/16 + 2/16 + 49/16)/4 = 19/16; /(K − 1) = 19/32.
    assertThat(errors.mse(0)).isEqualTo(2.25);
    assertThat(errors.se(0)).isCloseTo(Math.sqrt(19.0 / 32), within(1e-15));
    assertThat(errors.mse(1)).isEqualTo(4);
    assertThat(errors.se(1)).isZero();
    assertThat(errors.folds()).isEqualTo(3);
  }

  @Test
  void oneStandardErrorTakesTheLargestLambdaWithinTheBound() {
    // Means 6, 4, 3.5, 3, 3.2; of the lowest the standard error is √(1/(2 − 1)) = 1.
    FoldErrors errors =
        new FoldErrors(new double[][] {{7, 5, 4, 4, 4}, {5, 3, 3, 2, 2.4}}, new double[] {1, 1});

    assertThat(errors.lowest()).isEqualTo(3);
    assertThat(errors.se(3)).isEqualTo(1);
    assertThat(errors.withinOneStandardError()).isEqualTo(1);
  }

  @Test
  void ofEqualErrorsTheLargestLambdaIsLowest() {
    FoldErrors errors = new FoldErrors(new double[][] {{2, 1, 1}, {2, 1, 1}}, new double[] {1, 3});

    assertThat(errors.lowest()).isEqualTo(1);
    assertThat(errors.withinOneStandardError()).isEqualTo(1);
  }

  @Test
  void foldsAreFittedAsIfTheirRowsWereAllThereIs() {
    RowCases cases = new RowCases(31, 5, 60, 12);
    PathFits<InMemoryObjective> fits = Fits.of(cases, 0.6, true);
    List<SlotSet> folds = BucketPlan.hashed(RowCases.SLOTS, 0, 0).folds(3);
    double[] lambdas = {0.3, 0.1, 0.02};

    FoldErrors errors = FoldErrors.of(fits, SlotSet.all(RowCases.SLOTS), folds, lambdas);

    for (int fold = 0; fold < 3; fold++) {
      for (int k = 0; k < lambdas.length; k++) {
        assertThat(errors.mse(fold, k))
            .as("fold %d, lambda %s", fold, lambdas[k])
            .isCloseTo(bruteForce(cases, folds.get(fold), lambdas[k]), within(1e-9));
      }
    }
  }

  /** Fits the rows outside the fold from scratch, as a dense table of their own. */
  private static double bruteForce(RowCases cases, SlotSet fold, double lambda) {
    List<RowCases.Rating> all = cases.ratings();
    List<RowCases.Rating> train = all.stream().filter(r -> !fold.contains(r.slot())).toList();
    DenseLeastSquares rows =
        new DenseLeastSquares(
            train.stream().map(RowCases.Rating::x).toArray(double[][]::new),
            train.stream().mapToDouble(RowCases.Rating::y).toArray(),
            train.stream().mapToDouble(RowCases.Rating::weight).toArray());
    Penalty penalty = Fits.elasticNet(0.6, rows.scales()).at(lambda);
    Solution solution =
        new Fista(new StoppingRule(10_000, 1e-13))
            .solve(rows, penalty, WarmStart.zero(rows.dimension()));
    double[] w = rows.original(solution.coefficients());
    double offset = rows.intercept(solution.coefficients());
    double sum = 0;
    double weight = 0;
    for (RowCases.Rating rating : all) {
      if (fold.contains(rating.slot())) {
        double residual = rating.y() - offset;
        for (int j = 0; j < w.length; j++) {
          residual -= w[j] * rating.x()[j];
        }

        sum += rating.weight() * residual * residual;
        weight += rating.weight();
      }
    }

    return sum / weight;
  }

  @Test
  void foldsWithoutRowsAreLeftOut() {
    RowCases cases = new RowCases(5, 2, 40, 8);
    PathFits<InMemoryObjective> fits = Fits.of(cases, 1, true);
    List<SlotSet> folds =
        List.of(
            SlotSet.of(RowCases.SLOTS, s -> s < 5),
            SlotSet.of(20, s -> s >= 15),
            SlotSet.of(RowCases.SLOTS, s -> s >= 5));

    FoldErrors errors = FoldErrors.of(fits, SlotSet.all(20), folds, new double[] {0.1});

    assertThat(errors.folds()).isEqualTo(2);
    assertThatThrownBy(
            () -> FoldErrors.of(fits, SlotSet.all(20), folds.subList(0, 2), new double[] {0.1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("at least two folds need rows, of 2 folds 1 have any");
  }

  @Test
  void differencesArePairedByFold() {
    FoldErrors full = new FoldErrors(new double[][] {{1}, {5}}, new double[] {1, 1});
    FoldErrors without = new FoldErrors(new double[][] {{9, 2}, {9, 6}}, new double[] {1, 1});

    FoldErrors.Difference difference = without.minus(1, full, 0);

    // Both folds lose exactly 1, however far apart they lie.
    assertThat(difference.mean()).isEqualTo(1);
    assertThat(difference.se()).isZero();
  }
}
