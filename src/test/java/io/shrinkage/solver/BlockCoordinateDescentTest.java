package io.shrinkage.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.objective.ElasticNet;
import io.shrinkage.objective.GroupLasso;
import io.shrinkage.objective.GroupLassoFamily;
import io.shrinkage.statistics.Gramian;
import io.shrinkage.testing.Cases;
import io.shrinkage.testing.GramianCases;
import io.shrinkage.testing.RowCases;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlockCoordinateDescentTest {

  private static final StoppingRule TIGHT = new StoppingRule(2000, 1e-11);
  private static final StoppingRule LONG = new StoppingRule(200_000, 1e-11);

  /** Two complete one-hot sets and a numeric column: three groups, singular without a penalty. */
  private static Gramian gramian(SplittableRandom random) {
    int columns = 5 + random.nextInt(12);
    return GramianCases.all(new RowCases(random.nextLong(), 2, 60, columns));
  }

  private static GroupLassoFamily family(int p, double... factors) {
    int half = (p - 1) / 2;
    return GroupLassoFamily.of(new int[] {0, half, p - 1, p}, factors);
  }

  private static Solution solve(Gramian objective, GroupLasso penalty, WarmStart start) {
    Solution solution = new BlockCoordinateDescent(TIGHT).solve(objective, penalty, start);
    assertThat(solution.stopReason()).as(solution.remedy()).isEqualTo(StopReason.CONVERGED);
    double[] w = solution.coefficients();
    Certificate anew = Certifier.of(objective, penalty, w, TIGHT.tolerance());
    assertThat(anew.kktViolation()).isEqualTo(solution.certificate().kktViolation());
    if (!penalty.isZero()) {
      assertThat(anew.dualityGap()).isBetween(0.0, 1e-9);
    }
    return solution;
  }

  private static Solution solve(Gramian objective, GroupLasso penalty) {
    return solve(objective, penalty, WarmStart.zero(objective.dimension()));
  }

  @Test
  void agreesWithTheProximalSolver() {
    Cases.check(
        30,
        random -> {
          Gramian objective = gramian(random);
          int p = objective.dimension();
          GroupLassoFamily family = family(p, 1, 1, 0.5 + random.nextDouble());
          double largest = family.lambdaMax(objective.gradientAtOrigin());
          for (double share : new double[] {0.9, 0.3, 0.05, 0.005}) {
            GroupLasso penalty = family.at(share * largest);
            double[] blocks = solve(objective, penalty).coefficients();
            Solution proximal = new Fista(LONG).solve(objective, penalty, WarmStart.zero(p));
            assertThat(proximal.stopReason()).isEqualTo(StopReason.CONVERGED);
            for (int j = 0; j < p; j++) {
              assertThat(blocks[j]).isCloseTo(proximal.coefficients()[j], within(1e-9));
              assertThat(blocks[j] == 0).isEqualTo(proximal.coefficients()[j] == 0);
            }
          }
        });
  }

  @Test
  void groupsOfOneColumnGiveTheLassosWeights() {
    Cases.check(
        20,
        random -> {
          Gramian objective = gramian(random);
          int p = objective.dimension();
          int[] offsets = new int[p + 1];
          double[] weights = new double[p];
          for (int j = 0; j < p; j++) {
            offsets[j + 1] = j + 1;
            weights[j] = 0.1 * objective.gradientScale();
          }
          double[] w = solve(objective, GroupLasso.of(offsets, weights)).coefficients();
          Solution lasso =
              new Fista(TIGHT)
                  .solve(objective, ElasticNet.uniform(p, weights[0], 0), WarmStart.zero(p));
          assertThat(solve(objective, GroupLasso.of(offsets, weights)).objective())
              .isCloseTo(lasso.objective(), within(1e-12));
          // Complete one-hot sets under the lasso: fitted values are unique, weights need not be.
          double[] difference = lasso.coefficients();
          for (int j = 0; j < p; j++) {
            difference[j] -= w[j];
          }
          double[] gradient = new double[p];
          objective.valueAndGradient(difference, gradient);
          double[] origin = objective.gradientAtOrigin();
          for (int j = 0; j < p; j++) {
            assertThat(gradient[j] - origin[j]).isCloseTo(0, within(1e-9));
          }
        });
  }

  @Test
  void aPathOfWarmStartsEndsWhereColdOnesDo() {
    Cases.check(
        10,
        random -> {
          Gramian objective = gramian(random);
          int p = objective.dimension();
          GroupLassoFamily family = family(p, 1, 1, 1);
          double lambda = family.lambdaMax(objective.gradientAtOrigin());
          assertThat(solve(objective, family.at(lambda * (1 + 1e-12))).nonZeros()).isZero();
          WarmStart start = WarmStart.zero(p);
          for (int k = 0; k < 20; k++) {
            lambda *= 0.75;
            Solution warm = solve(objective, family.at(lambda), start);
            double[] cold = solve(objective, family.at(lambda)).coefficients();
            for (int j = 0; j < p; j++) {
              assertThat(warm.coefficients()[j]).isCloseTo(cold[j], within(1e-8));
            }
            start = warm.warmStart();
          }
        });
  }

  @Test
  void unpenalizedGroupsAndNoPenaltyAtAllConverge() {
    Cases.check(
        20,
        random -> {
          Gramian objective = gramian(random);
          int p = objective.dimension();
          GroupLasso some = family(p, 0, 1, 1).at(0.05 * objective.gradientScale());
          assertThat(solve(objective, some).coefficients()[0]).isNotEqualTo(0.0);
          solve(objective, family(p, 1, 1, 1).at(0));
        });
  }

  @Test
  void constantColumnsStayAtZeroInTheirGroup() {
    // So few rows leave some levels of the one-hot sets without one.
    RowCases rows = new RowCases(11, 1, 14, 23);
    Gramian objective = GramianCases.all(rows);
    int p = objective.dimension();
    double[] w =
        solve(objective, family(p, 1, 1, 1).at(0.05 * objective.gradientScale())).coefficients();
    int constant = 0;
    for (int j = 0; j < p; j++) {
      if (objective.standardizer().isConstant(j)) {
        assertThat(w[j]).isEqualTo(0.0);
        constant++;
      }
    }
    assertThat(constant).isPositive();
    assertThat(Arrays.stream(w).filter(v -> v != 0).count()).isPositive();
  }

  @Test
  void sweepsNeverRaiseTheObjective() {
    Cases.check(
        20,
        random -> {
          Gramian objective = gramian(random);
          int p = objective.dimension();
          GroupLasso penalty = family(p, 1, 1, 1).at(0.01 * objective.gradientScale());
          double[] losses = solve(objective, penalty).trace().losses();
          for (int k = 1; k < losses.length; k++) {
            assertThat(losses[k]).isLessThanOrEqualTo(losses[k - 1] * (1 + 1e-13));
          }
        });
  }

  @Test
  void iterationLimitIsAValueWithARemedy() {
    Gramian objective = gramian(new SplittableRandom(3));
    int p = objective.dimension();
    GroupLasso penalty = family(p, 1, 1, 1).at(1e-3 * objective.gradientScale());
    Solution solution =
        new BlockCoordinateDescent(new StoppingRule(1, 1e-11))
            .solve(objective, penalty, WarmStart.zero(p));
    assertThat(solution.stopReason()).isEqualTo(StopReason.ITERATION_LIMIT);
    assertThat(solution.iterations()).isEqualTo(1);
    assertThat(solution.remedy()).contains("after 1 iterations; allow more iterations");
  }

  @Test
  void otherPenaltiesAreRefused() {
    Gramian objective = gramian(new SplittableRandom(4));
    int p = objective.dimension();
    BlockCoordinateDescent solver = new BlockCoordinateDescent(TIGHT);
    assertThatThrownBy(() -> solver.solve(objective, ElasticNet.none(p), WarmStart.zero(p)))
        .hasMessage(
            "block coordinate descent takes a group lasso, not"
                + " io.shrinkage.objective.ElasticNet");
    assertThatThrownBy(
            () -> solver.solve(objective, family(p + 1, 1, 1, 1).at(1), WarmStart.zero(p)))
        .hasMessage("the penalty has " + (p + 1) + " weights, the objective " + p);
  }
}
