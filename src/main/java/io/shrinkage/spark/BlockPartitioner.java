package io.shrinkage.spark;

import org.apache.spark.Partitioner;

/** Gives each partition a run of consecutive chunks of blocks. */
final class BlockPartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int blockBits;
  private final int partitions;

  BlockPartitioner(int blockBits, int partitions) {
    this.blockBits = blockBits;
    this.partitions = partitions;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object key) {
    int block = ((RatingRecord) key).block(blockBits);
    return new BlockChunks(1 << blockBits).partition(block, partitions);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockPartitioner that
        && that.blockBits == blockBits
        && that.partitions == partitions;
  }

  @Override
  public int hashCode() {
    return 31 * blockBits + partitions;
  }
}
