package io.shrinkage.spark;

import io.shrinkage.features.RecordBlock;
import java.io.Serializable;
import org.apache.spark.util.KnownSizeEstimation;
import org.apache.spark.util.SizeEstimator;

/**
 * One of what {@link RowPacker} makes of a partition: a block of its rows, or what it found.
 *
 * <p>It tells Spark's cache how large it is, which would look through every object of it otherwise,
 * over and over while the partition grows.
 */
final class PackedPart implements Serializable, KnownSizeEstimation {
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

  @Override
  public long estimatedSize() {
    return isBlock() ? block.bytes() : SizeEstimator.estimate(intake);
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
}
