package io.shrinkage.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.testing.Cases;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GroupLassoTest {

  private static final int[] OFFSETS = {0, 2, 3, 5};

  private final GroupLasso penalty = GroupLasso.of(OFFSETS, new double[] {2, 1, 0});

  private static double[] point(SplittableRandom random, int p) {
    double[] w = new double[p];
    for (int j = 0; j < p; j++) {
      w[j] = 4 * random.nextDouble() - 2;
    }
    return w;
  }

  @Test
  void valueIsTheWeightedSumOfNorms() {
    // 2·√(9 + 16) + 1·|−2| + 0.
    assertThat(penalty.value(new double[] {3, -4, -2, 7, 7})).isEqualTo(12.0);
  }

  @Test
  void subgradientIsTheUnitVectorAndZeroAtZero() {
    double[] out = {1, 1, 1, 1, 1};
    penalty.addSubgradient(new double[] {3, -4, 0, 7, 7}, out);
    // 2·(0.6, −0.8); 0 at zero; nothing.
    assertThat(out[0]).isCloseTo(2.2, within(1e-15));
    assertThat(out[1]).isCloseTo(-0.6, within(1e-15));
    assertThat(Arrays.copyOfRange(out, 2, 5)).containsExactly(1, 1, 1);
  }

  @Test
  void proximalStepShortensAGroupOrDropsItWhole() {
    double[] v = {3, -4, -0.5, 7, 7};
    penalty.prox(v, 0.5, v);
    // 1 − 0.5·2/5 = 0.8; |−0.5| ≤ 0.5; unpenalized.
    assertThat(v[0]).isCloseTo(2.4, within(1e-15));
    assertThat(v[1]).isCloseTo(-3.2, within(1e-15));
    assertThat(Arrays.copyOfRange(v, 2, 5)).containsExactly(0, 7, 7);
  }

  @Test
  void groupIsZeroExactlyUpToItsWeight() {
    double[] out = new double[5];
    penalty.prox(new double[] {0.6, 0.8, 0, 0, 0}, 0.5, out);
    assertThat(out).containsOnly(0.0);
    penalty.prox(new double[] {0.6, Math.nextUp(0.8), 0, 0, 0}, 0.499999, out);
    assertThat(out[0]).isPositive();
    assertThat(out[1]).isPositive();
  }

  @Test
  void proximalStepIsTheMinimumThatBruteForceFinds() {
    Cases.check(
        100,
        random -> {
          double[] v = point(random, 2);
          double step = 0.1 + random.nextDouble();
          GroupLasso one = GroupLasso.of(new int[] {0, 2}, new double[] {1.5});
          double[] z = new double[2];
          one.prox(v, step, z);
          double[] found = gridSearch(one, v, step);
          assertThat(z[0]).isCloseTo(found[0], within(1e-6));
          assertThat(z[1]).isCloseTo(found[1], within(1e-6));
        });
  }

  /** The best point of a grid, about which ever smaller grids are laid. */
  private static double[] gridSearch(GroupLasso penalty, double[] v, double step) {
    double[] centre = {0, 0};
    double[] best = {0, 0};
    double least = Double.POSITIVE_INFINITY;
    for (double width = 4; width > 1e-8; width *= 0.3) {
      for (int a = -20; a <= 20; a++) {
        for (int b = -20; b <= 20; b++) {
          double[] z = {centre[0] + width * a / 20, centre[1] + width * b / 20};
          double off = Math.hypot(z[0] - v[0], z[1] - v[1]);
          double value = off * off / 2 + step * penalty.value(z);
          if (value < least) {
            least = value;
            best = z;
          }
        }
      }
      centre = best;
    }
    return best;
  }

  @Test
  void violationIsTheEuclideanDistanceOfAGroup() {
    double[] zero = new double[5];
    // √(9 + 16) − 2 = 3; 0.5 ≤ 1; nothing.
    assertThat(penalty.violation(zero, new double[] {3, -4, 0.5, 0, 0})).isEqualTo(3.0);
    assertThat(penalty.violation(zero, new double[] {1, -1, 1, 0, 0})).isEqualTo(0.0);
    // Off zero: (−1.2 + 3, 1.6 + 4) + 2·(0.6, −0.8) … = (3 − 1.2 + 1.2, 4 + 1.6 − 1.6).
    double[] w = {3, -4, 0, 0, 0};
    assertThat(penalty.violation(w, new double[] {1.8, 5.6, 0, 0, 0})).isCloseTo(5, within(1e-14));
    // Unpenalized: ‖(3, 4)‖.
    assertThat(penalty.violation(w, new double[] {-1.2, 1.6, 0, 3, 4})).isEqualTo(5.0);
  }

  @Test
  void notANumberIsNoOptimum() {
    double[] gradient = {0, Double.NaN, 0, 0, 0};
    assertThat(penalty.violation(new double[5], gradient)).isNaN();
    double[] out = new double[5];
    penalty.prox(gradient, 1, out);
    assertThat(out[1]).isNaN();
  }

  @Test
  void fenchelYoungSumEqualsItsThreeTerms() {
    Cases.check(
        500,
        random -> {
          double[] w = point(random, 5);
          if (random.nextBoolean()) {
            w[0] = 0;
            w[1] = 0;
          }
          double[] gradient = point(random, 5);
          double scale = penalty.dualScale(gradient);
          // The conjugate is 0 in the dual ball.
          double linear = 0;
          for (int j = 0; j < 3; j++) {
            linear += scale * gradient[j] * w[j];
          }
          double sum = penalty.fenchelYoung(w, gradient, scale);
          assertThat(sum).isCloseTo(penalty.value(w) + linear, within(1e-12));
          assertThat(sum).isGreaterThanOrEqualTo(0);
        });
  }

  @Test
  void fenchelYoungSumOfAnOptimumDoesNotCancel() {
    GroupLasso one = GroupLasso.of(new int[] {0, 2}, new double[] {1});
    double[] w = {3e8, 4e8};
    // −∇ is the unit vector of w, turned by 1e-9: ‖w‖·(1 − cos 1e-9).
    double[] gradient = {-0.6 + 0.8e-9, -0.8 - 0.6e-9};
    assertThat(one.fenchelYoung(w, gradient, 1)).isCloseTo(5e8 * 0.5e-18, within(1e-13));
  }

  @Test
  void dualScaleBringsEachGroupIntoItsBall() {
    // 2/5, 1/2; the unpenalized group does not count.
    assertThat(penalty.dualScale(new double[] {3, 4, 2, 9, 9})).isEqualTo(0.4);
    assertThat(penalty.dualScale(new double[] {1, 1, 1, 9, 9})).isEqualTo(1.0);
  }

  @Test
  void groupsOfOneColumnAreTheLasso() {
    GroupLasso group = GroupLasso.of(new int[] {0, 1, 2, 3}, new double[] {1, 0.5, 0});
    ElasticNet lasso = ElasticNet.of(new double[] {1, 0.5, 0}, new double[3]);
    Cases.check(
        200,
        random -> {
          double[] w = point(random, 3);
          w[random.nextInt(3)] = 0;
          double[] gradient = point(random, 3);
          double[] first = new double[3];
          double[] second = new double[3];
          group.prox(w, 0.7, first);
          lasso.prox(w, 0.7, second);
          assertThat(group.value(w)).isCloseTo(lasso.value(w), within(1e-15));
          assertThat(group.violation(w, gradient))
              .isCloseTo(lasso.violation(w, gradient), within(1e-15));
          assertThat(group.dualScale(gradient)).isCloseTo(lasso.dualScale(gradient), within(1e-15));
          for (int j = 0; j < 3; j++) {
            assertThat(first[j]).isCloseTo(second[j], within(1e-15));
            assertThat(first[j] == 0).isEqualTo(second[j] == 0);
            assertThat(group.isFree(gradient, j)).isEqualTo(lasso.isFree(gradient, j));
          }
        });
  }

  @Test
  void lambdaMaxIsTheLargestNormPerRootOfTheSize() {
    GroupLassoFamily family = GroupLassoFamily.of(OFFSETS, new double[] {0.5, 1, 0});
    // 5/(0.5·√2) = 7.07…; 2/1; unpenalized.
    assertThat(family.lambdaMax(new double[] {3, 4, 2, 100, 100}))
        .isCloseTo(10 / Math.sqrt(2), within(1e-14));
    GroupLasso at = family.at(3);
    assertThat(at.weight(0)).isCloseTo(1.5 * Math.sqrt(2), within(1e-15));
    assertThat(at.weight(1)).isEqualTo(3.0);
    assertThat(at.isPenalized(4)).isFalse();
    assertThat(at.isZero()).isFalse();
    assertThat(family.at(0).isZero()).isTrue();
  }

  @Test
  void groupsMustCoverTheColumnsWithValidWeights() {
    assertThatThrownBy(() -> GroupLasso.of(new int[] {0, 2}, new double[2]))
        .hasMessage("2 offsets for 2 groups; the first must be 0");
    assertThatThrownBy(() -> GroupLasso.of(new int[] {0, 2, 1}, new double[2]))
        .hasMessage("group 1 begins at 2 and ends before 1");
    assertThatThrownBy(() -> GroupLassoFamily.of(new int[] {0, 2}, new double[] {-1}))
        .hasMessage("weight -1.0 of group 0 must be finite and at least 0");
  }
}
