package io.shrinkage.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ElasticNetFamilyTest {

  private static final double[] SCALE = {2, 4, 0};
  private static final double[] FACTORS = {1, 0.5, 1};

  @Test
  void originalUnitsDivideByTheDeviation() {
    ElasticNet penalty = ElasticNetFamily.onOriginal(0.25, FACTORS, SCALE).at(8);
    // l1 = 8·0.25·f/σ, l2 = 8·0.75·f/σ².
    assertThat(penalty.l1(0)).isEqualTo(1.0);
    assertThat(penalty.l1(1)).isEqualTo(0.25);
    assertThat(penalty.l2(0)).isEqualTo(1.5);
    assertThat(penalty.l2(1)).isEqualTo(0.1875);
  }

  @Test
  void standardizedUnitsKeepTheFactors() {
    ElasticNet penalty = ElasticNetFamily.onStandardized(0.25, FACTORS, SCALE).at(8);
    assertThat(penalty.l1(1)).isEqualTo(1.0);
    assertThat(penalty.l2(1)).isEqualTo(3.0);
  }

  @Test
  void constantColumnIsNeverPulledBySign() {
    ElasticNet penalty = ElasticNetFamily.onOriginal(1, FACTORS, SCALE).at(8);
    assertThat(penalty.l1(2)).isEqualTo(0.0);
    assertThat(penalty.isPenalized(2)).isTrue();
    assertThat(ElasticNetFamily.onOriginal(1, FACTORS, SCALE).at(0).isZero()).isTrue();
  }

  @Test
  void lambdaMaxIsTheLargestGradientPerUnitOfL1() {
    double[] gradient = {-3, 4, 0};
    // 3/(0.5·1) = 6, 4/(0.5·0.5) = 16.
    assertThat(ElasticNetFamily.onStandardized(0.5, FACTORS, SCALE).lambdaMax(gradient))
        .isEqualTo(16.0);
    // 3·2/(0.5·1) = 12, 4·4/(0.5·0.5) = 64.
    assertThat(ElasticNetFamily.onOriginal(0.5, FACTORS, SCALE).lambdaMax(gradient))
        .isEqualTo(64.0);
  }

  @Test
  void ridgeTakesTheLambdaMaxOfASmallRatio() {
    double[] gradient = {-3, 0, 0};
    double ridge = ElasticNetFamily.onStandardized(0, FACTORS, SCALE).lambdaMax(gradient);
    assertThat(ridge)
        .isEqualTo(ElasticNetFamily.onStandardized(1e-3, FACTORS, SCALE).lambdaMax(gradient))
        .isEqualTo(3 / 1e-3);
  }

  @Test
  void badSettingsAreNamed() {
    assertThatThrownBy(() -> ElasticNetFamily.onStandardized(1.5, FACTORS, SCALE))
        .hasMessage("l1 ratio 1.5 is not in [0, 1]");
    assertThatThrownBy(() -> ElasticNetFamily.onStandardized(1, new double[] {-1}, new double[1]))
        .hasMessage("penalty factor -1.0 of column 0 must be finite and at least 0");
    assertThatThrownBy(() -> ElasticNetFamily.onOriginal(1, FACTORS, new double[1]))
        .hasMessage("3 penalty factors for 1 columns");
  }

  @Test
  void boundsAreGivenInOriginalUnits() {
    ElasticNetFamily family =
        ElasticNetFamily.onStandardized(1, FACTORS, SCALE)
            .within(new double[] {-3, 0, 0}, new double[] {Double.POSITIVE_INFINITY, 2, 0});
    ElasticNet penalty = family.at(1);
    assertThat(penalty.lower(0)).isEqualTo(-6.0);
    assertThat(penalty.upper(0)).isInfinite();
    assertThat(penalty.upper(1)).isEqualTo(8.0);
    // A constant column's weight is 0 anyway.
    assertThat(penalty.upper(2)).isInfinite();
    // The second column would leave 0 downwards, where its bound is.
    assertThat(family.lambdaMax(new double[] {2, 7, 0})).isEqualTo(2.0);
    assertThat(family.lambdaMax(new double[] {2, -7, 0})).isEqualTo(14.0);
    assertThatThrownBy(() -> family.within(new double[] {1, 0, 0}, new double[] {2, 0, 0}))
        .hasMessage("the bounds of weight 0 are 1.0 and 2.0, without 0");
  }
}
