package io.shrinkage.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ElasticNetTest {

  private final ElasticNet penalty =
      ElasticNet.of(new double[] {1, 2, 0, 0}, new double[] {0.5, 0, 3, 0});

  @Test
  void valueIsTheSumOverCoordinates() {
    // 1·2 + ½·0.5·4 = 3; 2·1 = 2; ½·3·4 = 6; nothing.
    assertThat(penalty.value(new double[] {-2, 1, 2, 100})).isEqualTo(11.0);
  }

  @Test
  void subgradientTakesZeroForPositive() {
    double[] out = {10, 10, 10, 10};
    penalty.addSubgradient(new double[] {-2, 0, 2, 5}, out);
    // −1 + 0.5·(−2); +2 at zero; 3·2; nothing.
    assertThat(out).containsExactly(8, 12, 16, 10);
  }

  @Test
  void proximalStepThresholdsThenShrinks() {
    double[] v = {3, -0.5, 8, 4};
    penalty.prox(v, 0.5, v);
    // (3 − 0.5)/(1 + 0.25); |−0.5| ≤ 1; 8/(1 + 1.5); unpenalized.
    assertThat(v).containsExactly(2, 0, 3.2, 4);
  }

  @Test
  void proximalStepMinimizesItsObjective() {
    SplittableRandom random = new SplittableRandom(3);
    for (int k = 0; k < 200; k++) {
      double[] v = {
        4 * random.nextDouble() - 2, 4 * random.nextDouble() - 2, random.nextDouble(), 1
      };
      double step = 0.1 + random.nextDouble();
      double[] z = new double[4];
      penalty.prox(v, step, z);
      double least = proximalObjective(v, step, z);
      double[] other = z.clone();
      other[random.nextInt(4)] += 0.2 * (random.nextDouble() - 0.5);
      assertThat(proximalObjective(v, step, other)).isGreaterThanOrEqualTo(least - 1e-15);
    }
  }

  private double proximalObjective(double[] v, double step, double[] z) {
    double squared = 0;
    for (int j = 0; j < v.length; j++) {
      squared += (z[j] - v[j]) * (z[j] - v[j]);
    }
    return squared / 2 + step * penalty.value(z);
  }

  @Test
  void distanceToTheSubdifferentialIsTheIntervalsAtAKink() {
    double[] gradient = {0.75, -3, 1, 0.5};
    double[] zero = new double[4];
    // |0.75| ≤ 1; 3 − 2; |1|; |0.5|.
    assertThat(penalty.subdifferentialDistance(zero, gradient, 0)).isEqualTo(0.0);
    assertThat(penalty.subdifferentialDistance(zero, gradient, 1)).isEqualTo(1.0);
    assertThat(penalty.subdifferentialDistance(zero, gradient, 2)).isEqualTo(1.0);
    assertThat(penalty.subdifferentialDistance(zero, gradient, 3)).isEqualTo(0.5);
    // Off the kink: −3 + 2·sign(−1) and 0.75 + 0.5·2 + 1.
    double[] w = {2, -1, 0, 0};
    assertThat(penalty.subdifferentialDistance(w, gradient, 0)).isEqualTo(2.75);
    assertThat(penalty.subdifferentialDistance(w, gradient, 1)).isEqualTo(5.0);
  }

  @Test
  void notANumberIsNoOptimum() {
    double[] gradient = {Double.NaN, 0, 0, 0};
    assertThat(penalty.subdifferentialDistance(new double[4], gradient, 0)).isNaN();
  }

  @Test
  void stepToKinkIsTheFirstSignChange() {
    double[] w = {2, -3, 1, 1};
    double[] direction = {-1, 1, -100, -100};
    // 2/1 before 3/1; the others have no l1 and so no kink.
    assertThat(penalty.stepToKink(w, direction)).isEqualTo(2.0);
    assertThat(penalty.stepToKink(w, new double[] {1, -1, 0, 0})).isInfinite();
  }

  @Test
  void dualScaleBringsTheGradientIntoTheL1Ball() {
    // Only the second coordinate is pure l1 = 2: 2/8.
    assertThat(penalty.dualScale(new double[] {5, -8, 5, 5})).isEqualTo(0.25);
    assertThat(penalty.dualScale(new double[] {5, 1, 5, 5})).isEqualTo(1.0);
  }

  @Test
  void fenchelYoungSumEqualsItsThreeTerms() {
    SplittableRandom random = new SplittableRandom(5);
    for (int k = 0; k < 500; k++) {
      double[] w = new double[4];
      double[] gradient = new double[4];
      for (int j = 0; j < 3; j++) {
        w[j] = random.nextInt(3) == 0 ? 0 : 4 * random.nextDouble() - 2;
        gradient[j] = 6 * random.nextDouble() - 3;
      }
      double scale = penalty.dualScale(gradient);
      // g* at c: (|c| − l1)₊²/(2·l2) where l2 > 0, else 0 in the l1 ball.
      double conjugate =
          square(Math.max(scale * Math.abs(gradient[0]) - 1, 0)) / (2 * 0.5)
              + square(scale * gradient[2]) / (2 * 3);
      double linear = 0;
      for (int j = 0; j < 4; j++) {
        linear += scale * gradient[j] * w[j];
      }
      double sum = penalty.fenchelYoung(w, gradient, scale);
      assertThat(sum).isCloseTo(penalty.value(w) + conjugate + linear, within(1e-12));
      assertThat(sum).isGreaterThanOrEqualTo(0);
    }
  }

  private static double square(double v) {
    return v * v;
  }

  @Test
  void weightsMustBeFiniteAndNotNegative() {
    assertThatThrownBy(() -> ElasticNet.uniform(2, -1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("l1[0] = -1.0; a penalty weight must be finite and at least 0");
    assertThatThrownBy(() -> ElasticNet.of(new double[1], new double[] {Double.NaN}))
        .hasMessage("l2[0] = NaN; a penalty weight must be finite and at least 0");
    assertThatThrownBy(() -> ElasticNet.of(new double[1], new double[2]))
        .hasMessage("l1 has 1 weights, l2 has 2; they must be as many");
  }

  @Test
  void noPenaltyIsZero() {
    assertThat(ElasticNet.none(3).isZero()).isTrue();
    assertThat(penalty.isZero()).isFalse();
    assertThat(penalty.isPenalized(3)).isFalse();
    assertThat(penalty.isPenalized(2)).isTrue();
  }

  @Test
  void boundsClipTheProximalStep() {
    ElasticNet bounded =
        penalty.within(new double[] {0, -1, -0.5, 0}, new double[] {1, 0, 9, 1e300});
    double[] v = {3, 8, -8, -4};
    bounded.prox(v, 0.5, v);
    assertThat(v).containsExactly(1, 0, -0.5, 0);
    assertThat(bounded.value(new double[] {1.5, 0, 0, 0})).isInfinite();
    assertThat(bounded.value(new double[] {1, 0, 0, 0})).isEqualTo(1.25);
  }

  @Test
  void aBoundTakesThePullThatPointsOut() {
    double[] low = {-1, -1, -1, 0};
    double[] high = {2, 1, 1, 1};
    ElasticNet bounded = penalty.within(low, high);
    double[] w = {2, 0, 1, 0};
    // At an upper bound only a slope that leads back counts: 5 + 0.5·2 + 1; none for −5.
    assertThat(bounded.subdifferentialDistance(w, new double[] {5, 0, 0, 0}, 0)).isEqualTo(7.0);
    assertThat(bounded.subdifferentialDistance(w, new double[] {-5, 0, 0, 0}, 0)).isEqualTo(0.0);
    // At the lower bound 0 without l1: −3 leads in, 3 does not.
    assertThat(bounded.subdifferentialDistance(w, new double[] {0, 0, 0, -3}, 3)).isEqualTo(3.0);
    assertThat(bounded.subdifferentialDistance(w, new double[] {0, 0, 0, 3}, 3)).isEqualTo(0.0);
    assertThat(bounded.subdifferentialDistance(w, new double[] {Double.NaN, 0, 0, 0}, 0)).isNaN();
  }

  @Test
  void boundsAreKinks() {
    double[] low = {-1, -8, -4, Double.NEGATIVE_INFINITY};
    double[] high = {4, 1, 6, Double.POSITIVE_INFINITY};
    ElasticNet bounded = penalty.within(low, high);
    double[] w = {2, -3, 1, 1};
    // 2/1 up to the bound 4; 3/1 to 0; 5/2 to the bound −4; none.
    assertThat(bounded.stepToKink(w, new double[] {1, 1, -2, 9})).isEqualTo(2.0);
    assertThat(bounded.stepToKink(w, new double[] {0, 1, -2, 9})).isEqualTo(2.5);
    assertThat(bounded.stoppedAtKink(0, 2, 4 - 1e-15)).isEqualTo(4.0);
    assertThat(bounded.stoppedAtKink(1, -3, 1e-17)).isEqualTo(0.0);
    assertThat(bounded.stoppedAtKink(2, 1, -4.5)).isEqualTo(-4.0);
    assertThat(bounded.stoppedAtKink(3, 1, -4.5)).isEqualTo(-4.5);
    assertThat(bounded.onFace(new double[] {4, 1, 1, 1}, 0)).isFalse();
    assertThat(bounded.onFace(w, 2)).isTrue();
    assertThat(bounded.isSmooth(2)).isFalse();
    assertThat(bounded.isSmooth(3)).isTrue();
  }

  @Test
  void conjugateIsTakenOverTheBox() {
    SplittableRandom random = new SplittableRandom(9);
    double[] low = {-1, 0, -0.5, 0};
    double[] high = {0.5, 1, Double.POSITIVE_INFINITY, 2};
    ElasticNet bounded = penalty.within(low, high);
    for (int k = 0; k < 500; k++) {
      double[] w = new double[4];
      double[] gradient = new double[4];
      for (int j = 0; j < 4; j++) {
        double top = Math.min(high[j], 3);
        w[j] = low[j] + (top - low[j]) * random.nextDouble();
        gradient[j] = 8 * random.nextDouble() - 4;
      }
      double scale = bounded.dualScale(gradient);
      double expected = bounded.value(w);
      for (int j = 0; j < 4; j++) {
        expected += conjugate(bounded, j, -scale * gradient[j]) + scale * gradient[j] * w[j];
      }
      double sum = bounded.fenchelYoung(w, gradient, scale);
      assertThat(scale).isEqualTo(1.0);
      assertThat(sum).isCloseTo(expected, within(1e-6)).isGreaterThanOrEqualTo(0);
    }
  }

  /** sup of cz − g(z) on a grid. */
  private static double conjugate(ElasticNet net, int j, double c) {
    double largest = 0;
    double high = Math.min(net.upper(j), 3);
    for (int k = 0; k <= 20_000; k++) {
      double z = net.lower(j) + (high - net.lower(j)) * k / 20_000;
      largest = Math.max(largest, c * z - net.l1(j) * Math.abs(z) - 0.5 * net.l2(j) * z * z);
    }
    return largest;
  }

  @Test
  void zeroMustLieInTheBox() {
    assertThatThrownBy(() -> penalty.within(new double[4], new double[] {1, 1, -1, 1}))
        .hasMessage("the bounds of weight 2 are 0.0 and -1.0, without 0");
    assertThatThrownBy(() -> penalty.within(new double[3], new double[4]))
        .hasMessage("3 lower and 4 upper bounds of 4 weights");
    double[] none = new double[4];
    Arrays.fill(none, Double.NEGATIVE_INFINITY);
    double[] high = {0, 1, 1, 1};
    assertThat(ElasticNet.none(4).within(none, high).isZero()).isFalse();
  }
}
