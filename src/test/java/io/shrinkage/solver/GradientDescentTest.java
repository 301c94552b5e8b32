package io.shrinkage.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.objective.ElasticNet;
import io.shrinkage.objective.Penalty;
import io.shrinkage.testing.DenseLeastSquares;
import io.shrinkage.testing.LeastSquaresCases;
import org.junit.jupiter.api.Test;

class GradientDescentTest {

  private static final StoppingRule RULE = StoppingRule.DEFAULT;

  /** x = ±1 is its own standardization; xᵀy/n = 2.5, so A = 2(w − 2.5). */
  private static DenseLeastSquares oneColumn() {
    return DenseLeastSquares.of(new double[][] {{-1}, {1}, {-1}, {1}}, new double[] {-2, 2, -3, 3});
  }

  private static Solution solve(
      DenseLeastSquares objective, Penalty penalty, LearningRate rate, StoppingRule rule) {
    return new GradientDescent(rule, rate)
        .solve(objective, penalty, WarmStart.zero(objective.dimension()));
  }

  @Test
  void l1UpdateIsTheDecks() {
    // The deck's λ = 2·l1 = 1: w* = 0 − 0.1(−5 + 1) = 0.4, as w = 0 counts as w ≥ 0.
    Solution one =
        solve(
            oneColumn(),
            ElasticNet.uniform(1, 0.5, 0),
            LearningRate.fixed(0.1),
            new StoppingRule(1, 1e-8));
    assertThat(one.coefficients()[0]).isCloseTo(0.4, within(1e-15));
    // From w = −1: w* = −1 − 0.1(−7 − 1) = −0.2.
    Solution negative =
        new GradientDescent(new StoppingRule(1, 1e-8), LearningRate.fixed(0.1))
            .solve(oneColumn(), ElasticNet.uniform(1, 0.5, 0), WarmStart.at(new double[] {-1}));
    assertThat(negative.coefficients()[0]).isCloseTo(-0.2, within(1e-15));
  }

  @Test
  void l2UpdateIsTheDecks() {
    // The deck's λ = l2 = 0.25. From 0: 0.5; then w* = 0.5 − 0.1(2(0.5 − 2.5) + 2·0.25·0.5) =
    // 0.875.
    Solution two =
        solve(
            oneColumn(),
            ElasticNet.uniform(1, 0, 0.25),
            LearningRate.fixed(0.1),
            new StoppingRule(2, 1e-8));
    assertThat(two.coefficients()[0]).isCloseTo(0.875, within(1e-15));
  }

  @Test
  void decayingRateShrinksByItsFormula() {
    Solution three =
        solve(
            oneColumn(),
            ElasticNet.uniform(1, 0, 0.25),
            LearningRate.decaying(0.2, 1),
            new StoppingRule(3, 1e-8));
    assertThat(three.trace().steps()).containsExactly(0, 0.2, 0.1, 0.2 / 3);
  }

  @Test
  void ridgeReachesTheProximalWeights() {
    for (int seed = 0; seed < 40; seed++) {
      DenseLeastSquares objective = LeastSquaresCases.seeded(seed);
      int p = objective.dimension();
      for (double l2 : new double[] {0, 1e-3, 0.1, 10}) {
        ElasticNet penalty = ElasticNet.uniform(p, 0, l2);
        Solution gradient = solve(objective, penalty, LearningRate.automatic(), RULE);
        assertThat(gradient.stopReason())
            .as("seed %d l2 %s", seed, l2)
            .isEqualTo(StopReason.CONVERGED);
        assertThat(gradient.certificate().kktViolation()).isLessThanOrEqualTo(1e-8);
        Solution proximal = new Fista(RULE).solve(objective, penalty, WarmStart.zero(p));
        double[] expected = proximal.coefficients();
        double[] actual = gradient.coefficients();
        for (int j = 0; j < p; j++) {
          assertThat(actual[j]).isCloseTo(expected[j], within(1e-6));
        }
        assertThat(actual[p - 1]).as("constant column").isEqualTo(0.0);
      }
    }
  }

