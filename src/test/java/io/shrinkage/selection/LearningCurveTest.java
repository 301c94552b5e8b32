package io.shrinkage.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.selection.LearningCurve.Point;
import io.shrinkage.statistics.InMemoryObjective;
import io.shrinkage.testing.Cases;
import io.shrinkage.testing.RowProblems;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearningCurveTest {

  private static final int P = 25;
  private static final int BUCKETS = 40;
  private static final LearningPlan PLAN =
      new LearningPlan(4, List.of(0.1, 0.2, 0.35, 0.5, 0.7, 1.0), 3, 15);

  /** y = x·(1, …, 1)/2 + noise of deviation 1: the least-squares fit costs about 1 + p/n. */
  private static RowProblems rows(int n, double signal) {
    SplittableRandom random = new SplittableRandom(5);
    double[][] x = new double[n][P];
    double[] y = new double[n];
    int[] slot = new int[n];
    for (int i = 0; i < n; i++) {
      y[i] = Cases.normal(random);
      for (int j = 0; j < P; j++) {
        x[i][j] = Cases.normal(random);
        y[i] += signal * x[i][j];
      }

      slot[i] = random.nextInt(BUCKETS);
    }

    return Fits.table(x, y, slot);
  }

  private static LearningCurve curve(RowProblems rows, BucketPlan plan, LearningPlan shape) {
    PathFits<InMemoryObjective> fits = Fits.of(rows, 0.5);
    return new LearningCurveFits<>(fits, plan, shape, 1e-3, OptionalDouble.empty(), CvRule.MIN, 42)
        .measure();
  }

  @Test
  void errorFallsAsRowsAreAddedAndTwiceTheDataIsForetold() {
    BucketPlan plan = BucketPlan.hashed(BUCKETS, 0.5, 0);
    LearningCurve curve = curve(rows(1200, 0.5), plan, PLAN);

    assertThat(curve.points()).hasSize(6);
    Point first = curve.points().get(0);
    Point last = curve.points().get(5);
    assertThat(last.share()).isEqualTo(1);
    assertThat(last.rows()).isBetween(550L, 650L);
    assertThat(last.testMse()).isLessThan(0.8 * first.testMse());
    assertThat(last.trainMse()).isLessThan(last.testMse());
    for (Point point : curve.points()) {
      assertThat(point.low()).isLessThanOrEqualTo(point.testMse());
      assertThat(point.high()).isGreaterThanOrEqualTo(point.testMse());
    }

    // The truth is 1 + p/n at n = 1200 rows, about 1.02, give or take the noise of 600 test rows.
    assertThat(curve.reason()).isEmpty();
    LearningCurve.Forecast forecast = curve.forecast().orElseThrow();
    assertThat(forecast.share()).isEqualTo(2);
    assertThat(forecast.testMse()).isBetween(0.9, last.testMse());
    assertThat(forecast.low()).isLessThan(forecast.testMse());
    assertThat(forecast.high()).isGreaterThan(forecast.testMse());
    assertThat(curve.reading())
        .startsWith("Twice the data would lower the test RMSE from ")
        .contains(" to about ");
  }

  @Test
  void curveIsDecidedByTheSeedAndByNoThread() throws Exception {
    BucketPlan plan = BucketPlan.hashed(BUCKETS, 0.5, 0);
    LearningPlan small = new LearningPlan(2, List.of(0.5, 1.0), 3, 5);
    RowProblems rows = rows(400, 0.5);

    LearningCurve one = new ForkJoinPool(1).submit(() -> curve(rows, plan, small)).get();

    assertThat(curve(rows, plan, small)).isEqualTo(one);
  }

  @Test
  void nothingIsForetoldOfACurveThatRisesOrIsNoisy() {
    assertThat(LearningCurveFits.unforeseeable(points(1.3, 1.15, 1.1, 1.06, 1.05))).isEmpty();
    assertThat(LearningCurveFits.unforeseeable(points(1, 1.01, 1.02, 1.03, 1.04)))
        .isEqualTo("the error does not fall as rows are added");
    assertThat(LearningCurveFits.unforeseeable(points(1.1, 1.3, 0.9, 1.3, 1.0)))
        .isEqualTo("the curve is too noisy to be continued");
    assertThat(LearningCurveFits.unforeseeable(points(1.1, 1.0)))
        .isEqualTo("a forecast needs at least 4 shares with rows enough, there are 2");
    assertThat(new LearningCurve(2, points(1.21, 1), Optional.empty(), "so it is").reading())
        .isEqualTo(
            "From 50 % of the training rows to 100 % the test RMSE went from 1.1000 to 1.0000. No"
                + " forecast: so it is.");
  }

  private static List<Point> points(double... errors) {
    return IntStream.range(0, errors.length)
        .mapToObj(
            i ->
                new Point(
                    (i + 1.0) / errors.length,
                    10,
                    1,
                    errors[i],
                    errors[i],
                    errors[i],
                    errors[i],
                    1))
        .toList();
  }

  @Test
  void withoutTestRowsOrBucketsThereIsNoCurve() {
    assertThat(curve(rows(100, 1), BucketPlan.hashed(BUCKETS, 0, 0), PLAN).reason())
        .isEqualTo("there are no test rows to measure the error on");
    LearningPlan tenth = new LearningPlan(2, List.of(0.02), 3, 5);
    assertThat(curve(rows(100, 1), BucketPlan.hashed(BUCKETS, 0.5, 0), tenth).reason())
        .contains("training buckets with rows are too few");
  }

  @Test
  void aFixedLambdaIsTakenAtEveryShare() {
    LearningCurve curve =
        new LearningCurveFits<>(
                Fits.of(rows(300, 0.5), 1),
                BucketPlan.hashed(BUCKETS, 0.5, 0),
                PLAN,
                1e-3,
                OptionalDouble.of(0.125),
                CvRule.MIN,
                1)
            .measure();

    assertThat(curve.points()).allSatisfy(p -> assertThat(p.lambda()).isEqualTo(0.125));
  }

  @Test
  void powerLawIsFoundAgain() {
    double[] x = {0.1, 0.2, 0.35, 0.5, 0.7, 1};
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = 0.8 + 0.05 * Math.pow(x[i], -0.7);
    }

    PowerLaw law = PowerLaw.fit(x, y);

    assertThat(law.at(2)).isCloseTo(0.8 + 0.05 * Math.pow(2, -0.7), within(1e-5));
    assertThat(law.residual()).isLessThan(1e-6);
  }

  @Test
  void lawNeverGoesBelowZero() {
    PowerLaw law = PowerLaw.fit(new double[] {0.25, 0.5, 1}, new double[] {16, 4, 1});

    assertThat(law.a()).isNotNegative();
    assertThat(law.at(2)).isPositive();
    assertThat(PowerLaw.fit(new double[] {0.5, 1}, new double[] {1, 2}).b()).isZero();
  }

  @Test
  void manyColumnsHaveFewerOrdersThenFewerShares() {
    LearningPlan plan = new LearningPlan(5, List.of(1.0, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85), 5, 25);

    assertThat(plan.affordable(200 * 200)).isEqualTo(plan);
    assertThat(plan.shares()).isSorted();
    assertThat(plan.affordable(350 * 350).orders()).isBetween(2, 4);
    LearningPlan wide = plan.affordable(4000 * 4000);
    assertThat(wide.orders()).isEqualTo(2);
    assertThat(wide.shares()).hasSize(4).startsWith(0.1).endsWith(1.0);
    assertThatThrownBy(() -> new LearningPlan(1, List.of(0.0), 2, 1))
        .hasMessage("a share must be above 0 and at most 1, was 0.0");
  }
}
