package io.shrinkage.spark;

import io.shrinkage.features.RecordBlock;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.spark.api.java.JavaRDD;

/**
 * The accepted ratings as blocks of raw feature values, in an order that depends on the data alone,
 * and what reading them found.
 *
 * <p>Cluster: {@link #blocks} are slices that the driver shares where the ratings were compressed
 * there, else cached partitions; {@link #close} releases either.
 */
public final class Records implements AutoCloseable {
  private final JavaRDD<RecordBlock> blocks;
  private final Intake intake;
  private final Map<String, long[]> featureValues;
  private final BlockChunks chunks;
  private final long rows;
  private final int[] itemOrder;
  private final IntSupplier passes;
  private final AutoCloseable resources;

  Records(
      JavaRDD<RecordBlock> blocks,
      Intake intake,
      Map<String, long[]> featureValues,
      BlockChunks chunks,
      long rows,
      IntSupplier passes,
      AutoCloseable resources) {
    this.blocks = blocks;
    this.intake = intake;
    this.featureValues = featureValues;
    this.chunks = chunks;
    this.rows = rows;
    this.itemOrder = intake.items().order();
    this.passes = passes;
    this.resources = resources;
  }

  /** The blocks; indices increase within each partition. */
  public JavaRDD<RecordBlock> blocks() {
    return blocks;
  }

  /** How many consecutive blocks are added up before a merge; one task holds all of them. */
  int blocksPerChunk() {
    return chunks.size();
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
