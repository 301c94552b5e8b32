package io.shrinkage.spark;

import io.shrinkage.statistics.Mergeable;
import io.shrinkage.statistics.OrderedMerge;
import io.shrinkage.statistics.TreeDepth;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Sums the partial results of blocks over a tree of executors, in an order that is fixed by the
 * blocks alone.
 *
 * <p>Every block has an index. Partials are merged as the dyadic tree on those indices prescribes
 * ({@link OrderedMerge}): a partition collapses its run of blocks to O(log n) nodes, intermediate
 * executors merge siblings that meet there, and whatever order the nodes arrive in, the same
 * additions are made. Spark's own {@code treeAggregate} merges in completion order, so its
 * floating-point sums differ from run to run; these do not, and neither do they depend on how many
 * partitions hold the blocks.
 *
 * <p>Cluster: one job; no shuffle at depth 1, {@code depth - 1} small shuffles above. At depth 1
 * the driver receives the nodes of every partition; at any greater depth the final merge runs on an
 * executor and the driver receives one result. Nothing is broadcast or cached here.
 */
public final class TreeAggregation implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String RESULT_LIMIT = "spark.driver.maxResultSize"; // 0: none

  private final int depth;

  private TreeAggregation(int depth) {
    this.depth = depth;
  }

  /** A tree whose depth follows from the number of partitions and the size of a partial. */
  public static TreeAggregation automatic() {
    return new TreeAggregation(0);
  }

  /**
   * A tree of a given depth.
   *
   * @param depth 1: partials go straight to the driver; more: that many levels, the last on an
   *     executor
   */
  public static TreeAggregation ofDepth(int depth) {
    if (depth < 1) {
      throw new IllegalArgumentException("depth must be at least 1: " + depth);
    }
    return new TreeAggregation(depth);
  }

  /** Turns one element of a partition, which has an index, into its partial result. */
  public interface Partial<B, T> extends Serializable {
    /** The partial result of one block. */
    T of(B block);
  }

  /** The index of a block; indices increase within a partition. */
  public interface BlockIndex<B> extends Serializable {
    /** The block's place in the canonical order. */
    int of(B block);
  }

  /**
   * Aggregates blocks that carry their own indices.
   *
   * @param bytes about the size of one partial, for the automatic depth
   * @return the root, or {@code empty} when there is no block at all
   */
  public <B, T extends Mergeable<T>> T aggregate(
      JavaRDD<B> blocks, BlockIndex<B> index, Partial<B, T> partial, long bytes, T empty) {
    return merged(
        blocks.mapPartitions(iterator -> nodes(iterator, index, partial), true), bytes, empty);
  }

  /** Aggregates whole partitions: the partition's number is its index in the canonical order. */
  public <B, T extends Mergeable<T>> T aggregatePartitions(
      JavaRDD<B> rows, Partial<Iterator<B>, T> partial, long bytes, T empty) {
    return merged(
        rows.mapPartitionsWithIndex(
            (partition, iterator) -> {
              OrderedMerge<T> nodes = new OrderedMerge<>();
              nodes.add(partition, partial.of(iterator));
              return List.of(nodes).iterator();
            },
            true),
        bytes,
        empty);
  }

  /**
   * Aggregates what each partition has already merged as far as it goes.
   *
   * @param nodes the merged partials of a partition; no index is in two of them
   */
  public <B, T extends Mergeable<T>> T aggregateNodes(
      JavaRDD<B> blocks, Partial<Iterator<B>, OrderedMerge<T>> nodes, long bytes, T empty) {
    return merged(
        blocks.mapPartitions(iterator -> List.of(nodes.of(iterator)).iterator(), true),
        bytes,
        empty);
  }

  private static <B, T extends Mergeable<T>> Iterator<OrderedMerge<T>> nodes(
      Iterator<B> blocks, BlockIndex<B> index, Partial<B, T> partial) {
    OrderedMerge<T> nodes = new OrderedMerge<>();
    while (blocks.hasNext()) {
      B block = blocks.next();
      nodes.add(index.of(block), partial.of(block));
    }
    return List.of(nodes).iterator();
  }

  private <T extends Mergeable<T>> T merged(JavaRDD<OrderedMerge<T>> leaves, long bytes, T empty) {
    int levels =
        depth > 0
            ? depth
            : TreeDepth.automatic(leaves.getNumPartitions(), bytes, resultLimit(leaves));
    JavaRDD<OrderedMerge<T>> nodes = leaves;
    for (int level = levels; level > 1; level--) {
      nodes = level(nodes, groups(nodes.getNumPartitions(), level));
    }

    OrderedMerge<T> root = new OrderedMerge<>();
    for (OrderedMerge<T> part : nodes.collect()) {
      root.mergeWith(part);
    }
    return root.isEmpty() ? empty : root.root();
  }

  /** What Spark lets the driver take in for one job; it ends a job that exceeds it. */
  private static long resultLimit(JavaRDD<?> rdd) {
    long limit = rdd.context().getConf().getSizeAsBytes(RESULT_LIMIT, "1g");
    return limit == 0 ? Long.MAX_VALUE : limit;
  }

  /** How many executors take part in the next level: the last one is a single one. */
  private static int groups(int partitions, int level) {
    return level == 2
        ? 1
        : Math.max(1, (int) Math.ceil(Math.pow(partitions, (level - 2.0) / (level - 1.0))));
  }

  private static <T extends Mergeable<T>> JavaRDD<OrderedMerge<T>> level(
      JavaRDD<OrderedMerge<T>> nodes, int groups) {
    int partitions = nodes.getNumPartitions();
    JavaPairRDD<Integer, OrderedMerge<T>> keyed =
        nodes
            .mapPartitionsWithIndex(
                (partition, iterator) -> {
                  int group = (int) ((long) partition * groups / partitions);
                  OrderedMerge<T> own = mergeAll(iterator);
                  return List.of(new Tuple2<>(group, own)).iterator();
                },
                true)
            .mapToPair(pair -> pair);
    return keyed
        .partitionBy(new HashPartitioner(groups))
        .values()
        .mapPartitions(iterator -> List.of(mergeAll(iterator)).iterator());
  }

  private static <T extends Mergeable<T>> OrderedMerge<T> mergeAll(
      Iterator<OrderedMerge<T>> parts) {
    OrderedMerge<T> all = new OrderedMerge<>();
    while (parts.hasNext()) {
      all.mergeWith(parts.next());
    }
    return all;
  }
}
