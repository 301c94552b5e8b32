package io.shrinkage.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.shrinkage.objective.ElasticNet;
import io.shrinkage.objective.LambdaConventions;
import io.shrinkage.objective.LambdaConventions.MllibParameters;
import io.shrinkage.objective.SmoothObjective;
import io.shrinkage.testing.DenseLeastSquares;
import io.shrinkage.testing.Golden;
import io.shrinkage.testing.LeastSquaresCases;
import org.junit.jupiter.api.Test;

class OracleTest {

  private static final double AGREEMENT = 1e-8;
  private static final StoppingRule TIGHT = new StoppingRule(1000, 1e-12);

  private final DenseLeastSquares objective = LeastSquaresCases.of(LeastSquaresCases.small());

  @Test
  void fistaAgreesWithScikitLearn() {
    for (JsonNode fit : Golden.json("sklearn/elastic-net.json").get("fits")) {
      double lambda = fit.get("lambda").asDouble();
      double ratio = fit.get("l1Ratio").asDouble();
      compare(new Fista(TIGHT), lambda * ratio, lambda * (1 - ratio), fit);
    }
  }

  @Test
  void coordinateDescentAgreesWithScikitLearn() {
    Solver<SmoothObjective> onGramian =
        (rows, penalty, start) ->
            new CoordinateDescent(TIGHT).solve(objective.gramian(), penalty, start);
    for (JsonNode fit : Golden.json("sklearn/elastic-net.json").get("fits")) {
      double lambda = fit.get("lambda").asDouble();
      double ratio = fit.get("l1Ratio").asDouble();
      compare(onGramian, lambda * ratio, lambda * (1 - ratio), fit);
    }
  }

  @Test
  void gradientDescentAgreesWithScikitLearnOnRidge() {
    int compared = 0;
    for (JsonNode fit : Golden.json("sklearn/elastic-net.json").get("fits")) {
      if (fit.get("l1Ratio").asDouble() == 0) {
        GradientDescent solver = new GradientDescent(TIGHT, LearningRate.automatic());
        compare(solver, 0, fit.get("lambda").asDouble(), fit);
        compared++;
      }
    }
    assertThat(compared).isEqualTo(3);
  }

  @Test
  void fistaAgreesWithGlmnetUnderTheTranslatedLambda() {
    for (JsonNode fit : Golden.json("glmnet/elastic-net.json").get("fits")) {
      double lambda = fit.get("lambda").asDouble();
      double mix = fit.get("alpha").asDouble();
      double l1 = lambda * mix;
      double l2 = lambda * (1 - mix) / objective.labelDeviation();
      // The forward translation leads back to glmnet's own numbers.
      MllibParameters forward =
          LambdaConventions.mllibNormal(l1 + l2, l1 / (l1 + l2), objective.labelDeviation());
      assertThat(forward.regParam()).isCloseTo(lambda, within(1e-15));
      assertThat(forward.elasticNetParam()).isCloseTo(mix, within(1e-15));
      compare(new Fista(TIGHT), l1, l2, fit);
    }
  }

  private void compare(Solver<SmoothObjective> solver, double l1, double l2, JsonNode fit) {
    double[] expected = Golden.numbers(fit.get("weights"));
    int p = expected.length;
    Solution solution = solver.solve(objective, ElasticNet.uniform(p, l1, l2), WarmStart.zero(p));
    double[] actual = objective.original(solution.coefficients());
    double[] scales = objective.scales();
    for (int j = 0; j < p; j++) {
      assertThat(scales[j] * actual[j])
          .as("weight %d of %s", j, fit)
          .isCloseTo(scales[j] * expected[j], within(AGREEMENT));
      if (l1 > 0) {
        assertThat(actual[j] == 0).as("zero %d of %s", j, fit).isEqualTo(expected[j] == 0);
      }
    }
    // Means of the columns are up to 2000, and so is what an error of a weight is multiplied by.
    assertThat(objective.intercept(solution.coefficients()))
        .isCloseTo(fit.get("intercept").asDouble(), within(100 * AGREEMENT));
    assertThat(solution.stopReason()).isEqualTo(StopReason.CONVERGED);
  }
}
