package io.shrinkage.spark;

import io.shrinkage.features.RecordBlock;
import java.io.Serializable;

/** One of what {@link RowPacker} makes of a partition: a block of its rows, or what it found. */
final class PackedPart implements Serializable {
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
}
