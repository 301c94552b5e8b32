package io.shrinkage.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.objective.ElasticNetFamily;
import io.shrinkage.selection.CrossValidation.Edge;
import io.shrinkage.statistics.InMemoryObjective;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.testing.RowCases;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class CrossValidationTest {

  private static final SlotSet ALL = SlotSet.all(RowCases.SLOTS);

  private final RowCases cases = new RowCases(3, 4, 80, 15);
  private final List<SlotSet> folds = BucketPlan.hashed(RowCases.SLOTS, 0, 0).folds(5);

  @Test
  void gridBeginsAtTheLargestLambdaOfAllRows() {
    PathFits<InMemoryObjective> fits = Fits.of(cases, 0.5, true);
    CrossValidation cv = run(fits, 1e-2);

    assertThat(cv.path().points().get(0).lambda()).isEqualTo(fits.lambdaMax(ALL));
    assertThat(cv.path().points().get(0).nonZero()).isZero();
    assertThat(cv.path().points().get(1).nonZero()).isPositive();
    assertThat(cv.errors().size()).isEqualTo(cv.path().points().size());
    assertThat(cv.lambdaMin()).isLessThanOrEqualTo(cv.lambda1se());
    assertThat(cv.lambdaMin()).isEqualTo(cv.path().lambdas()[cv.chosen(CvRule.MIN)]);
    assertThat(cv.lambda1se()).isEqualTo(cv.path().lambdas()[cv.chosen(CvRule.ONE_STANDARD_ERROR)]);
  }

  @Test
  void belowAThousandthOfL1TheGridIsThatOfAThousandth() {
    double ridge = Fits.of(cases, 0, true).lambdaMax(ALL);
    double thousandth = Fits.of(cases, 1e-3, true).lambdaMax(ALL);

    assertThat(ridge).isEqualTo(thousandth);
  }

  @Test
  void everyPointOfThePathIsCertified() {
    run(Fits.of(cases, 0.5, true), 1e-2)
        .path()
        .points()
        .forEach(point -> assertThat(point.kktViolation()).isLessThanOrEqualTo(1e-13));
  }

  @Test
  void anEndOfTheGridIsReported() {
    PathFits<InMemoryObjective> fits = Fits.of(cases, 1, true);

    assertThat(run(fits, 0.9).edge()).contains(Edge.SMALLEST);
    assertThat(run(fits, 1e-3).edge()).isEmpty();
  }

  @Test
  void threadsDoNotChangeABit() throws Exception {
    PathFits<InMemoryObjective> fits = Fits.of(cases, 0.5, false);
    CrossValidation one = new ForkJoinPool(1).submit(() -> run(fits, 1e-2)).get();
    CrossValidation many = new ForkJoinPool(7).submit(() -> run(fits, 1e-2)).get();

    for (int k = 0; k < one.errors().size(); k++) {
      assertThat(one.errors().mse(k)).isEqualTo(many.errors().mse(k));
      assertThat(one.errors().se(k)).isEqualTo(many.errors().se(k));
    }
  }

  @Test
  void refoldingIsDecidedByTheSeedAndByNoThread() throws Exception {
    PathFits<InMemoryObjective> fits = Fits.of(cases, 1, true);
    RegularizationPath path = run(fits, 1e-2).path();

    Refolding first = Refolding.run(fits, path, ALL, 5, 4, 42);
    Refolding again =
        new ForkJoinPool(1).submit(() -> Refolding.run(fits, path, ALL, 5, 4, 42)).get();
    Refolding other = Refolding.run(fits, path, ALL, 5, 4, 43);

    assertThat(first).isEqualTo(again).isNotEqualTo(other);
    assertThat(first.rounds()).hasSize(4);
    for (Refolding.Round round : first.rounds()) {
      assertThat(path.lambdas()).contains(round.lambdaMin(), round.lambda1se());
      assertThat(round.lambda1se()).isGreaterThanOrEqualTo(round.lambdaMin());
      PathPoint point =
          path.points().stream().filter(p -> p.lambda() == round.lambda1se()).findFirst().get();
      assertThat(round.nonZero1se()).isEqualTo(point.nonZero());
    }
  }

  @Test
  void hashOrdersAreDifferentPermutations() {
    int[] slots = {3, 5, 7, 9, 11, 13};

    int[] first = HashOrder.of(slots, 1, 0);
    assertThat(first).containsExactlyInAnyOrder(slots);
    assertThat(HashOrder.of(slots, 1, 0)).containsExactly(first);
    assertThat(HashOrder.of(slots, 1, 1)).isNotEqualTo(first);
    assertThat(HashOrder.deal(first, 4).stream().mapToInt(SlotSet::size))
        .containsExactly(2, 2, 1, 1);
    assertThat(HashOrder.first(first, 2).toArray()).containsExactlyInAnyOrder(first[0], first[1]);
  }

  @Test
  void unpenalizedColumnsAreFittedBeforeTheLargestLambdaIsTaken() {
    PathFits<InMemoryObjective> all = Fits.of(cases, 1, true);
    double[] factors = new double[15];
    Arrays.fill(factors, 1);
    factors[14] = 0;
    PathFits<InMemoryObjective> fits =
        all.with(rows -> ElasticNetFamily.onStandardized(1, factors, rows.scales()));
    double lambdaMax = fits.lambdaMax(ALL);

    assertThat(fits.fit(ALL, lambdaMax * (1 + 1e-6)).nonZeros()).isEqualTo(1);
    assertThat(fits.fit(ALL, lambdaMax * (1 - 1e-3)).nonZeros()).isEqualTo(2);
    assertThat(lambdaMax).isNotCloseTo(all.lambdaMax(ALL), within(1e-12));
  }

  private CrossValidation run(PathFits<InMemoryObjective> fits, double ratio) {
    return CrossValidation.run(fits, ALL, folds, new LambdaGrid(30, ratio), PathStopping.NEVER)
        .orElseThrow();
  }
}
