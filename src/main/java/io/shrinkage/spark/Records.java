package io.shrinkage.spark;

import io.shrinkage.features.RecordBlock;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.spark.api.java.JavaRDD;

/**
 * The accepted ratings as blocks of raw feature values, in an order that depends on the data alone
 * or, if they were packed, on how they were read; and what reading them found.
 *
 * <p>Cluster: {@link #blocks} are slices that the driver shares where the ratings were compressed
 * there, else cached partitions; {@link #close} releases either.
 */
public final class Records implements AutoCloseable {
  private final JavaRDD<RecordBlock> blocks;
  private final Intake intake;
  private final Map<String, long[]> featureValues;
  private final int blocksPerChunk;
  private final boolean inPlace;
  private final long rows;
  private final IntSupplier passes;
  private final AutoCloseable resources;
  private int[] itemOrder;

  Records(
      JavaRDD<RecordBlock> blocks,
      Intake intake,
      Map<String, long[]> featureValues,
      int blocksPerChunk,
      boolean inPlace,
      long rows,
      IntSupplier passes,
      AutoCloseable resources) {
    this.inPlace = inPlace;
    this.blocks = blocks;
    this.intake = intake;
    this.featureValues = featureValues;
    this.blocksPerChunk = blocksPerChunk;
    this.rows = rows;
    this.passes = passes;
    this.resources = resources;
  }

  /**
   * Rows that were packed as they were read, and that the scan releases.
   *
   * @param numbered whether the rows' items are to be numbered
   */
  static Records packed(
      PackedRatings packed,
      Intake intake,
      boolean numbered,
      Map<String, long[]> featureValues,
      IntSupplier passes) {
    return new Records(
        numbered ? packed.numberedBlocks(intake) : packed.blocks(),
        intake,
        featureValues,
        packed.blocksPerPartition(),
        true,
        intake.accepted(),
        passes,
        () -> {});
  }

  /** Whether encoding leaves the rows where they are, so that there is no copy to cache. */
  boolean encodesInPlace() {
    return inPlace;
  }

  /** The blocks; indices increase within each partition. */
  public JavaRDD<RecordBlock> blocks() {
    return blocks;
  }

  /** How many consecutive blocks are added up before a merge; one task holds all of them. */
  int blocksPerChunk() {
    return blocksPerChunk;
  }

  /** Groups of ratings that share item and slot, or single ratings where they do not compress. */
  public long rows() {
    return rows;
  }

  /** The accepted ratings. */
  public long accepted() {
    return intake.accepted();
  }

  /** Missing, unreadable and out-of-range values by feature. */
  public Map<String, long[]> featureValues() {
    return featureValues;
  }

  /** Distinct users among the accepted ratings. */
  public int users() {
    return intake.users();
  }

  /** Distinct items among the accepted ratings. */
  public int movies() {
    return intake.items().size();
  }

  /** Scans of the source. */
  public int passes() {
    return passes.getAsInt();
  }

  /** The key of the item with this number in the blocks, as text. */
  public String itemKey(int item) {
    if (itemOrder == null) {
      itemOrder = intake.items().order();
    }
    return intake.items().text(itemOrder[item]);
  }

  @Override
  public void close() {
    try {
      resources.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot release the blocks", e);
    }
  }
}
