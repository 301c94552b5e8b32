package io.shrinkage.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shrinkage.statistics.Mergeable;
import io.shrinkage.statistics.TreeDepth;
import io.shrinkage.testing.Cases;
import io.shrinkage.testing.SparkExtension;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class TreeAggregationIT {
  private static final int BLOCKS = 37;
  private static final int[] PARTITIONS = {1, 2, 3, 7, 16};
  private static final int[] DEPTHS = {1, 2, 3};

  private final JavaSparkContext context;

  TreeAggregationIT(SparkSession session) {
    context = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  /** A sum that remembers the order of its additions in its last bits. */
  private static final class Sum implements Mergeable<Sum>, Serializable {
    private static final long serialVersionUID = 1L;
    private double value;

    Sum(double value) {
      this.value = value;
    }

    @Override
    public Sum merge(Sum later) {
      value += later.value;
      return this;
    }
  }

  /** Sums the values of numbered blocks. */
  private interface Summation {
    double of(JavaRDD<Integer> blocks, BlockValue values, int depth);
  }

  private interface BlockValue extends Serializable {
    double of(int block);
  }

  /** Which tasks are held up, so that others overtake them. */
  private enum Delay {
    NONE {
      @Override
      boolean holds(int partition) {
        return false;
      }
    },
    FIRST {
      @Override
      boolean holds(int partition) {
        return partition == 0;
      }
    },
    EVEN {
      @Override
      boolean holds(int partition) {
        return partition % 2 == 0;
      }
    };

    abstract boolean holds(int partition);
  }

  private static final Summation OURS =
      (blocks, values, depth) ->
          TreeAggregation.ofDepth(depth)
              .aggregate(blocks, block -> block, block -> new Sum(values.of(block)), 8, new Sum(0))
              .value;

  private static final Summation SPARKS =
      (blocks, values, depth) ->
          blocks.treeAggregate(0.0, (sum, block) -> sum + values.of(block), (a, b) -> a + b, depth);

  /** Values whose sum depends on the order of the additions. */
  private static double[] values(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] extremes = {1e16, 1, -1e16, 0.1, 3};
    return IntStream.range(0, BLOCKS).mapToDouble(i -> extremes[random.nextInt(5)]).toArray();
  }

  /** All bit patterns that a summation yields while tasks overtake one another. */
  private Set<Long> bits(Summation summation, double[] values, int partitions, int depth) {
    JavaRDD<Integer> blocks =
        context.parallelize(IntStream.range(0, BLOCKS).boxed().toList(), partitions);
    Set<Long> bits = new HashSet<>();
    for (Delay delay : Delay.values()) {
      BlockValue held =
          block -> {
            boolean first = block == BLOCKS * TaskContext.getPartitionId() / partitions;
            if (first && delay.holds(TaskContext.getPartitionId())) {
              sleep();
            }
            return values[block];
          };
      bits.add(Double.doubleToLongBits(summation.of(blocks, held, depth)));
    }
    return bits;
  }

  private static void sleep() {
    try {
      Thread.sleep(60);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The sum of the blocks [start, start + size) as the dyadic tree on their indices has it. */
  private static double fixedOrder(double[] values, int start, int size) {
    if (size == 1) {
      return values[start];
    }
    int half = size / 2;
    double left = fixedOrder(values, start, half);
    return start + half < values.length ? left + fixedOrder(values, start + half, half) : left;
  }

  @Test
  void rootIsTheFixedOrderSumToTheBitWhateverTheTreeAndTheOrderOfCompletion() {
    double[] values = values(7);
    double expected = fixedOrder(values, 0, 64);
    assertThat(expected).isNotEqualTo(IntStream.range(0, BLOCKS).mapToDouble(i -> values[i]).sum());

    for (int partitions : PARTITIONS) {
      for (int depth : DEPTHS) {
        assertThat(bits(OURS, values, partitions, depth))
            .as("%d partitions, depth %d", partitions, depth)
            .containsExactly(Double.doubleToLongBits(expected));
      }
    }
  }

  @Test
  void sparksOwnTreeAggregateFailsThatCheck() {
    assertThatThrownBy(
            () -> {
              for (int depth : DEPTHS) {
                for (long seed = 0; seed < 4; seed++) {
                  assertThat(bits(SPARKS, values(seed), 16, depth)).hasSize(1);
                }
              }
            })
        .as("Spark merges in completion order")
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Expected size: 1 but was:");
  }

  @Test
  void gapsAndEmptyPartitionsPassTheOtherSideThrough() {
    Cases.check(
        3,
        random -> {
          List<Integer> present = new ArrayList<>();
          for (int block = 0; block < 20; block++) {
            if (random.nextInt(3) == 0) {
              present.add(block);
            }
          }
          present.add(25);
          double[] drawn = values(random.nextInt(100));

          Set<Long> bits = new HashSet<>();
          for (int partitions : new int[] {1, 5, 16}) {
            for (int depth : DEPTHS) {
              JavaRDD<Integer> blocks = context.parallelize(present, partitions);
              bits.add(Double.doubleToLongBits(OURS.of(blocks, block -> drawn[block], depth)));
            }
          }
          assertThat(bits).hasSize(1);
        });
  }

  @Test
  void noBlockAtAllIsTheEmptyValue() {
    JavaRDD<Integer> none = context.parallelize(List.of(), 3);

    for (int depth : DEPTHS) {
      assertThat(OURS.of(none, block -> 1, depth)).isZero();
    }
  }

  @Test
  void wholePartitionsAreMergedInTheirOwnOrder() {
    double[] values = values(7);
    JavaRDD<Integer> rows =
        context.parallelize(IntStream.range(0, BLOCKS).boxed().toList(), BLOCKS);

    for (int depth : DEPTHS) {
      Sum sum =
          TreeAggregation.ofDepth(depth)
              .aggregatePartitions(
                  rows, partition -> new Sum(values[partition.next()]), 8, new Sum(0));
      assertThat(sum.value).isEqualTo(fixedOrder(values, 0, 64));
    }
  }

  @Test
  void aboveDepthOneTheDriverReceivesOneResult() throws Exception {
    JavaRDD<Integer> blocks = context.parallelize(IntStream.range(0, BLOCKS).boxed().toList(), 16);
    TaskCount tasks = new TaskCount();
    context.sc().addSparkListener(tasks);
    try {
      for (int depth : DEPTHS) {
        OURS.of(blocks, block -> 1, depth);
      }
      TaskCount.await(context);
    } finally {
      context.sc().removeSparkListener(tasks);
    }

    assertThat(tasks.results()).containsExactly(16, 1, 1);
  }

  /** As large as a table or a Gramian, as far as the driver can tell. */
  private static final class Bulk implements Mergeable<Bulk>, Serializable {
    private static final long serialVersionUID = 1L;
    private final double[] values = new SplittableRandom(1).doubles(25_000).toArray();

    @Override
    public Bulk merge(Bulk later) {
      return this;
    }
  }

  private Bulk bulk(TreeAggregation tree) {
    JavaRDD<Integer> blocks = context.parallelize(IntStream.range(0, 12).boxed().toList(), 12);
    return tree.aggregate(blocks, block -> block, block -> new Bulk(), 200_000, new Bulk());
  }

  @Test
  void depthKeepsTheResultsOfAJobBelowTheDriversLimit() {
    String limit = "spark.driver.maxResultSize";
    context.sc().conf().set(limit, "1m");
    try {
      assertThatThrownBy(() -> bulk(TreeAggregation.ofDepth(1))).hasMessageContaining(limit);
      assertThat(bulk(TreeAggregation.automatic()).values).hasSize(25_000);
    } finally {
      context.sc().conf().remove(limit);
    }
  }

  @Test
  void depthFollowsFromPartitionsAndSize() {
    assertThat(TreeDepth.automatic(2, 1L << 40)).isEqualTo(1);
    assertThat(TreeDepth.automatic(16, 1000)).isEqualTo(1);
    assertThat(TreeDepth.automatic(17, 8)).isEqualTo(2);
    assertThat(TreeDepth.automatic(16, 10L << 20)).isEqualTo(2);
    assertThat(TreeDepth.automatic(5000, 8)).isEqualTo(3);
    assertThat(TreeDepth.automatic(12, 200_000, 10_000_000)).isEqualTo(1);
    assertThat(TreeDepth.automatic(12, 200_000, 1_000_000)).isEqualTo(2);
    assertThat(TreeDepth.automatic(2, 400_000, 1_000_000)).isEqualTo(2);
    assertThat(TreeDepth.automatic(1, 400_000, 1_000)).isEqualTo(1);
  }

  @Test
  void depthZeroIsRefused() {
    assertThatThrownBy(() -> TreeAggregation.ofDepth(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("depth must be at least 1: 0");
  }
}
