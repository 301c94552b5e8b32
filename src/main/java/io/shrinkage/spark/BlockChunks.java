package io.shrinkage.spark;

/**
 * Runs of consecutive blocks that one task adds up as a whole: the unit in which large partial
 * results are merged, and at which partitions begin and end.
 *
 * <p>The chunks follow from the number of blocks alone, at most {@value #MOST} of them, so sums by
 * chunk have the same bits on any number of partitions.
 */
final class BlockChunks {
  private static final int MOST = 256;

  private final int blocks;
  private final int size;

  /** The chunks of blocks 0 to {@code blocks} − 1. */
  BlockChunks(int blocks) {
    int least = Math.max(1, (blocks + MOST - 1) / MOST);
    this.blocks = blocks;
    this.size = Integer.highestOneBit(2 * least - 1);
  }

  /** How many blocks a chunk has; the last one may have fewer. */
  int size() {
    return size;
  }

  /** The partition of a block, if each partition gets a run of consecutive chunks. */
  int partition(int block, int partitions) {
    return (int) ((long) (block / size) * partitions / count());
  }

  /** The first block of a partition, or the number of blocks. */
  int first(int partition, int partitions) {
    int chunk = (int) (((long) count() * partition + partitions - 1) / partitions);
    return (int) Math.min(blocks, (long) chunk * size);
  }

  private int count() {
    return (blocks + size - 1) / size;
  }
}
