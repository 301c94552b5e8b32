package io.shrinkage.spark;

import io.shrinkage.features.RecordBlock;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * Ratings of numeric features as one scan packs them: blocks of primitives, in the partitions and
 * within a slot in the order in which they were read, cached.
 *
 * <p>Another partitioning of the source adds up its rows in another order, so sums agree but for
 * their last digits.
 *
 * <p>Cluster: no shuffle and no sort; 8 bytes a cell, in memory and what does not fit there on
 * disk. {@link #close} releases them.
 */
final class PackedRatings implements AutoCloseable {
  private final JavaRDD<PackedPart> parts;
  private final int blockBits;
  private JavaRDD<int[]> ranks;
  private Broadcast<ItemRanks> items;

  private PackedRatings(JavaRDD<PackedPart> parts, int blockBits) {
    this.parts = parts;
    this.blockBits = blockBits;
  }

  /** An empty intake for each partition. */
  interface Intakes extends Serializable {
    Intake empty();
  }

  /** How a partition's elements become rows. */
  interface Opening<T> extends Serializable {
    PackableRows open(Iterator<T> elements);
  }

  /**
   * The ratings of checked rows; read when they are first asked for.
   *
   * @param source rows, or batches of them
   * @param features how many features they have
   * @param slots the limit of the slots
   */
  static <T> PackedRatings of(
      JavaRDD<T> source, int features, int slots, Opening<T> opening, Intakes intakes) {
    int partitions = source.getNumPartitions();
    // Block indices of a partition begin where those of the one before cannot reach.
    int bits = Integer.SIZE - 1 - (Integer.SIZE - Integer.numberOfLeadingZeros(partitions));
    JavaRDD<PackedPart> parts =
        source.mapPartitionsWithIndex(
            (partition, iterator) ->
                (Iterator<PackedPart>)
                    new RowPacker(
                        opening.open(iterator),
                        features,
                        slots,
                        intakes.empty(),
                        partition << bits),
            true);
    return new PackedRatings(parts.persist(StorageLevel.MEMORY_AND_DISK()), bits);
  }

  /** What was found; the first time, this is the scan. */
  Intake intake(TreeAggregation tree, long bytes, Intake empty) {
    return tree.aggregatePartitions(parts, PackedRatings::intake, bytes, empty);
  }

  private static Intake intake(Iterator<PackedPart> parts) {
    while (parts.hasNext()) {
      PackedPart part = parts.next();
      if (!part.isBlock()) {
        return part.intake();
      }
    }
    throw new IllegalStateException("a packed partition ends without an intake");
  }

  /** The blocks, whose rows have no items. */
  JavaRDD<RecordBlock> blocks() {
    return parts.filter(PackedPart::isBlock).map(part -> withoutItems(part.block()));
  }

  private static RecordBlock withoutItems(RecordBlock block) {
    int[] none = new int[block.rows()];
    Arrays.fill(none, -1);
    return block.withItems(none);
  }

  /**
   * The blocks with the items' numbers: the rank of each key among all of them. Broadcasts the
   * keys.
   */
  JavaRDD<RecordBlock> numberedBlocks(Intake all) {
    items =
        JavaSparkContext.fromSparkContext(parts.context()).broadcast(new ItemRanks(all.items()));
    Broadcast<ItemRanks> keys = items;
    ranks =
        parts
            .mapPartitions(
                iterator -> List.of(keys.value().of(intake(iterator).items())).iterator(), true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    return parts.zipPartitions(ranks, (part, rank) -> numbered(part, rank.next()));
  }

  private static Iterator<RecordBlock> numbered(Iterator<PackedPart> parts, int[] rank) {
    return new Iterator<>() {
      private PackedPart next = parts.next(); // an intake is always there, and the last

      @Override
      public boolean hasNext() {
        return next.isBlock();
      }

      @Override
      public RecordBlock next() {
        RecordBlock block = next.block();
        next = parts.next();
        int[] items = new int[block.rows()];
        for (int row = 0; row < items.length; row++) {
          items[row] = block.item(row) < 0 ? -1 : rank[block.item(row)];
        }
        return block.withItems(items);
      }
    };
  }

  /** How many indices a partition's blocks lie in: all of them are added up before a merge. */
  int blocksPerPartition() {
    return 1 << blockBits;
  }

  /** Lets go of the rows, which are read again if what was made of them is lost. */
  void release() {
    parts.unpersist();
  }

  @Override
  public void close() {
    release();
    if (ranks != null) {
      ranks.unpersist();
      items.destroy();
    }
  }
}
