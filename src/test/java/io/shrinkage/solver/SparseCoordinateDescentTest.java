package io.shrinkage.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.objective.ElasticNet;
import io.shrinkage.objective.ElasticNetFamily;
import io.shrinkage.objective.Penalty;
import io.shrinkage.statistics.Gramian;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.RowProblems;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.SlotStatistics;
import io.shrinkage.statistics.SparseLeastSquares;
import io.shrinkage.statistics.StatisticsProblems;
import io.shrinkage.statistics.Strata;
import io.shrinkage.testing.DenseLeastSquares;
import io.shrinkage.testing.LeastSquaresCases;
import io.shrinkage.testing.MovieRows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparseCoordinateDescentTest {

  private static final int SLOTS = 10;
  private static final StoppingRule TIGHT = new StoppingRule(2000, 1e-11);

  private static Solution solve(SparseLeastSquares objective, Penalty penalty, WarmStart start) {
    Solution solution = new SparseCoordinateDescent(TIGHT).solve(objective, penalty, start);
    assertThat(solution.stopReason()).as(solution.remedy()).isEqualTo(StopReason.CONVERGED);
    assertThat(Certifier.of(objective, penalty, solution.coefficients(), TIGHT.tolerance()))
        .isEqualTo(solution.certificate());
    return solution;
  }

  private static ElasticNetFamily family(SparseLeastSquares objective, double ratio) {
    double[] factors = new double[objective.dimension()];
    Arrays.fill(factors, 1);
    factors[1] = 0;
    return ElasticNetFamily.onStandardized(ratio, factors, objective.standardizer().scales());
  }

  @Test
  void thePathIsThatOfTheGramian() {
    List<RowBlock> blocks = MovieRows.blocks(4, 4, 60, 25, SLOTS);
    SlotSet slots = SlotSet.of(SLOTS, slot -> slot > 1);
    SlotStatistics statistics = SlotStatistics.of(blocks, 1, Strata.each(SLOTS), 3);
    double[] origins = new double[blocks.get(0).x().columns()];
    origins[origins.length - 2] = -0.4;
    comparePaths(
        RowProblems.withIntercept(blocks).problem(slots),
        StatisticsProblems.withIntercept(statistics).problem(slots));
    comparePaths(
        RowProblems.withoutIntercept(blocks, origins).problem(slots),
        StatisticsProblems.withoutIntercept(statistics, origins).problem(slots));
    comparePaths(
        RowProblems.withIntercept(blocks).without(3, 30).problem(slots),
        StatisticsProblems.withIntercept(statistics).without(3, 30).problem(slots));
  }

  private static void comparePaths(SparseLeastSquares rows, Gramian gramian) {
    for (double ratio : new double[] {1, 0.5, 0}) {
      ElasticNetFamily family = family(rows, ratio);
      double[] low = new double[rows.dimension()];
      double[] high = new double[rows.dimension()];
      Arrays.fill(low, -0.05);
      Arrays.fill(high, Double.POSITIVE_INFINITY);
      WarmStart start = WarmStart.zero(rows.dimension());
      for (double share : new double[] {0.5, 0.1, 0.02, 0.004}) {
        ElasticNet penalty = family.at(share * rows.gradientScale());
        Solution solution = solve(rows, penalty, start);
        Solution expected =
            new CoordinateDescent(TIGHT).solve(gramian, penalty, WarmStart.zero(rows.dimension()));
        assertThat(solution.objective()).isCloseTo(expected.objective(), within(1e-11));
        if (ratio < 1) {
          assertThat(solution.coefficients())
              .containsExactly(expected.coefficients(), within(1e-8));
        }

        solve(rows, penalty.within(low, high), start);
        start = solution.warmStart();
      }
    }
  }

  @Test
  void indicatorsUnderATinyPenaltyAreFinishedByConjugateGradients() {
    DenseLeastSquares rows = LeastSquaresCases.indicators(800, 200, 7);
    SparseLeastSquares objective =
        RowProblems.withIntercept(List.of(rows.block())).problem(SlotSet.all(1));
    for (double ratio : new double[] {1, 0.5, 0}) {
      Penalty penalty =
          ElasticNet.uniform(
              rows.dimension(),
              1e-4 * ratio * objective.gradientScale(),
              1e-4 * (1 - ratio) * objective.gradientScale());
      Solution solution =
          new SparseCoordinateDescent(new StoppingRule(2000, 1e-9))
              .solve(objective, penalty, WarmStart.zero(rows.dimension()));
      assertThat(Certifier.of(rows, penalty, solution.coefficients(), 1e-8).kktViolation())
          .as("ratio %s: %s", ratio, solution.remedy())
          .isLessThan(1e-8);
    }
  }

  @Test
  void dimensionsMustAgree() {
    SparseLeastSquares objective =
        RowProblems.withIntercept(MovieRows.blocks(1, 1, 5, 3, SLOTS)).problem(SlotSet.all(SLOTS));
    assertThatThrownBy(() -> solve(objective, ElasticNet.none(4), WarmStart.zero(11)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the penalty has 4 weights, the objective 11");
  }
}
