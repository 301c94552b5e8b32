package io.shrinkage.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.objective.ElasticNet;
import io.shrinkage.objective.SmoothObjective;
import io.shrinkage.statistics.LeastSquares;
import io.shrinkage.statistics.SlotProblems;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.StatisticsProblems;
import io.shrinkage.testing.DenseLeastSquares;
import io.shrinkage.testing.GramianCases;
import io.shrinkage.testing.LeastSquaresCases;
import io.shrinkage.testing.RowCases;
import io.shrinkage.testing.RowProblems;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

  private static final StoppingRule RULE = new StoppingRule(400, 1e-10);

  private final DenseLeastSquares train = LeastSquaresCases.indicators(60, 40, 1);
  private final DenseLeastSquares held = LeastSquaresCases.indicators(60, 40, 2);
  private final ElasticNet penalty = ElasticNet.uniform(train.dimension(), 0, 1e-4);

  /** Other rows of the same kind: their error falls, then rises as the noise is learned. */
  private double heldError(double[] w) {
    return 2 * held.valueAndGradient(w, new double[w.length]);
  }

  private static int argmin(double[] curve) {
    int best = 0;
    for (int k = 1; k < curve.length; k++) {
      best = curve[k] < curve[best] ? k : best;
    }
    return best;
  }

  private Solution solve(Solver<SmoothObjective> solver) {
    return solver.solve(train, penalty, WarmStart.zero(train.dimension()));
  }

  private List<Solution> stopped(EarlyStopping stopping) {
    return List.of(
        solve(
            new GradientDescent(RULE, LearningRate.fixed(0.01))
                .stoppingEarly(stopping, this::heldError)),
        solve(
            new GradientDescent(RULE, LearningRate.automatic())
                .stoppingEarly(stopping, this::heldError)),
        solve(new Fista(RULE).stoppingEarly(stopping, this::heldError)));
  }

  @Test
  void theReturnedIterateIsTheLowestOfTheRecordedCurve() {
    for (Solution solution : stopped(new EarlyStopping(12, 0))) {
      double[] curve = solution.trace().validationMses();
      int best = argmin(curve);
      assertThat(solution.stopReason()).isEqualTo(StopReason.EARLY_STOPPING);
      assertThat(solution.remedy()).isEmpty();
      assertThat(heldError(solution.coefficients())).isEqualTo(curve[best]);
      // Stopped by patience: twelve iterations after the best one, which is not the last.
      assertThat(curve).hasSize(best + 13);
      assertThat(best).isPositive();
    }
  }

  @Test
  void theCertificateIsOfTheReturnedIterate() {
    for (Solution solution : stopped(new EarlyStopping(12, 0))) {
      Certificate anew = Certifier.of(train, penalty, solution.coefficients(), RULE.tolerance());
      assertThat(solution.certificate()).isEqualTo(anew);
      assertThat(anew.converged()).isFalse();
    }
  }

  @Test
  void trainingErrorsAreThoseOfTheIterates() {
    for (Solution solution : stopped(new EarlyStopping(12, 0))) {
      double[] curve = solution.trace().validationMses();
      double mse = 2 * train.valueAndGradient(solution.coefficients(), new double[80]);
      assertThat(solution.trace().trainMses()[argmin(curve)]).isCloseTo(mse, within(1e-12));
    }
  }

  /** Errors as given, whatever the weights are; the last one for good. */
  private static ToDoubleFunction<double[]> errors(double... errors) {
    Iterator<Double> left = Arrays.stream(errors).iterator();
    return w -> left.hasNext() ? left.next() : errors[errors.length - 1];
  }

  @Test
  void smallImprovementsDoNotRenewThePatience() {
    // A fall of 0.5 % each is below 1 %; iterations 2, 3 and 4 are three without an improvement.
    Solution solution =
        solve(
            new GradientDescent(RULE, LearningRate.fixed(0.01))
                .stoppingEarly(new EarlyStopping(3, 0.01), errors(4, 2, 1.995, 1.99, 1.985, 1)));
    assertThat(solution.iterations()).isEqualTo(4);
    assertThat(solution.stopReason()).isEqualTo(StopReason.EARLY_STOPPING);
    // Still the lowest one is returned, not the last that counted.
    Solution four =
        solve(new GradientDescent(new StoppingRule(4, 1e-10), LearningRate.fixed(0.01)));
    assertThat(solution.coefficients()).isEqualTo(four.coefficients());
  }

  @Test
  void withoutAnEndByPatienceTheSolveIsTheUsualOne() {
    Solution usual = solve(new Fista(RULE));
    Solution patient = solve(new Fista(RULE).stoppingEarly(new EarlyStopping(1000, 0), w -> 1));
    // A constant error: the start is the first of the lowest.
    assertThat(patient.iterations()).isEqualTo(usual.iterations());
    assertThat(patient.stopReason()).isEqualTo(StopReason.EARLY_STOPPING);
    assertThat(patient.nonZeros()).isZero();
    Solution unknown =
        solve(new Fista(RULE).stoppingEarly(new EarlyStopping(1000, 0), w -> Double.NaN));
    assertThat(unknown.coefficients()).isEqualTo(usual.coefficients());
    assertThat(unknown.stopReason()).isEqualTo(StopReason.CONVERGED);
    assertThat(usual.trace().validationMses()).containsOnly(Double.NaN);
  }

  private static <F extends LeastSquares> ToDoubleFunction<double[]> error(
      SlotProblems<F> problems, LeastSquares problem, SlotSet slots) {
    return w ->
        problems.squaredError(slots, problem.standardizer().predictor(w)) / problems.weight(slots);
  }

  @Test
  void aReplayOnStatisticsGivesTheCurveOfThePasses() {
    RowCases cases = new RowCases(8, 3, 60, 41);
    SlotSet training = SlotSet.of(RowCases.SLOTS, slot -> slot % 2 == 0);
    SlotSet validation = SlotSet.all(RowCases.SLOTS).minus(training);
    RowProblems rows = new RowProblems(cases.blocks());
    StatisticsProblems statistics = GramianCases.problems(cases);
    LeastSquares byRows = rows.problem(training);
    LeastSquares byStatistics = statistics.problem(training);
    EarlyStopping stopping = new EarlyStopping(20, 1e-4);
    ElasticNet net = ElasticNet.uniform(41, 1e-3, 1e-3);
    ToDoubleFunction<double[]> rowError = error(rows, byRows, validation);
    ToDoubleFunction<double[]> replayedError = error(statistics, byStatistics, validation);

    GradientDescent descent = new GradientDescent(RULE, LearningRate.fixed(0.05));
    assertSameCurve(
        solve(descent.stoppingEarly(stopping, rowError), byRows, net),
        solve(descent.stoppingEarly(stopping, replayedError), byStatistics, net));
    Fista fista = new Fista(RULE);
    assertSameCurve(
        solve(fista.stoppingEarly(stopping, rowError), byRows, net),
        solve(fista.stoppingEarly(stopping, replayedError), byStatistics, net));
  }

  private static Solution solve(
      Solver<SmoothObjective> solver, LeastSquares problem, ElasticNet net) {
    return solver.solve(problem, net, WarmStart.zero(problem.dimension()));
  }

  private static void assertSameCurve(Solution passes, Solution replay) {
    double[] expected = passes.trace().validationMses();
    double[] actual = replay.trace().validationMses();
    assertThat(passes.stopReason()).isEqualTo(StopReason.EARLY_STOPPING);
    assertThat(actual).hasSameSizeAs(expected);
    for (int k = 0; k < expected.length; k++) {
      assertThat(actual[k]).as("iteration %d", k).isCloseTo(expected[k], within(1e-9));
      assertThat(replay.trace().trainMses()[k])
          .isCloseTo(passes.trace().trainMses()[k], within(1e-9));
    }
    for (int j = 0; j < passes.coefficients().length; j++) {
      assertThat(replay.coefficients()[j]).isCloseTo(passes.coefficients()[j], within(1e-9));
    }
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> new EarlyStopping(0, 0))
        .hasMessage("the patience is 0; it must be at least 1");
    assertThatThrownBy(() -> new EarlyStopping(1, 1))
        .hasMessage("the smallest improvement is 1.0; it must be at least 0 and below 1");
  }
}
