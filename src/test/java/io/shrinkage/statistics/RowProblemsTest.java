package io.shrinkage.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.testing.Cases;
import io.shrinkage.testing.MovieRows;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowProblemsTest {

  private static final int SLOTS = 8;

  private final List<RowBlock> blocks = MovieRows.blocks(6, 5, 20, 6, SLOTS);
  private final int p = blocks.get(0).x().columns();

  @Test
  void collapsedRowsPoseTheProblemOfAllRows() {
    RowProblems problems = RowProblems.withIntercept(blocks);
    double[] origins = new double[p];
    origins[p - 2] = 0.3;
    RowProblems uncentred = RowProblems.withoutIntercept(blocks, origins);
    Cases.check(
        20,
        random -> {
          long mask = random.nextLong(1, 1L << SLOTS);
          SlotSet slots = SlotSet.of(SLOTS, slot -> (mask >> slot & 1) == 1);
          double[] w = random.doubles(p, -1, 1).toArray();
          Standardizer standardizer = InMemoryObjective.standardizer(blocks, slots);
          assertSame(problems.problem(slots), standardizer, slots, w);
          assertSame(uncentred.problem(slots), standardizer.withoutIntercept(origins), slots, w);
          LinearPredictor predictor = standardizer.predictor(w);
          Metrics metrics = new Metrics();
          blocks.forEach(block -> metrics.add(block, slots, predictor));
          double weight = problems.weight(slots);
          assertThat(weight).isCloseTo(standardizer.sumWeights(), within(1e-12 * weight));
          assertThat(problems.rows(slots)).isEqualTo(metrics.n());
          assertThat(problems.squaredError(slots, predictor) / weight)
              .isCloseTo(metrics.mse(), within(1e-12));
        });
  }

  private void assertSame(
      SparseLeastSquares problem, Standardizer standardizer, SlotSet slots, double[] w) {
    InMemoryObjective rows = new InMemoryObjective(blocks, slots, standardizer, 1);
    double[] expected = new double[p];
    double[] actual = new double[p];
    double value = rows.valueAndGradient(w, expected);
    assertThat(problem.valueAndGradient(w, actual)).isCloseTo(value, within(1e-12));
    assertThat(actual).containsExactly(expected, within(1e-12));
    assertThat(problem.valueAtZero()).isCloseTo(rows.valueAtZero(), within(1e-13));
    assertThat(problem.gradientAtOrigin()).containsExactly(rows.gradientAtOrigin(), within(1e-13));
    assertThat(problem.standardizer().sumSquaredWeights())
        .isCloseTo(standardizer.sumSquaredWeights(), within(1e-9));
    for (int j = 0; j < p; j++) {
      assertThat(problem.standardizer().isConstant(j)).isEqualTo(standardizer.isConstant(j));
    }
  }

  @Test
  void residualsFollowMoves() {
    double[] origins = new double[p];
    origins[p - 2] = 0.3;
    SlotSet slots = SlotSet.of(SLOTS, slot -> slot > 2);
    for (RowProblems problems :
        List.of(RowProblems.withIntercept(blocks), RowProblems.withoutIntercept(blocks, origins))) {
      SparseLeastSquares problem = problems.problem(slots);
      double[] w = new double[p];
      SparseLeastSquares.Residuals residuals = problem.residuals(w);
      double[] before = new double[p];
      double[] after = new double[p];
      for (int j = 0; j < p; j++) {
        if (!problem.standardizer().isConstant(j)) {
          problem.valueAndGradient(w, before);
          w[j] += Math.cos(j);
          residuals.move(j, Math.cos(j));
          problem.valueAndGradient(w, after);
          assertThat((after[j] - before[j]) / Math.cos(j))
              .isCloseTo(problem.diagonal(j), within(1e-11));
        }
      }

      for (int j = 0; j < p; j++) {
        assertThat(residuals.derivative(j)).isCloseTo(after[j], within(1e-12));
      }
    }
  }

  @Test
  void slotsWithoutRowsAreRefused() {
    assertThatThrownBy(() -> RowProblems.withIntercept(blocks).problem(SlotSet.of(3, s -> false)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no row has a weight above 0, of 0 ratings");
  }
}
