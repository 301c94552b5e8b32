package io.shrinkage.spark;

import io.shrinkage.features.RecordBlock;
import java.io.Serializable;
import org.apache.spark.util.KnownSizeEstimation;
import org.apache.spark.util.SizeEstimator;

/**
 * One of what {@link RowPacker} makes of a partition: a block of its rows, or what it found.
 *
 * <p>It knows its size: Spark, which asks as it caches, would walk through every object of a block
 * each time, and that took longer than to decode a column.
 */
final class PackedPart implements KnownSizeEstimation, Serializable {
  private static final long serialVersionUID = 1L;

  private final RecordBlock block;
  private final Intake intake;

  private PackedPart(RecordBlock block, Intake intake) {
    this.block = block;
    this.intake = intake;
  }

  static PackedPart of(RecordBlock block) {
    return new PackedPart(block, null);
  }

  static PackedPart of(Intake intake) {
    return new PackedPart(null, intake);
  }

  boolean isBlock() {
    return block != null;
  }

  RecordBlock block() {
    return block;
  }

  Intake intake() {
    return intake;
  }

  /** The cells, and about what else a row and a column take. */
  private static long bytes(RecordBlock block) {
    return block.rows() * (8L * block.features() + 32) + 48L * block.features();
  }

  @Override
  public long estimatedSize() {
    return isBlock() ? bytes(block) : SizeEstimator.estimate(intake);
  }
}
