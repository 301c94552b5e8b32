package io.shrinkage.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.linalg.Kernels;
import io.shrinkage.objective.ElasticNetFamily;
import io.shrinkage.solver.Fista;
import io.shrinkage.solver.Solution;
import io.shrinkage.solver.StoppingRule;
import io.shrinkage.statistics.InMemoryObjective;
import io.shrinkage.statistics.Metrics;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.Standardizer;
import io.shrinkage.testing.RowCases;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class RegularizationPathTest {

  private static final int P = 41;

  private final BucketPlan plan = BucketPlan.hashed(RowCases.SLOTS, 0, 0.3);
  private final RowCases cases = new RowCases(21, 6, 50, P);
  private final Standardizer standardizer =
      InMemoryObjective.standardizer(cases.blocks(), plan.train());
  private final InMemoryObjective objective =
      new InMemoryObjective(cases.blocks(), plan.train(), standardizer);
  private final Fista solver = new Fista(new StoppingRule(1000, 1e-8));

  @Test
  void gridIsGeometricFromTheLargest() {
    assertThat(new LambdaGrid(3, 0.01).from(2))
        .containsExactly(new double[] {2, 0.2, 0.02}, within(1e-16));
    assertThat(new LambdaGrid(1, 0.01).from(2)).containsExactly(2);
    assertThatThrownBy(() -> new LambdaGrid(3, 0.01).from(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the largest lambda must be positive and finite, was 0.0");
    assertThatThrownBy(() -> new LambdaGrid(0, 0.01))
        .hasMessage("the number of lambdas must be at least 1, was 0");
    assertThatThrownBy(() -> new LambdaGrid(3, 1))
        .hasMessage("the smallest lambda's ratio must be above 0 and below 1, was 1.0");
  }

  @Test
  void pathBeginsEmptyAndRecordsTheErrorsOfEveryFit() {
    RegularizationPath path = run(this::validationMse, new PathStopping(1000, 0));

    assertThat(path.points().get(0).nonZero()).isZero();
    assertThat(path.points().get(1).nonZero()).isPositive();
    for (int k = 1; k < path.points().size(); k++) {
      PathPoint point = path.points().get(k);
      assertThat(point.trainMse()).isLessThan(path.points().get(k - 1).trainMse());
      assertThat(point.validationMse()).isGreaterThanOrEqualTo(path.best().validationMse());
    }

    Metrics train = metrics(path.bestWeights(), plan.train());
    Metrics validation = metrics(path.bestWeights(), plan.validation());
    assertThat(path.best().trainMse()).isCloseTo(train.mse(), within(1e-12));
    assertThat(path.best().validationMse()).isEqualTo(validation.mse());
  }

  @Test
  void pathEndsAFewLambdasAfterTheBest() {
    RegularizationPath path = run(this::validationMse, new PathStopping(3, 0));
    RegularizationPath whole = run(this::validationMse, new PathStopping(1000, 0));

    int best = path.points().indexOf(path.best());
    assertThat(path.points()).hasSize(best + 4).hasSizeLessThan(whole.points().size());
    assertThat(path.best()).isEqualTo(whole.best());
  }

  @Test
  void pathEndsWhereTheTrainingErrorStopsToFall() {
    RegularizationPath path = run(solution -> Double.NaN, new PathStopping(10, 0.02));

    assertThat(path.points()).hasSizeBetween(6, 40);
    assertThatThrownBy(path::best)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the path has no validation error to choose by");
  }

  private RegularizationPath run(ToDoubleFunction<Solution> validationMse, PathStopping stopping) {
    return RegularizationPath.run(
        objective,
        new LambdaGrid(50, 1e-3).from(Kernels.maxAbs(objective.gradientAtOrigin())),
        ElasticNetFamily.onStandardized(1, ones(), standardizer.scales()),
        solver,
        validationMse,
        stopping);
  }

  private static double[] ones() {
    double[] ones = new double[P];
    Arrays.fill(ones, 1);
    return ones;
  }

  private double validationMse(Solution solution) {
    return metrics(solution.coefficients(), plan.validation()).mse();
  }

  private Metrics metrics(double[] w, SlotSet slots) {
    Metrics metrics = new Metrics();
    for (RowBlock block : cases.blocks()) {
      metrics.add(block, slots, standardizer.predictor(w));
    }

    return metrics;
  }
}
