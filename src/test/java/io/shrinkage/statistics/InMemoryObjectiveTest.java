package io.shrinkage.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.linalg.Kernels;
import io.shrinkage.linalg.SparseRows;
import io.shrinkage.objective.ElasticNet;
import io.shrinkage.testing.DenseLeastSquares;
import io.shrinkage.testing.RowCases;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InMemoryObjectiveTest {

  private static final SlotSet ALL = SlotSet.all(RowCases.SLOTS);
  private static final int P = 9;

  private final RowCases cases = new RowCases(11, 13, 40, P);
  private final Standardizer standardizer = InMemoryObjective.standardizer(cases.blocks(), ALL);
  private final InMemoryObjective objective =
      new InMemoryObjective(cases.blocks(), ALL, standardizer, 1);

  @Test
  void valueAndGradientEqualTheDenseClosedForm() {
    DenseLeastSquares dense = new DenseLeastSquares(cases.dense(), cases.y(), cases.weights());
    for (long seed = 1; seed <= 10; seed++) {
      double[] w = point(seed);
      double[] expected = new double[P];
      double[] actual = new double[P];

      double value = objective.valueAndGradient(w, actual);

      assertThat(value).isCloseTo(dense.valueAndGradient(w, expected), within(1e-13));
      assertThat(actual).containsExactly(expected, within(1e-13));
    }

    assertThat(objective.gradientScale()).isCloseTo(dense.gradientScale(), within(1e-13));
    assertThat(objective.valueAtZero()).isCloseTo(dense.valueAtZero(), within(1e-13));
  }

  @Test
  void gradientEqualsCentralDifferences() {
    double[] w = point(5);
    double[] gradient = new double[P];
    objective.valueAndGradient(w, gradient);
    for (int j = 0; j < P; j++) {
      double[] high = w.clone();
      double[] low = w.clone();
      high[j] += 1e-3;
      low[j] -= 1e-3;
      double difference =
          objective.valueAndGradient(high, new double[P])
              - objective.valueAndGradient(low, new double[P]);

      assertThat(difference / 2e-3).isCloseTo(gradient[j], within(1e-10));
    }
  }

  @Test
  void curvatureBoundsTheLargestEigenvalueClosely() {
    Gramian gramian = gramian();
    double[] v = point(1);
    double norm = 0;
    for (int iteration = 0; iteration < 2000; iteration++) {
      v = multiply(gramian, v);
      norm = Kernels.norm2(v);
      Kernels.scale(1 / norm, v);
    }

    assertThat(objective.curvature()).isBetween(norm * (1 - 1e-9), norm * 1.2);
  }

  @Test
  void anyPartitioningGivesTheSameBits() {
    double[] w = point(2);
    double[] expected = new double[P];
    double value = objective.valueAndGradient(w, expected);
    LinearPredictor predictor = standardizer.predictor(w);
    for (long seed = 1; seed <= 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<OrderedMerge<LossGradient>> parts = new ArrayList<>();
      List<OrderedMerge<ColumnMoments>> moments = new ArrayList<>();
      List<OrderedMerge<Metrics>> metrics = new ArrayList<>();
      for (RowBlock block : cases.blocks()) {
        if (parts.isEmpty() || random.nextInt(3) == 0) {
          parts.add(new OrderedMerge<>());
          moments.add(new OrderedMerge<>());
          metrics.add(new OrderedMerge<>());
        }

        int last = parts.size() - 1;
        parts.get(last).add(block.index(), new LossGradient().add(block, ALL, predictor));
        moments.get(last).add(block.index(), new ColumnMoments().add(block, ALL));
        metrics.get(last).add(block.index(), new Metrics().add(block, ALL, predictor));
      }

      LossGradient root = root(parts, seed);
      double[] gradient = new double[P];
      root.standardizedGradient(standardizer, gradient);
      assertThat(gradient).as("seed %d", seed).containsExactly(expected);
      assertThat(0.5 * root.squaredError() / root.weight()).isEqualTo(value);
      assertThat(root(moments, seed).standardizer().scales())
          .containsExactly(standardizer.scales());
      assertThat(root(metrics, seed).r2()).isEqualTo(metricsOfAll(predictor).r2());
    }
  }

  private Metrics metricsOfAll(LinearPredictor predictor) {
    OrderedMerge<Metrics> merge = new OrderedMerge<>();
    cases.blocks().forEach(b -> merge.add(b.index(), new Metrics().add(b, ALL, predictor)));
    return merge.root();
  }

  private static <T extends Mergeable<T>> T root(List<OrderedMerge<T>> parts, long seed) {
    Collections.shuffle(parts, new Random(seed));
    OrderedMerge<T> all = new OrderedMerge<>();
    parts.forEach(all::mergeWith);
    return all.root();
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    double[] expected = new double[P];
    double value = objective.valueAndGradient(point(3), expected);
    for (int threads = 2; threads <= 20; threads++) {
      double[] gradient = new double[P];
      InMemoryObjective parallel =
          new InMemoryObjective(cases.blocks(), ALL, standardizer, threads);

      assertThat(parallel.valueAndGradient(point(3), gradient)).isEqualTo(value);
      assertThat(gradient).containsExactly(expected);
    }
  }

  @Test
  void penaltyIsAddedOnceAndConstantColumnsAreLeftAlone() {
    // the second column is 4 everywhere: the sign rule alone would push its weight below 0
    SparseRows x =
        SparseRows.builder(2).add(0, 1).add(1, 4).endRow().add(0, 3).add(1, 4).endRow().build();
    RatingGroups y = RatingGroups.builder().add(1, 2, 2).endRow().add(5, 2, 2).endRow().build();
    List<RowBlock> rows = List.of(new RowBlock(0, x, new int[2], new int[2], y));
    InMemoryObjective small =
        new InMemoryObjective(rows, ALL, InMemoryObjective.standardizer(rows, ALL));
    double[] out = new double[2];

    // x̃ = ∓1, y − ȳ = ∓2, so f(w) = ½(w − 2)², and l1 = 0.5, l2 = 1
    double value =
        small.penalizedValueAndSubgradient(new double[] {1, 0}, ElasticNet.uniform(2, 0.5, 1), out);

    assertThat(value).isEqualTo(0.5 + 0.5 + 0.5);
    assertThat(out).containsExactly(-1 + 0.5 + 1, 0);
  }

  @Test
  void rowsOtherThanTheStandardizersAreRefused() {
    InMemoryObjective other =
        new InMemoryObjective(cases.blocks(), SlotSet.of(3, slot -> true), standardizer);

    assertThatThrownBy(() -> other.valueAndGradient(new double[P], new double[P]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the standardizer was made of " + standardizer.rows());
  }

  @Test
  void unregularizedFitLeavesNoGradientAndHasTheLeastNorm() {
    double[] w = gramian().minimumNormFit();
    double[] gradient = new double[P];
    objective.valueAndGradient(w, gradient);

    assertThat(Kernels.maxAbs(gradient)).isLessThan(1e-13);
    // each complete one-hot set has the null vector σ; both must be orthogonal to w
    double first = 0;
    double second = 0;
    for (int j = 0; j < P - 1; j++) {
      first += j < 4 ? w[j] * standardizer.scale(j) : 0;
      second += j < 4 ? 0 : w[j] * standardizer.scale(j);
    }

    assertThat(first).isCloseTo(0, within(1e-13));
    assertThat(second).isCloseTo(0, within(1e-13));
  }

  private Gramian gramian() {
    SufficientStatistics statistics = SufficientStatistics.empty(standardizer.yMean());
    cases.blocks().forEach(block -> statistics.add(block, ALL));
    return statistics.gramian(standardizer);
  }

  private static double[] multiply(Gramian gramian, double[] v) {
    double[] product = new double[v.length];
    for (int j = 0; j < v.length; j++) {
      gramian.addColumn(j, v[j], product);
    }

    return product;
  }

  private static double[] point(long seed) {
    return new SplittableRandom(seed).doubles(P).map(d -> 2 * d - 1).toArray();
  }
}
