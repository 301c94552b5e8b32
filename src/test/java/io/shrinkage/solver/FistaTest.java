package io.shrinkage.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.objective.ElasticNet;
import io.shrinkage.objective.ElasticNetFamily;
import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.SmoothObjective;
import io.shrinkage.testing.DenseLeastSquares;
import io.shrinkage.testing.LeastSquaresCases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FistaTest {

  private static final StoppingRule TIGHT = new StoppingRule(2000, 1e-12);
  private static final int CASES = 40;

  private static Solution solve(DenseLeastSquares objective, Penalty penalty) {
    return solve(objective, penalty, WarmStart.zero(objective.dimension()));
  }

  private static Solution solve(DenseLeastSquares objective, Penalty penalty, WarmStart start) {
    Solution solution = new Fista(TIGHT).solve(objective, penalty, start);
    certify(objective, penalty, solution);
    return solution;
  }

  /** What must hold of every solution. */
  private static void certify(DenseLeastSquares objective, Penalty penalty, Solution solution) {
    Certificate certificate =
        Certifier.of(objective, penalty, solution.coefficients(), TIGHT.tolerance());
    assertThat(solution.stopReason()).as(solution.remedy()).isEqualTo(StopReason.CONVERGED);
    assertThat(certificate.converged()).isTrue();
    assertThat(certificate.kktViolation()).isEqualTo(solution.certificate().kktViolation());
    if (penalty.isZero()) {
      assertThat(certificate.dualityGap()).isNaN();
    } else {
      assertThat(certificate.dualityGap()).isBetween(0.0, 1e-9);
    }
  }

  private static double[] gradientAtZero(DenseLeastSquares objective) {
    double[] gradient = new double[objective.dimension()];
    objective.valueAndGradient(new double[objective.dimension()], gradient);
    return gradient;
  }

  private static ElasticNetFamily family(DenseLeastSquares objective, double ratio) {
    double[] factors = new double[objective.dimension()];
    Arrays.fill(factors, 1);
    return ElasticNetFamily.onStandardized(ratio, factors, objective.scales());
  }

  private static void assertClose(double[] actual, double[] expected, double tolerance) {
    for (int j = 0; j < expected.length; j++) {
      assertThat(actual[j]).as("weight %d", j).isCloseTo(expected[j], within(tolerance));
    }
  }

  @Test
  void oneColumnIsSoftThresholded() {
    // x = ±1 is its own standardization; xᵀy/n = 2.5; S(2.5, 0.5)/(1 + 0.25) = 1.6.
    DenseLeastSquares objective =
        DenseLeastSquares.of(new double[][] {{-1}, {1}, {-1}, {1}}, new double[] {-2, 2, -3, 3});
    Solution solution = solve(objective, ElasticNet.uniform(1, 0.5, 0.25));
    assertThat(solution.coefficients()[0]).isCloseTo(1.6, within(1e-14));
  }

  @Test
  void lambdaMaxIsWhereTheModelBecomesEmpty() {
    for (int seed = 0; seed < CASES; seed++) {
      DenseLeastSquares objective = LeastSquaresCases.seeded(seed);
      for (double ratio : new double[] {1, 0.5, 0.1}) {
        ElasticNetFamily family = family(objective, ratio);
        double largest = family.lambdaMax(gradientAtZero(objective));
        assertThat(solve(objective, family.at(largest * (1 + 1e-12))).nonZeros())
            .as("seed %d ratio %s", seed, ratio)
            .isZero();
        assertThat(solve(objective, family.at(largest * 0.999)).nonZeros()).isPositive();
      }
    }
  }

  @Test
  void elasticNetOfRatioOneIsTheLasso() {
    for (int seed = 0; seed < CASES; seed++) {
      DenseLeastSquares objective = LeastSquaresCases.seeded(seed);
      double lambda = 0.2 * objective.gradientScale();
      double[] lasso =
          solve(objective, ElasticNet.uniform(objective.dimension(), lambda, 0)).coefficients();
      assertThat(solve(objective, family(objective, 1).at(lambda)).coefficients()).isEqualTo(lasso);
    }
  }

  @Test
  void warmStartsEndWhereColdOnesDo() {
    for (int seed = 0; seed < CASES; seed++) {
      DenseLeastSquares objective = LeastSquaresCases.seeded(seed);
      ElasticNetFamily family = family(objective, 0.7);
      double lambda = 0.05 * objective.gradientScale();
      WarmStart warm = solve(objective, family.at(3 * lambda)).warmStart();
      double[] cold = solve(objective, family.at(lambda)).coefficients();
      assertClose(solve(objective, family.at(lambda), warm).coefficients(), cold, 1e-9);
    }
  }

  @Test
  void permutedColumnsPermuteTheWeights() {
    double[][] table = LeastSquaresCases.small();
    double[][] reversed = new double[table.length][];
    int p = table[0].length - 1;
    for (int i = 0; i < table.length; i++) {
      reversed[i] = table[i].clone();
      for (int j = 0; j < p; j++) {
        reversed[i][j] = table[i][p - 1 - j];
      }
    }
    ElasticNet penalty = ElasticNet.uniform(p, 0.03, 0.01);
    double[] straight = solve(LeastSquaresCases.of(table), penalty).coefficients();
    double[] turned = solve(LeastSquaresCases.of(reversed), penalty).coefficients();
    for (int j = 0; j < p; j++) {
      assertThat(turned[p - 1 - j]).isCloseTo(straight[j], within(1e-10));
    }
  }

  @Test
  void constantColumnKeepsZeroCoefficient() {
    DenseLeastSquares objective = LeastSquaresCases.seeded(1);
    int p = objective.dimension();
    for (Penalty penalty :
        List.of(ElasticNet.none(p), ElasticNet.uniform(p, 0, 0.1), family(objective, 1).at(0.01))) {
      double[] w = solve(objective, penalty).coefficients();
      assertThat(w[p - 1]).isEqualTo(0.0);
      assertThat(w[0]).isNotEqualTo(0.0);
    }
  }

  @Test
  void equalColumnsUnderTheLassoStillConverge() {
    double[][] table = LeastSquaresCases.small();
    for (double[] row : table) {
      row[1] = row[0];
    }
    solve(LeastSquaresCases.of(table), ElasticNet.uniform(6, 0.02, 0));
    solve(LeastSquaresCases.of(table), ElasticNet.none(6));
  }

  @Test
  void unpenalizedColumnsAreRefittedForTheGap() {
    for (int seed = 0; seed < CASES; seed++) {
      DenseLeastSquares objective = LeastSquaresCases.seeded(seed);
      int p = objective.dimension();
      double[] factors = new double[p];
      Arrays.fill(factors, 1);
      factors[0] = 0;
      factors[2] = 0;
      ElasticNetFamily family = ElasticNetFamily.onStandardized(0.5, factors, objective.scales());
      Penalty penalty = family.at(0.1 * objective.gradientScale());
      Solution solution = solve(objective, penalty);
      double[] w = solution.coefficients();
      w[0] += 0.01;
      w[1] += 0.02;
      double[] gradient = new double[p];
      double excess =
          objective.valueAndGradient(w, gradient) + penalty.value(w) - solution.objective();
      double gap = Certifier.of(objective, penalty, w, 1e-8).dualityGap();
      assertThat(gap * objective.valueAtZero())
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(excess * (1 - 1e-9))
          .isLessThan(100 * excess);
    }
  }

  @Test
  void gapBoundsTheExcessAnywhere() {
    for (int seed = 0; seed < CASES; seed++) {
      DenseLeastSquares objective = LeastSquaresCases.seeded(seed);
      int p = objective.dimension();
      double lambda = 0.1 * objective.gradientScale();
      for (double ratio : new double[] {1, 0.5, 0}) {
        Penalty penalty = ElasticNet.uniform(p, lambda * ratio, lambda * (1 - ratio));
        Solution loose =
            new Fista(new StoppingRule(3, 1e-12)).solve(objective, penalty, WarmStart.zero(p));
        double excess = loose.objective() - solve(objective, penalty).objective();
        assertThat(loose.certificate().dualityGap() * objective.valueAtZero())
            .isGreaterThanOrEqualTo(excess - 1e-13);
      }
    }
  }

  @Test
  void sparseIndicatorsUnderASmallPenaltyConvergeInAFewHundredPasses() {
    DenseLeastSquares objective = LeastSquaresCases.indicators(800, 200, 7);
    int p = objective.dimension();
    double l = 2e-3 * objective.gradientScale();
    Penalty penalty = ElasticNet.uniform(p, l, l);
    Solution solution =
        new Fista(StoppingRule.DEFAULT).solve(objective, penalty, WarmStart.zero(p));
    assertThat(solution.certificate().converged()).as(solution.remedy()).isTrue();
    assertThat(solution.iterations()).isLessThan(500);
    assertThat(solution.certificate().dualityGap()).isBetween(0.0, 1e-9);
  }

  @Test
  void tooSmallACurvatureIsCorrected() {
    DenseLeastSquares objective = LeastSquaresCases.seeded(2);
    ElasticNet penalty = ElasticNet.uniform(objective.dimension(), 0.01, 0.01);
    double[] expected = solve(objective, penalty).coefficients();
    Solution solution =
        new Fista(TIGHT)
            .solve(new Underestimated(objective), penalty, WarmStart.zero(objective.dimension()));
    assertClose(solution.coefficients(), expected, 1e-9);
  }

  /** Reports a twentieth of the curvature. */
  private record Underestimated(DenseLeastSquares inner) implements SmoothObjective {
    @Override
    public int dimension() {
      return inner.dimension();
    }

    @Override
    public double valueAndGradient(double[] w, double[] gradient) {
      return inner.valueAndGradient(w, gradient);
    }

    @Override
    public double gradientScale() {
      return inner.gradientScale();
    }

    @Override
    public double curvature() {
      return inner.curvature() / 20;
    }
  }

  @Test
  void iterationLimitIsAValueWithARemedy() {
    DenseLeastSquares objective = LeastSquaresCases.seeded(3);
    int p = objective.dimension();
    Solution solution =
        new Fista(new StoppingRule(2, 1e-10))
            .solve(objective, ElasticNet.uniform(p, 1e-4, 0), WarmStart.zero(p));
    assertThat(solution.stopReason()).isEqualTo(StopReason.ITERATION_LIMIT);
    assertThat(solution.iterations()).isEqualTo(2);
    assertThat(solution.remedy()).contains("after 2 iterations; allow more iterations");
    assertThat(solution.stopReason().words()).isEqualTo("stopped at the iteration limit");
  }

  @Test
  void everyIterationIsTracedAndHeard() {
    DenseLeastSquares objective = LeastSquaresCases.seeded(4);
    ElasticNet penalty = ElasticNet.uniform(objective.dimension(), 0.01, 0.001);
    objective.gradientScale();
    objective.curvature();
    List<Double> heard = new ArrayList<>();
    int before = objective.passes();
    Solution solution =
        new Fista(TIGHT, (iteration, loss, violation) -> heard.add(loss))
            .solve(objective, penalty, WarmStart.zero(objective.dimension()));
    // The start's pass, one per iteration, and the gap's unit f(0).
    assertThat(objective.passes() - before).isEqualTo(solution.iterations() + 2);
    double[] losses = solution.trace().losses();
    assertThat(heard).hasSize(solution.iterations());
    assertThat(losses).hasSize(solution.iterations() + 1);
    assertThat(losses[losses.length - 1]).isEqualTo(solution.objective());
    int[] nonZeros = solution.trace().nonZeros();
    assertThat(nonZeros[nonZeros.length - 1]).isEqualTo(solution.nonZeros());
  }

  @Test
  void solvesAreTheSameBitForBit() {
    ElasticNet penalty = ElasticNet.uniform(100, 1e-3, 1e-3);
    double[] first = solve(LeastSquaresCases.indicators(200, 50, 9), penalty).coefficients();
    double[] again = solve(LeastSquaresCases.indicators(200, 50, 9), penalty).coefficients();
    assertThat(again).isEqualTo(first);
  }

  @Test
  void dimensionsMustAgree() {
    DenseLeastSquares objective = LeastSquaresCases.of(LeastSquaresCases.small());
    assertThatThrownBy(() -> solve(objective, ElasticNet.none(5)))
        .hasMessage("the penalty has 5 weights, the objective 6");
    assertThatThrownBy(() -> solve(objective, ElasticNet.none(6), WarmStart.zero(5)))
        .hasMessage("the start has 5 weights, the objective 6");
    assertThatThrownBy(() -> WarmStart.at(new double[] {0, Double.NaN}))
        .hasMessage("start weight 1 is NaN");
  }
}
