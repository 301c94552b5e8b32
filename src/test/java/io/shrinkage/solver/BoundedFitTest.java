package io.shrinkage.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.objective.ElasticNet;
import io.shrinkage.testing.Cases;
import io.shrinkage.testing.DenseLeastSquares;
import io.shrinkage.testing.LeastSquaresCases;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoundedFitTest {

  private static final StoppingRule TIGHT = new StoppingRule(3000, 1e-12);
  private static final double NONE = Double.POSITIVE_INFINITY;

  private static Solution solve(DenseLeastSquares objective, ElasticNet penalty) {
    Solution solution =
        new Fista(TIGHT).solve(objective, penalty, WarmStart.zero(objective.dimension()));
    assertThat(solution.stopReason()).as(solution.remedy()).isEqualTo(StopReason.CONVERGED);
    return solution;
  }

  private static double[] filled(int p, double value) {
    double[] filled = new double[p];
    Arrays.fill(filled, value);
    return filled;
  }

  /** Draws of bounds on both sides, one side, none, and of weights that are held at 0. */
  private static ElasticNet drawn(SplittableRandom random, int p, double l1, double l2) {
    double[] low = filled(p, -NONE);
    double[] high = filled(p, NONE);
    for (int j = 0; j < p; j++) {
      switch (random.nextInt(5)) {
        case 0 -> low[j] = 0;
        case 1 -> high[j] = 0;
        case 2 -> {
          low[j] = -0.1 * random.nextDouble();
          high[j] = 0.1 * random.nextDouble();
        }
        case 3 -> {
          low[j] = 0;
          high[j] = 0;
        }
        default -> low[j] = -NONE;
      }
    }
    return ElasticNet.uniform(p, l1, l2).within(low, high);
  }

  /** The optimality conditions in a box, written out anew. */
  private static void assertOptimal(DenseLeastSquares objective, ElasticNet penalty, double[] w) {
    double[] gradient = new double[w.length];
    objective.valueAndGradient(w, gradient);
    double slack = 1e-11 * objective.gradientScale();
    for (int j = 0; j < w.length; j++) {
      assertThat(w[j]).isBetween(penalty.lower(j), penalty.upper(j));
      double up = gradient[j] + penalty.l2(j) * w[j] + (w[j] < 0 ? -1 : 1) * penalty.l1(j);
      double down = gradient[j] + penalty.l2(j) * w[j] + (w[j] > 0 ? 1 : -1) * penalty.l1(j);
      if (w[j] < penalty.upper(j)) {
        assertThat(up).as("weight %d may not grow", j).isGreaterThan(-slack);
      }
      if (w[j] > penalty.lower(j)) {
        assertThat(down).as("weight %d may not shrink", j).isLessThan(slack);
      }
    }
  }

  @Test
  void solutionsMeetTheConditionsOfTheBox() {
    Cases.check(
        60,
        random -> {
          DenseLeastSquares objective = LeastSquaresCases.seeded(random.nextInt(1000));
          double l = 0.02 * objective.gradientScale();
          for (double[] weights : new double[][] {{0, 0}, {l, 0}, {0, l}, {l, l}}) {
            ElasticNet penalty = drawn(random, objective.dimension(), weights[0], weights[1]);
            Solution solution = solve(objective, penalty);
            assertOptimal(objective, penalty, solution.coefficients());
            if (!penalty.isZero()) {
              assertThat(solution.certificate().dualityGap()).isBetween(-1e-15, 1e-8);
            }
          }
        });
  }

  @Test
  void gapBoundsTheExcessAnywhereInTheBox() {
    Cases.check(
        60,
        random -> {
          DenseLeastSquares objective = LeastSquaresCases.seeded(random.nextInt(1000));
          int p = objective.dimension();
          double l = 0.02 * objective.gradientScale();
          for (double[] weights : new double[][] {{0, 0}, {l, 0}, {0, l}, {l, l}}) {
            ElasticNet penalty = drawn(random, p, weights[0], weights[1]);
            Solution loose =
                new Fista(new StoppingRule(4, 1e-13)).solve(objective, penalty, WarmStart.zero(p));
            double excess = loose.objective() - solve(objective, penalty).objective();
            double gap = loose.certificate().dualityGap();
            if (!Double.isNaN(gap)) {
              assertThat(gap * objective.valueAtZero()).isGreaterThanOrEqualTo(excess - 1e-12);
            }
          }
        });
  }

  @Test
  void boundsThatDoNotBindChangeNothing() {
    DenseLeastSquares objective = LeastSquaresCases.seeded(5);
    int p = objective.dimension();
    double l = 0.05 * objective.gradientScale();
    ElasticNet free = ElasticNet.uniform(p, l, l);
    double[] expected = solve(objective, free).coefficients();
    double[] bounded =
        solve(objective, free.within(filled(p, -100), filled(p, 100))).coefficients();
    for (int j = 0; j < p; j++) {
      assertThat(bounded[j]).isCloseTo(expected[j], within(1e-11));
    }
  }

  @Test
  void weightsRestExactlyOnTheirBounds() {
    DenseLeastSquares objective =
        DenseLeastSquares.of(new double[][] {{-1}, {1}, {-1}, {1}}, new double[] {-2, 2, -3, 3});
    ElasticNet penalty = ElasticNet.uniform(1, 0.5, 0.25);
    // Without bounds 1.6.
    double[] one = {1.25};
    assertThat(solve(objective, penalty.within(new double[] {-1}, one)).coefficients()[0])
        .isEqualTo(1.25);
    assertThat(solve(objective, penalty.within(new double[] {-1}, new double[1])).coefficients()[0])
        .isEqualTo(0.0);
  }

  @Test
  void aStartOutsideTheBoxIsBroughtIn() {
    DenseLeastSquares objective = LeastSquaresCases.seeded(6);
    int p = objective.dimension();
    ElasticNet penalty = ElasticNet.uniform(p, 0.01, 0.01).within(filled(p, 0), filled(p, 0.2));
    double[] cold = solve(objective, penalty).coefficients();
    double[] warm =
        new Fista(TIGHT).solve(objective, penalty, WarmStart.at(filled(p, -3))).coefficients();
    for (int j = 0; j < p; j++) {
      assertThat(warm[j]).isCloseTo(cold[j], within(1e-9));
    }
  }

  @Test
  void gradientDescentStaysInTheBox() {
    DenseLeastSquares objective = LeastSquaresCases.seeded(7);
    int p = objective.dimension();
    ElasticNet penalty = ElasticNet.uniform(p, 0, 0.05).within(filled(p, 0), filled(p, NONE));
    double[] expected = solve(objective, penalty).coefficients();
    Solution solution =
        new GradientDescent(new StoppingRule(20_000, 1e-9), LearningRate.automatic())
            .solve(objective, penalty, WarmStart.zero(p));
    for (int j = 0; j < p; j++) {
      assertThat(solution.coefficients()[j]).isNotNegative();
      assertThat(solution.coefficients()[j]).isCloseTo(expected[j], within(1e-5));
    }
  }
}
