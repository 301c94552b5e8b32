package io.shrinkage.spark;

import io.shrinkage.selection.RunSizes;
import io.shrinkage.statistics.Mergeable;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SlotStatistics;
import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;

/** How much there is to solve on. */
final class Extent implements Mergeable<Extent>, Serializable {
  private static final long serialVersionUID = 1L;

  private final long rows;
  private final long entries;
  private final long pairs;

  private Extent(long rows, long entries, long pairs) {
    this.rows = rows;
    this.entries = entries;
    this.pairs = pairs;
  }

  static Extent none() {
    return new Extent(0, 0, 0);
  }

  static Extent of(RowBlock block) {
    return new Extent(block.rows(), block.x().nonZeros(), SlotStatistics.pairs(block));
  }

  @Override
  public Extent merge(Extent later) {
    return new Extent(rows + later.rows, entries + later.entries, pairs + later.pairs);
  }

  /** Stored entries of the distinct feature rows. */
  long entries() {
    return entries;
  }

  /** At most so many pairs of columns occur together. */
  long pairs() {
    return pairs;
  }

  /** With what else there is to know of encoded ratings. */
  RunSizes sizes(int columns, int partitions, JavaSparkContext context) {
    return new RunSizes(rows, entries, columns, pairs, partitions, partialsHere(context));
  }

  /** The threads that share the driver's heap with it; 0 on a cluster. */
  static int partialsHere(JavaSparkContext context) {
    return context.isLocal() ? context.defaultParallelism() : 0;
  }
}
