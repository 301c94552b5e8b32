package io.shrinkage.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.objective.ElasticNet;
import io.shrinkage.objective.Penalty;
import io.shrinkage.statistics.InMemoryObjective;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.Standardizer;
import io.shrinkage.testing.Cases;
import io.shrinkage.testing.DenseLeastSquares;
import io.shrinkage.testing.RowCases;
import io.shrinkage.testing.SparkExtension;
import java.util.Arrays;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class DistributedObjectiveIT {
  private static final int COLUMNS = 12;

  private final RowCases cases = new RowCases(5, 11, 60, COLUMNS);
  private final JavaSparkContext context;

  DistributedObjectiveIT(SparkSession session) {
    context = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  private static SlotSet all() {
    return SlotSet.of(RowCases.SLOTS, slot -> true);
  }

  private DistributedObjective distributed(SlotSet slots, int partitions, int depth) {
    return new DistributedObjective(
        context.parallelize(cases.blocks(), partitions),
        slots,
        standardizer(slots),
        TreeAggregation.ofDepth(depth));
  }

  private Standardizer standardizer(SlotSet slots) {
    return InMemoryObjective.standardizer(cases.blocks(), slots);
  }

  private static double[] weights(long seed) {
    double[] w = new double[COLUMNS];
    Cases.checkSeed(
        seed, random -> Arrays.setAll(w, j -> j % 4 == 0 ? 0 : random.nextDouble() - 0.5));
    return w;
  }

  private static Penalty penalty() {
    double[] l1 = new double[COLUMNS];
    double[] l2 = new double[COLUMNS];
    Arrays.setAll(l1, j -> 0.1 * (j % 3));
    Arrays.setAll(l2, j -> 0.07 * (j % 2));
    return ElasticNet.of(l1, l2);
  }

  @Test
  void bitsAreThoseOfTheSameBlocksInMemory() {
    SlotSet slots = SlotSet.of(RowCases.SLOTS, slot -> slot % 3 > 0);
    InMemoryObjective memory = new InMemoryObjective(cases.blocks(), slots, standardizer(slots));
    double[] w = weights(1);
    double[] gradient = new double[COLUMNS];
    double value = memory.valueAndGradient(w, gradient);
    double curvature = memory.curvature();

    for (int partitions : new int[] {1, 2, 3, 7, 16}) {
      for (int depth = 1; depth <= 3; depth++) {
        DistributedObjective objective = distributed(slots, partitions, depth);
        double[] over = new double[COLUMNS];

        assertThat(objective.valueAndGradient(w, over)).isEqualTo(value);
        assertThat(over).as("%d partitions", partitions).isEqualTo(gradient);
      }
    }
    assertThat(distributed(slots, 7, 2).curvature()).isEqualTo(curvature);
    assertThat(distributed(slots, 3, 1).gradientScale()).isEqualTo(memory.gradientScale());
  }

  // Root = ½(1/Σs) Σ s r² + g(w); the shares are exact row counts n_p/n that add up to 1, so the
  // penalty's part is that of one evaluation to the bit.
  @Test
  void lossAndPenaltyAtTheRootAreTheClosedForm() {
    double[] w = weights(2);
    Penalty penalty = penalty();
    double[] gradient = new double[COLUMNS];
    double value =
        new InMemoryObjective(cases.blocks(), all(), standardizer(all()))
            .valueAndGradient(w, gradient);
    double[] subgradient = new double[COLUMNS];
    penalty.addSubgradient(w, subgradient);
    double[] expected = new double[COLUMNS];
    Arrays.setAll(expected, j -> gradient[j] + subgradient[j]);

    for (int partitions : new int[] {1, 2, 3, 7, 16}) {
      for (int depth = 1; depth <= 3; depth++) {
        double[] out = new double[COLUMNS];

        assertThat(
                distributed(all(), partitions, depth).penalizedValueAndSubgradient(w, penalty, out))
            .isEqualTo(value + penalty.value(w));
        assertThat(out).isEqualTo(expected);
      }
    }
  }

  @Test
  void valueAndGradientAgreeWithDenseRows() {
    double[] w = weights(3);
    DenseLeastSquares dense = new DenseLeastSquares(cases.dense(), cases.y(), cases.weights());
    double[] expected = new double[COLUMNS];
    double value = dense.valueAndGradient(w, expected);
    double[] gradient = new double[COLUMNS];

    assertThat(distributed(all(), 4, 2).valueAndGradient(w, gradient))
        .isCloseTo(value, within(1e-12));
    for (int j = 0; j < COLUMNS; j++) {
      assertThat(gradient[j]).isCloseTo(expected[j], within(1e-12));
    }
  }
}
