package io.shrinkage.spark;

import io.shrinkage.statistics.Mergeable;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SlotStatistics;
import java.io.Serializable;

/** How much there is to solve on. */
public final class Extent implements Mergeable<Extent>, Serializable {
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

  /** Rows, each of which may stand for many ratings. */
  public long rows() {
    return rows;
  }

  /** Stored entries of the distinct feature rows. */
  public long entries() {
    return entries;
  }

  /** At most so many pairs of columns occur together. */
  public long pairs() {
    return pairs;
  }
}
