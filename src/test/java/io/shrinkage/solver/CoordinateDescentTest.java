package io.shrinkage.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shrinkage.objective.ElasticNet;
import io.shrinkage.objective.ElasticNetFamily;
import io.shrinkage.objective.Penalty;
import io.shrinkage.statistics.Gramian;
import io.shrinkage.testing.Cases;
import io.shrinkage.testing.DenseLeastSquares;
import io.shrinkage.testing.LeastSquaresCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CoordinateDescentTest {

  private static final StoppingRule TIGHT = new StoppingRule(100, 1e-11);
  private static final int CASES = 40;

  private static Solution solve(Gramian objective, Penalty penalty, WarmStart start) {
    Solution solution = new CoordinateDescent(TIGHT).solve(objective, penalty, start);
    Certificate certificate =
        Certifier.of(objective, penalty, solution.coefficients(), TIGHT.tolerance());
    assertThat(solution.stopReason()).as(solution.remedy()).isEqualTo(StopReason.CONVERGED);
    assertThat(certificate).isEqualTo(solution.certificate());
    return solution;
  }

  private static Solution solve(Gramian objective, Penalty penalty) {
    return solve(objective, penalty, WarmStart.zero(objective.dimension()));
  }

  private static ElasticNetFamily family(Gramian objective, double ratio) {
    double[] factors = new double[objective.dimension()];
    Arrays.fill(factors, 1);
    return ElasticNetFamily.onStandardized(ratio, factors, objective.standardizer().scales());
  }

  private static void assertClose(double[] actual, double[] expected, double tolerance) {
    assertThat(actual).containsExactly(expected, within(tolerance));
  }

  @Test
  void oneColumnIsSoftThresholded() {
    // x = ±1 is its own standardization; xᵀy/n = 2.5; S(2.5, 0.5)/(1 + 0.25) = 1.6.
    Gramian objective =
        DenseLeastSquares.of(new double[][] {{-1}, {1}, {-1}, {1}}, new double[] {-2, 2, -3, 3})
            .gramian();
    Solution solution = solve(objective, ElasticNet.uniform(1, 0.5, 0.25));
    assertThat(solution.coefficients()[0]).isCloseTo(1.6, within(1e-14));
  }

  @Test
  void agreesWithFistaOnTheRows() {
    for (int seed = 0; seed < CASES; seed++) {
      DenseLeastSquares rows = LeastSquaresCases.seeded(seed);
      Gramian objective = rows.gramian();
      for (double ratio : new double[] {1, 0.5, 0}) {
        for (double share : new double[] {0.5, 0.05, 1e-3}) {
          Penalty penalty = family(objective, ratio).at(share * objective.gradientScale());
          Solution expected =
              new Fista(new StoppingRule(3000, 1e-12))
                  .solve(rows, penalty, WarmStart.zero(rows.dimension()));
          Solution solution = solve(objective, penalty);
          assertClose(solution.coefficients(), expected.coefficients(), 1e-10);
          assertThat(solution.objective()).isCloseTo(expected.objective(), within(1e-12));
          assertThat(solution.nonZeros()).isEqualTo(expected.nonZeros());
        }
      }
    }
  }

  @Test
  void lambdaMaxIsWhereTheModelBecomesEmpty() {
    for (int seed = 0; seed < CASES; seed++) {
      Gramian objective = LeastSquaresCases.seeded(seed).gramian();
      for (double ratio : new double[] {1, 0.5, 0.1}) {
        ElasticNetFamily family = family(objective, ratio);
        double largest = family.lambdaMax(objective.gradientAtOrigin());
        assertThat(solve(objective, family.at(largest * (1 + 1e-12))).nonZeros()).isZero();
        assertThat(solve(objective, family.at(largest * 0.999)).nonZeros()).isPositive();
      }
    }
  }

  @Test
  void screeningAndWarmStartsChangeNothing() {
    Cases.check(
        10,
        random -> {
          Gramian objective = LeastSquaresCases.indicators(300, 40, random.nextLong()).gramian();
          ElasticNetFamily family = family(objective, 0.9);
          double largest = family.lambdaMax(objective.gradientAtOrigin());
          WarmStart start = WarmStart.zero(objective.dimension());
          for (int k = 0; k < 20; k++) {
            Penalty penalty = family.at(largest * Math.pow(0.7, k));
            Solution warm = solve(objective, penalty, start);
            Solution cold =
                new CoordinateDescent(TIGHT)
                    .withoutScreening()
                    .solve(objective, penalty, WarmStart.zero(objective.dimension()));
            assertClose(warm.coefficients(), cold.coefficients(), 1e-9);
            assertThat(warm.nonZeros()).isEqualTo(cold.nonZeros());
            start = warm.warmStart();
          }
        });
  }

  @Test
  void boundsHoldAndAgreeWithFista() {
    for (int seed = 0; seed < CASES; seed++) {
      DenseLeastSquares rows = LeastSquaresCases.seeded(seed);
      Gramian objective = rows.gramian();
      int p = objective.dimension();
      double[] low = new double[p];
      double[] high = new double[p];
      Arrays.fill(high, 0.2 * objective.gradientScale());
      low[1] = Double.NEGATIVE_INFINITY;
      for (double ratio : new double[] {1, 0}) {
        Penalty penalty =
            family(objective, ratio).at(0.02 * objective.gradientScale()).within(low, high);
        double[] expected =
            new Fista(new StoppingRule(3000, 1e-12))
                .solve(rows, penalty, WarmStart.zero(p))
                .coefficients();
        double[] actual = solve(objective, penalty).coefficients();
        assertClose(actual, expected, 1e-10);
        for (int j = 0; j < p; j++) {
          assertThat(actual[j]).isBetween(low[j], high[j]);
        }
      }
    }
  }

  /** Rows whose columns share a few factors; every tenth column repeats the one before. */
  private static DenseLeastSquares wide(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] x = new double[rows][columns];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double[] factors = {gaussian(random), gaussian(random), gaussian(random)};
      for (int j = 0; j < columns; j++) {
        x[i][j] = j % 10 == 9 ? x[i][j - 1] : factors[j % 3] + gaussian(random);
        y[i] += j % 7 == 0 ? 0.3 * x[i][j] : 0;
      }
      y[i] += 3 * gaussian(random);
    }
    return DenseLeastSquares.of(x, y);
  }

  private static double gaussian(SplittableRandom random) {
    return random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
  }

  @Test
  void largeFacesAreCertifiedOnTheRows() {
    DenseLeastSquares rows = wide(900, 400, 1);
    Gramian objective = rows.gramian();
    double[] lower = new double[400];
    double[] upper = new double[400];
    Arrays.fill(lower, -0.01);
    Arrays.fill(upper, 0.06);
    for (double ratio : new double[] {1, 0.5, 0}) {
      ElasticNetFamily free = family(objective, ratio);
      for (ElasticNetFamily each : List.of(free, free.within(lower, upper))) {
        WarmStart start = WarmStart.zero(400);
        for (double share : new double[] {0.1, 0.03, 0.01, 1e-3, 1e-4, 1e-6}) {
          ElasticNet penalty = each.at(share * objective.gradientScale());
          Solution solution = solve(objective, penalty, start);
          double[] w = solution.coefficients();
          assertThat(Certifier.of(rows, penalty, w, 1e-10).converged()).isTrue();
          for (int j = 0; j < 400; j++) {
            assertThat(w[j]).isBetween(penalty.lower(j), penalty.upper(j));
          }
          start = solution.warmStart();
        }
        assertThat(Vectors.nonZeros(start.weights())).isGreaterThan(200);
      }
    }
  }

  @Test
  void unpenalizedColumnsAreFitted() {
    for (int seed = 0; seed < CASES; seed++) {
      Gramian objective = LeastSquaresCases.seeded(seed).gramian();
      double[] factors = new double[objective.dimension()];
      Arrays.fill(factors, 1);
      factors[0] = 0;
      factors[2] = 0;
      Penalty penalty =
          ElasticNetFamily.onStandardized(1, factors, objective.standardizer().scales())
              .at(10 * objective.gradientScale());
      double[] w = solve(objective, penalty).coefficients();
      double[] gradient = new double[w.length];
      objective.valueAndGradient(w, gradient);
      assertThat(w[0]).isNotZero();
      assertThat(gradient[0]).isCloseTo(0, within(1e-11));
      assertThat(gradient[2]).isCloseTo(0, within(1e-11));
      assertThat(w[1]).isZero();
    }
  }

  @Test
  void completeIndicatorSetsAreSolvedWithoutAPenalty() {
    Gramian objective = LeastSquaresCases.indicators(800, 60, 7).gramian();
    solve(objective, ElasticNet.none(objective.dimension()));
    // A tiny l1 picks one of infinitely many fits, which differ by multiples of σ.
    solve(objective, family(objective, 1).at(1e-7 * objective.gradientScale()));
    solve(objective, family(objective, 1).at(1e-4 * objective.gradientScale()));
  }

  @Test
  void illConditionedColumnsAreCertifiedOnTheRows() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] rows = new double[200][];
    double[] y = new double[rows.length];
    for (int i = 0; i < y.length; i++) {
      double year = 1950 + random.nextInt(70);
      double u = random.nextDouble();
      // year and year², nearly equal columns, a constant, and one scaled by 1e8
      rows[i] =
          new double[] {year, year * year, u, u + 1e-7 * random.nextDouble(), 7, 1e8 * (u * u)};
      y[i] = 0.01 * year + u + random.nextDouble();
    }

    certifyPath(DenseLeastSquares.of(rows, y));
  }

  @Test
  void longleyIsCertifiedOnTheRows() throws IOException {
    Path file =
        Path.of(System.getProperty("shrinkage.data", "../shared/data"), "regression/longley.csv");
    assumeTrue(Files.exists(file), "no data at " + file + "; set -Dshrinkage.data");
    List<String> lines = Files.readAllLines(file);
    double[][] table =
        lines.stream()
            .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble))
            .map(fields -> fields.toArray())
            .toArray(double[][]::new);
    assertThat(table).hasDimensions(16, 7);
    certifyPath(LeastSquaresCases.of(table));
  }

  private static void certifyPath(DenseLeastSquares rows) {
    Gramian objective = rows.gramian();
    for (double ratio : new double[] {1, 0.5, 0}) {
      WarmStart start = WarmStart.zero(rows.dimension());
      for (double share = 1; share > 1e-8; share /= 10) {
        Penalty penalty = family(objective, ratio).at(share * objective.gradientScale());
        Solution solution =
            new CoordinateDescent(StoppingRule.DEFAULT).solve(objective, penalty, start);
        assertThat(solution.certificate().converged()).as(solution.remedy()).isTrue();
        assertThat(Certifier.of(rows, penalty, solution.coefficients(), 1e-8).kktViolation())
            .isLessThan(1e-8);
        start = solution.warmStart();
      }
    }

    Penalty none = ElasticNet.none(rows.dimension());
    Solution free =
        new CoordinateDescent(StoppingRule.DEFAULT)
            .solve(objective, none, WarmStart.zero(rows.dimension()));
    assertThat(free.certificate().kktViolation()).isLessThan(1e-8);
  }

  @Test
  void toleranceBelowRoundingEndsWithACertificate() {
    Gramian objective = LeastSquaresCases.seeded(3).gramian();
    int p = objective.dimension();
    Solution solution =
        new CoordinateDescent(new StoppingRule(1000, 1e-30))
            .solve(objective, ElasticNet.uniform(p, 1e-4, 0), WarmStart.zero(p));
    assertThat(solution.stopReason()).isEqualTo(StopReason.ITERATION_LIMIT);
    assertThat(solution.certificate().kktViolation()).isBetween(0.0, 1e-13);
    assertThat(solution.iterations()).isLessThan(20);
    assertThat(solution.remedy()).contains("a larger tolerance than 1.0E-30");
  }

  @Test
  void solvesAreTheSameBitForBit() {
    ElasticNet penalty = ElasticNet.uniform(100, 1e-3, 1e-3);
    double[] first =
        solve(LeastSquaresCases.indicators(200, 50, 9).gramian(), penalty).coefficients();
    double[] again =
        solve(LeastSquaresCases.indicators(200, 50, 9).gramian(), penalty).coefficients();
    assertThat(again).isEqualTo(first);
  }

  @Test
  void dimensionsMustAgree() {
    Gramian objective = LeastSquaresCases.of(LeastSquaresCases.small()).gramian();
    assertThatThrownBy(() -> solve(objective, ElasticNet.none(5)))
        .hasMessage("the penalty has 5 weights, the objective 6");
  }
}
