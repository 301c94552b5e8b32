package io.shrinkage.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.testing.Cases;
import io.shrinkage.testing.DenseLeastSquares;
import io.shrinkage.testing.MovieRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotStatisticsTest {

  private static final int SLOTS = 12;
  private static final double ORIGIN = 3.25;

  private final List<RowBlock> blocks = MovieRows.blocks(5, 9, 30, 6, SLOTS);
  private final int p = blocks.get(0).x().columns();

  @Test
  void anySlotsProblemIsThatOfARefitOnTheirRows() {
    SlotStatistics statistics = SlotStatistics.of(blocks, 2, Strata.each(SLOTS), ORIGIN);
    StatisticsProblems problems = StatisticsProblems.withIntercept(statistics);
    Cases.check(
        20,
        random -> {
          long mask = random.nextLong(1, 1L << SLOTS);
          SlotSet slots = SlotSet.of(SLOTS, slot -> (mask >> slot & 1) == 1);
          Standardizer standardizer = InMemoryObjective.standardizer(blocks, slots);
          InMemoryObjective rows = new InMemoryObjective(blocks, slots, standardizer, 1);
          assertSameProblem(problems.problem(slots), rows, random.doubles(p, -1, 1).toArray());
          assertThat(problems.rows(slots)).isEqualTo(standardizer.rows());
          assertThat(problems.weight(slots))
              .isCloseTo(standardizer.sumWeights(), within(1e-12 * standardizer.sumWeights()));
        });
  }

  @Test
  void withoutAnInterceptNothingIsCentred() {
    SlotSet slots = SlotSet.of(SLOTS, slot -> slot % 3 > 0);
    double[] origins = new double[p];
    origins[p - 2] = 0.7;
    StatisticsProblems problems =
        StatisticsProblems.withoutIntercept(
            SlotStatistics.of(blocks, 1, Strata.each(SLOTS), ORIGIN), origins);
    Standardizer standardizer =
        InMemoryObjective.standardizer(blocks, slots).withoutIntercept(origins);
    InMemoryObjective rows = new InMemoryObjective(blocks, slots, standardizer, 1);

    Cases.check(
        10,
        random ->
            assertSameProblem(problems.problem(slots), rows, random.doubles(p, -1, 1).toArray()));
  }

  private void assertSameProblem(Gramian gramian, InMemoryObjective rows, double[] w) {
    double[] expected = new double[p];
    double[] actual = new double[p];
    double value = rows.valueAndGradient(w, expected);

    assertThat(gramian.valueAndGradient(w, actual)).isCloseTo(value, within(1e-11));
    assertThat(actual).containsExactly(expected, within(1e-11));
    assertThat(gramian.valueAtZero()).isCloseTo(rows.valueAtZero(), within(1e-12));
    assertThat(gramian.gradientScale()).isCloseTo(rows.gradientScale(), within(1e-12));
    assertThat(gramian.gradientAtOrigin()).containsExactly(rows.gradientAtOrigin(), within(1e-12));
    assertThat(gramian.curvature()).isCloseTo(rows.curvature(), within(1e-9));
    assertThat(gramian.standardizer().scales())
        .containsExactly(rows.standardizer().scales(), within(1e-12));
    for (int j = 0; j < p; j++) {
      assertThat(gramian.standardizer().isConstant(j)).isEqualTo(rows.standardizer().isConstant(j));
    }
  }

  @Test
  void squaredErrorIsThatOfAPassOverTheRows() {
    StatisticsProblems problems =
        StatisticsProblems.withIntercept(SlotStatistics.of(blocks, 4, Strata.each(SLOTS), ORIGIN));
    Cases.check(
        20,
        random -> {
          SlotSet slots = SlotSet.of(SLOTS, slot -> random.nextBoolean());
          LinearPredictor predictor =
              new LinearPredictor(random.doubles(p, -1, 1).toArray(), random.nextDouble());
          Metrics metrics = new Metrics();
          blocks.forEach(block -> metrics.add(block, slots, predictor));
          double expected = slots.isEmpty() ? 0 : metrics.mse() * problems.weight(slots);
          assertThat(problems.squaredError(slots, predictor))
              .isCloseTo(expected, within(1e-12 * (1 + expected)));
        });
  }

  @Test
  void aPerfectPredictorHasNoErrorBelowZero() {
    Cases.check(
        50,
        random -> {
          double[][] x = new double[20][2];
          double[] y = new double[20];
          for (int i = 0; i < y.length; i++) {
            x[i] = new double[] {random.nextDouble(), random.nextInt(2)};
            y[i] = x[i][0] - 3 * x[i][1];
          }

          SufficientStatistics statistics =
              SufficientStatistics.empty(ORIGIN)
                  .add(DenseLeastSquares.of(x, y).block(), SlotSet.all(1));
          Gramian gramian = statistics.gramian();
          double[] w = gramian.minimumNormFit();
          assertThat(statistics.squaredError(gramian.standardizer().predictor(w)))
              .isBetween(0.0, 1e-13);
        });
  }

  @Test
  void theBitsDependOnTheChunksAlone() {
    SlotSet slots = SlotSet.of(SLOTS, slot -> slot % 2 == 0);
    double[] expected = gramian(SlotStatistics.of(blocks, 2, Strata.each(SLOTS), ORIGIN), slots);
    Cases.check(
        20,
        random -> {
          List<OrderedMerge<SlotStatistics>> parts = new ArrayList<>();
          for (int chunk = 0; 2 * chunk < blocks.size(); chunk++) {
            if (parts.isEmpty() || random.nextInt(3) == 0) {
              parts.add(new OrderedMerge<>());
            }

            SlotStatistics sum = new SlotStatistics(Strata.each(SLOTS), ORIGIN);
            blocks.subList(2 * chunk, Math.min(2 * chunk + 2, blocks.size())).forEach(sum::add);
            parts.get(parts.size() - 1).add(chunk, sum);
          }

          OrderedMerge<SlotStatistics> all = new OrderedMerge<>();
          for (int k : Cases.permutation(random, parts.size())) {
            all.mergeWith(parts.get(k));
          }

          assertThat(gramian(all.root(), slots)).containsExactly(expected);
        });
  }

  private static double[] gramian(SlotStatistics statistics, SlotSet slots) {
    Gramian gramian = statistics.statistics(slots).gramian();
    int[] all = new int[gramian.dimension()];
    Arrays.setAll(all, j -> j);
    return Arrays.stream(gramian.square(all)).flatMapToDouble(Arrays::stream).toArray();
  }

  @Test
  void fewerStrataSumTheSame() {
    SlotSet train = SlotSet.of(SLOTS, slot -> slot >= 4);
    List<SlotSet> sets =
        List.of(
            SlotSet.of(SLOTS, slot -> slot >= 4 && slot < 8), SlotSet.of(SLOTS, slot -> slot >= 8));
    SlotStatistics coarse = SlotStatistics.of(blocks, 1, Strata.parting(SLOTS, sets), ORIGIN);
    SlotStatistics fine = SlotStatistics.of(blocks, 1, Strata.each(SLOTS), ORIGIN);

    assertThat(gramian(coarse, train)).containsExactly(gramian(fine, train), within(1e-13));
    assertThat(coarse.rows(train)).isEqualTo(fine.rows(train));
    assertThat(coarse.bytes()).isLessThan(fine.bytes() / 3);
    assertThatThrownBy(() -> coarse.statistics(SlotSet.of(SLOTS, slot -> slot == 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("slot 4 was summed up with others of [5] and cannot be parted");
    assertThatThrownBy(() -> coarse.statistics(SlotSet.all(SLOTS)))
        .hasMessage("the rows of slot 0 were left out");
  }

  @Test
  void manyColumnsKeepThePairsThatOccurOnly() {
    List<RowBlock> wide = MovieRows.blocks(8, 3, 40, 700, SLOTS);
    SlotSet all = SlotSet.all(SLOTS);
    SlotStatistics statistics = SlotStatistics.of(wide, 1, Strata.each(SLOTS), ORIGIN);
    SufficientStatistics plain = SufficientStatistics.empty(ORIGIN);
    long pairs = 0;
    for (RowBlock block : wide) {
      plain.add(block, all);
      pairs += SlotStatistics.pairs(block);
    }

    double[] w = new double[statistics.dimension()];
    Arrays.setAll(w, j -> Math.sin(j));
    double[] expected = new double[w.length];
    double[] actual = new double[w.length];
    plain.gramian().valueAndGradient(w, expected);
    statistics.statistics(all).gramian().valueAndGradient(w, actual);
    assertThat(actual).containsExactly(expected, within(1e-11));
    assertThat(statistics.bytes())
        .isLessThan(2 * SlotStatistics.bytes(w.length, SLOTS, pairs) + (1 << 20));
    assertThat(SlotStatistics.bytes(w.length, SLOTS, Long.MAX_VALUE))
        .isEqualTo(8L * SLOTS * (2L * 2102 + 2102L * 2103 / 2));
  }

  @Test
  void partsOfOtherOriginsAreRefused() {
    SlotStatistics other = new SlotStatistics(Strata.each(SLOTS), 0);
    assertThatThrownBy(() -> new SlotStatistics(Strata.each(SLOTS), ORIGIN).merge(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("of another origin");
    assertThatThrownBy(
            () -> SufficientStatistics.empty(0).merge(SufficientStatistics.empty(ORIGIN)))
        .hasMessage("origins 0.0 and 3.25 differ");
    assertThatThrownBy(
            () -> new SlotStatistics(Strata.each(3), 0).statistics(SlotSet.all(3)).gramian())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no row has a weight above 0");
  }
}
