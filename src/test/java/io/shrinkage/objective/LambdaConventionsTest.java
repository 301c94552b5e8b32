package io.shrinkage.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.objective.LambdaConventions.MllibParameters;
import io.shrinkage.objective.LambdaConventions.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LambdaConventionsTest {

  @Test
  void normalSolverMultipliesTheL2PartByTheLabelsDeviation() {
    // l1 = 0.5, l2 = 1.5, σ = 2: 0.5 + 3, of which 0.5 is l1.
    assertThat(LambdaConventions.mllibNormal(2, 0.25, 2))
        .isEqualTo(new MllibParameters(3.5, 0.5 / 3.5));
  }

  @Test
  void lbfgsDividesBySampleFactor() {
    // Unit weights, n = 4: c² = 4/3.
    MllibParameters lbfgs = LambdaConventions.mllibLbfgs(2, 0.25, 2, 4, 4);
    assertThat(lbfgs.regParam()).isCloseTo(3.5 / Math.sqrt(4.0 / 3), within(1e-15));
    assertThat(lbfgs.elasticNetParam()).isEqualTo(0.5 / 3.5);
  }

  @Test
  void lbfgsInOriginalUnitsOnlySeesTheLabelsSampleDeviation() {
    double c = Math.sqrt(4.0 / 3);
    MllibParameters lbfgs = LambdaConventions.mllibLbfgsOriginalUnits(2, 0.25, 2, 4, 4);
    assertThat(lbfgs.regParam()).isCloseTo(0.5 + 1.5 * 2 * c, within(1e-15));
    assertThat(lbfgs.elasticNetParam() * lbfgs.regParam()).isCloseTo(0.5, within(1e-15));
  }

  @Test
  void noPenaltyKeepsTheMix() {
    assertThat(LambdaConventions.mllibNormal(0, 0.25, 2)).isEqualTo(new MllibParameters(0, 0.25));
  }

  @Test
  void tableHasEveryLibrary() {
    List<Row> rows = LambdaConventions.table(2, 0, 2, 10, 10);
    assertThat(rows)
        .extracting(Row::library)
        .containsExactly(
            "Shrinkage",
            "the deck",
            "scikit-learn ElasticNet",
            "scikit-learn Ridge",
            "glmnet",
            "MLlib LinearRegression, normal",
            "MLlib LinearRegression, l-bfgs");
    assertThat(rows.get(1).parameters()).isEqualTo(Map.of("L1 lambda", 0.0, "L2 lambda", 2.0));
    assertThat(rows.get(3).parameters()).isEqualTo(Map.of("alpha", 20.0));
    assertThat(rows.get(4).parameters()).isEqualTo(Map.of("lambda", 4.0, "alpha", 0.0));
    assertThat(LambdaConventions.table(2, 0.5, 2, 10, 10))
        .extracting(Row::library)
        .doesNotContain("scikit-learn Ridge");
  }

  @Test
  void constantLabelCannotBeTranslated() {
    assertThatThrownBy(() -> LambdaConventions.mllibNormal(1, 0.5, 0))
        .hasMessage("the label's deviation is 0.0; it must be above 0");
    assertThatThrownBy(() -> LambdaConventions.mllibLbfgs(1, 0.5, 1, 1, 1))
        .hasMessage("Σs − Σs²/Σs is 0.0; it must be above 0");
  }
}