  @Test
  void signRuleHoversWhereTheProximalStepLandsOnZero() {
    DenseLeastSquares objective = LeastSquaresCases.of(LeastSquaresCases.small());
    Penalty penalty = ElasticNet.uniform(6, 0.2, 0);
    double[] proximal = new Fista(RULE).solve(objective, penalty, WarmStart.zero(6)).coefficients();
    Solution gradient = solve(objective, penalty, LearningRate.fixed(0.01), RULE);
    double[] hovering = gradient.coefficients();
    int zeros = 0;
    for (int j = 0; j < 6; j++) {
      if (proximal[j] == 0) {
        zeros++;
        assertThat(Math.abs(hovering[j])).isBetween(1e-12, 0.05);
      }
    }
    assertThat(zeros).isEqualTo(4);
    assertThat(gradient.stopReason()).isEqualTo(StopReason.ITERATION_LIMIT);
    assertThat(gradient.remedy()).contains("sign rule of L1").contains("proximal solver");
  }

  @Test
  void automaticRateBringsTheSignRuleNearTheOptimum() {
    DenseLeastSquares objective = LeastSquaresCases.of(LeastSquaresCases.small());
    Penalty penalty = ElasticNet.uniform(6, 0.05, 0.01);
    Solution proximal = new Fista(RULE).solve(objective, penalty, WarmStart.zero(6));
    Solution gradient = solve(objective, penalty, LearningRate.automatic(), RULE);
    assertThat(gradient.objective() / proximal.objective() - 1).isBetween(0.0, 1e-4);
    assertThat(gradient.nonZeros()).isEqualTo(6);
  }

  @Test
  void divergenceReturnsTheBestFinitePointAndTheCure() {
    DenseLeastSquares objective = LeastSquaresCases.of(LeastSquaresCases.small());
    Penalty penalty = ElasticNet.uniform(6, 0, 0.1);
    double safe = 1 / (objective.curvature() + 0.1);
    for (double rate : new double[] {2, 1e200}) {
      Solution solution = solve(objective, penalty, LearningRate.fixed(rate), RULE);
      assertThat(solution.stopReason()).isEqualTo(StopReason.DIVERGED);
      assertThat(solution.coefficients()).doesNotContain(Double.NaN);
      assertThat(solution.objective()).isLessThanOrEqualTo(objective.valueAtZero());
      assertThat(solution.remedy())
          .isEqualTo(
              "the learning rate "
                  + rate
                  + " is too large; the largest safe one here is "
                  + safe
                  + ": set one below it, or let the solver choose");
    }
    assertThat(solve(objective, penalty, LearningRate.fixed(0.95 * safe), RULE).stopReason())
        .isNotEqualTo(StopReason.DIVERGED);
  }

  @Test
  void slowDivergenceIsStillDivergence() {
    DenseLeastSquares objective = LeastSquaresCases.of(LeastSquaresCases.small());
    Penalty penalty = ElasticNet.uniform(6, 0, 0.1);
    double rate = 1.1 / (objective.curvature() / 1.01 + 0.1);
    Solution solution =
        solve(objective, penalty, LearningRate.fixed(rate), new StoppingRule(20, 1e-8));
    assertThat(solution.iterations()).isEqualTo(20);
    assertThat(solution.stopReason()).isEqualTo(StopReason.DIVERGED);
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> LearningRate.fixed(0))
        .hasMessage("the learning rate is 0.0; it must be finite and above 0");
    assertThatThrownBy(() -> LearningRate.decaying(1, -1))
        .hasMessage("the decay is -1.0; it must be finite and at least 0");
    assertThatThrownBy(() -> new StoppingRule(-1, 1e-8))
        .hasMessage("the largest number of iterations is -1; it must be at least 0");
    assertThatThrownBy(() -> new StoppingRule(1, 0))
        .hasMessage("the tolerance is 0.0; it must be finite and above 0");
  }
}
