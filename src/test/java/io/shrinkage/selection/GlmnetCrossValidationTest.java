package io.shrinkage.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.shrinkage.statistics.InMemoryObjective;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.testing.Golden;
import io.shrinkage.testing.RegressionSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Golden curves by {@code cv.glmnet}; needs the data sets beside the project. */
class GlmnetCrossValidationTest {

  @ParameterizedTest
  @EnumSource
  void curvesAndChoicesAreThoseOfGlmnet(RegressionSet set) {
    assumeThat(set.file()).exists();
    JsonNode golden = Golden.json("glmnet/cv-" + set.key() + ".json");
    int folds = golden.get("folds").asInt();
    double[][] x = set.features();
    int[] slot = IntStream.range(0, x.length).map(i -> i % folds).toArray();
    SlotSet all = SlotSet.all(folds);
    List<SlotSet> each = BucketPlan.hashed(folds, 0, 0).folds(folds);
    for (JsonNode curve : golden.get("curves")) {
      PathFits<InMemoryObjective> fits =
          Fits.of(Fits.table(x, set.target(), slot), curve.get("l1Ratio").asDouble());
      double[] expected = Golden.numbers(curve.get("lambda"));

      CrossValidation cv =
          CrossValidation.run(
                  fits, all, each, new LambdaGrid(expected.length, 1e-3), PathStopping.NEVER)
              .orElseThrow();

      double variance = 2 * fits.problems().problem(all).valueAtZero();
      for (int k = 0; k < expected.length; k++) {
        assertThat(cv.path().lambdas()[k]).isCloseTo(expected[k], within(1e-12 * expected[0]));
        assertThat(cv.errors().mse(k))
            .as("cv_mse %d", k)
            .isCloseTo(curve.get("mse").get(k).asDouble(), within(1e-6 * variance));
        assertThat(cv.errors().se(k))
            .as("cv_se %d", k)
            .isCloseTo(curve.get("se").get(k).asDouble(), within(1e-6 * variance));
      }

      double close = 1e-12 * expected[0];
      assertThat(cv.lambdaMin()).isCloseTo(curve.get("lambdaMin").asDouble(), within(close));
      assertThat(cv.lambda1se()).isCloseTo(curve.get("lambda1se").asDouble(), within(close));
    }
  }
}
