package io.shrinkage.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.objective.ElasticNet;
import io.shrinkage.objective.GroupLasso;
import io.shrinkage.objective.GroupLassoFamily;
import io.shrinkage.objective.Penalty;
import io.shrinkage.testing.DenseLeastSquares;
import io.shrinkage.testing.LeastSquaresCases;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GroupLassoFitTest {

  private static final StoppingRule TIGHT = new StoppingRule(50_000, 1e-11);
  private static final int CASES = 25;

  private static Solution solve(DenseLeastSquares objective, Penalty penalty) {
    return new Fista(TIGHT).solve(objective, penalty, WarmStart.zero(objective.dimension()));
  }

  private static double[] gradient(DenseLeastSquares objective, double[] w) {
    double[] gradient = new double[w.length];
    objective.valueAndGradient(w, gradient);
    return gradient;
  }

  private static GroupLassoFamily family(int p) {
    int[] offsets = LeastSquaresCases.groups(p);
    double[] factors = new double[offsets.length - 1];
    Arrays.fill(factors, 1);
    return GroupLassoFamily.of(offsets, factors);
  }

  /** The optimality conditions, written out anew. */
  private static void assertOptimal(DenseLeastSquares objective, GroupLasso penalty, double[] w) {
    double[] gradient = gradient(objective, w);
    double scale = objective.gradientScale();
    for (int g = 0; g < penalty.groups(); g++) {
      double pull = 0;
      double length = 0;
      for (int j = penalty.offset(g); j < penalty.offset(g + 1); j++) {
        pull = Math.hypot(pull, gradient[j]);
        length = Math.hypot(length, w[j]);
      }
      if (length == 0) {
        assertThat(pull).isLessThanOrEqualTo(penalty.weight(g) + 1e-10 * scale);
      } else {
        for (int j = penalty.offset(g); j < penalty.offset(g + 1); j++) {
          assertThat(-gradient[j] * length)
              .isCloseTo(penalty.weight(g) * w[j], within(1e-10 * scale * length));
        }
      }
    }
  }

  @Test
  void solutionsMeetTheConditionsAndTheGapIsSmall() {
    for (int seed = 0; seed < CASES; seed++) {
      DenseLeastSquares objective = LeastSquaresCases.seeded(seed);
      GroupLassoFamily family = family(objective.dimension());
      double largest = family.lambdaMax(gradient(objective, new double[objective.dimension()]));
      for (double share : new double[] {0.5, 0.1, 0.01}) {
        GroupLasso penalty = family.at(share * largest);
        Solution solution = solve(objective, penalty);
        assertThat(solution.stopReason()).as(solution.remedy()).isEqualTo(StopReason.CONVERGED);
        assertOptimal(objective, penalty, solution.coefficients());
        assertThat(solution.certificate().dualityGap()).isBetween(0.0, 1e-8);
      }
    }
  }

  @Test
  void lambdaMaxIsWhereTheLastGroupLeaves() {
    for (int seed = 0; seed < CASES; seed++) {
      DenseLeastSquares objective = LeastSquaresCases.seeded(seed);
      GroupLassoFamily family = family(objective.dimension());
      double largest = family.lambdaMax(gradient(objective, new double[objective.dimension()]));
      assertThat(solve(objective, family.at(largest * (1 + 1e-12))).nonZeros()).isZero();
      assertThat(solve(objective, family.at(largest * 0.999)).nonZeros()).isPositive();
    }
  }

  @Test
  void groupsAreKeptOrDroppedAsAWhole() {
    int dropped = 0;
    for (int seed = 0; seed < CASES; seed++) {
      DenseLeastSquares objective = LeastSquaresCases.seeded(seed);
      int p = objective.dimension();
      GroupLasso penalty = family(p).at(0.4 * objective.gradientScale());
      double[] w = solve(objective, penalty).coefficients();
      // The last column is constant.
      assertThat(w[p - 1]).isEqualTo(0.0);
      for (int g = 0; g < penalty.groups(); g++) {
        int zeros = 0;
        int last = Math.min(penalty.offset(g + 1), p - 1);
        for (int j = penalty.offset(g); j < last; j++) {
          zeros += w[j] == 0 ? 1 : 0;
        }
        assertThat(zeros).isIn(0, last - penalty.offset(g));
        dropped += zeros > 0 ? 1 : 0;
      }
    }
    assertThat(dropped).isPositive();
  }

  @Test
  void groupsOfOneColumnGiveTheLassosWeights() {
    for (int seed = 0; seed < CASES; seed++) {
      DenseLeastSquares objective = LeastSquaresCases.seeded(seed);
      int p = objective.dimension();
      int[] offsets = new int[p + 1];
      double[] weights = new double[p];
      for (int j = 0; j < p; j++) {
        offsets[j + 1] = j + 1;
        weights[j] = 0.05 * objective.gradientScale();
      }
      double[] grouped = solve(objective, GroupLasso.of(offsets, weights)).coefficients();
      double[] lasso = solve(objective, ElasticNet.uniform(p, weights[0], 0)).coefficients();
      for (int j = 0; j < p; j++) {
        assertThat(grouped[j]).isCloseTo(lasso[j], within(1e-9));
        assertThat(grouped[j] == 0).isEqualTo(lasso[j] == 0);
      }
    }
  }

  @Test
  void unpenalizedGroupsAreRefittedForTheGap() {
    for (int seed = 0; seed < CASES; seed++) {
      DenseLeastSquares objective = LeastSquaresCases.seeded(seed);
      int p = objective.dimension();
      int[] offsets = LeastSquaresCases.groups(p);
      double[] factors = new double[offsets.length - 1];
      Arrays.fill(factors, 1);
      factors[0] = 0;
      GroupLasso penalty =
          GroupLassoFamily.of(offsets, factors).at(0.1 * objective.gradientScale());
      Solution solution = solve(objective, penalty);
      assertOptimal(objective, penalty, solution.coefficients());
      double[] w = solution.coefficients();
      w[0] += 0.01;
      w[p - 2] += 0.02;
      double excess =
          objective.valueAndGradient(w, new double[p]) + penalty.value(w) - solution.objective();
      double gap = Certifier.of(objective, penalty, w, 1e-8).dualityGap();
      assertThat(gap * objective.valueAtZero()).isGreaterThanOrEqualTo(excess * (1 - 1e-9));
    }
  }

  @Test
  void gapBoundsTheExcessAnywhere() {
    for (int seed = 0; seed < CASES; seed++) {
      DenseLeastSquares objective = LeastSquaresCases.seeded(seed);
      int p = objective.dimension();
      Penalty penalty = family(p).at(0.1 * objective.gradientScale());
      Solution loose =
          new Fista(new StoppingRule(3, 1e-12)).solve(objective, penalty, WarmStart.zero(p));
      double excess = loose.objective() - solve(objective, penalty).objective();
      assertThat(loose.certificate().dualityGap() * objective.valueAtZero())
          .isGreaterThanOrEqualTo(excess - 1e-13);
    }
  }
}
