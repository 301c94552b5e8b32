package io.shrinkage.spark;

import io.shrinkage.features.FeatureKind;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.MovieCatalog;
import io.shrinkage.features.RecordBlock;
import io.shrinkage.features.RecordBlockBuilder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;

/**
 * Cuts accepted ratings into blocks whose content and order depend on the data alone.
 *
 * <p>Compressed ratings are cut between items, in the order of their keys; rows by the leading bits
 * of their hash, and sorted within a block by hash and content. The number of blocks follows from
 * the rows, so no partitioning of the source or of the cluster shows in any sum over blocks.
 */
final class RecordBlocks {
  private static final int BLOCK_ROWS = 4096;

  private final JavaSparkContext context;
  private final List<FeatureSpec> features;
  private final OptionalInt partitions;

  RecordBlocks(SparkSession session, List<FeatureSpec> features, OptionalInt partitions) {
    this.context = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.features = features;
    this.partitions = partitions;
  }

  /**
   * Blocks of a compressed table; built by the driver's threads, which holds the table and lets go
   * of it.
   */
  Records compressed(
      Intake intake, MovieCatalog catalog, Map<String, long[]> featureValues, IntSupplier passes) {
    TableCutter cutter = new TableCutter(intake.takeTable(), catalog, features, BLOCK_ROWS);
    List<RecordBlock> blocks = cutter.blocks();
    SlicedBlocks<RecordBlock> slices =
        new SlicedBlocks<>(context, blocks, partitions(blocks.size()));
    long rows = blocks.stream().mapToLong(RecordBlock::rows).sum();
    BlockChunks chunks = new BlockChunks(blocks.size());
    return new Records(slices.blocks(), intake, featureValues, chunks.size(), rows, passes, slices);
  }

  /** Blocks of rows that do not compress; one shuffle of all of them, then cached. */
  Records rows(
      Dataset<Row> rows, Intake intake, Map<String, long[]> featureValues, IntSupplier passes) {
    int blockBits = blockBits(intake.accepted());
    int slices = partitionsOfRows(intake.accepted());
    boolean[] numeric = new boolean[features.size()];
    for (int i = 0; i < numeric.length; i++) {
      numeric[i] = features.get(i).kind() == FeatureKind.NUMERIC;
    }
    List<FeatureSpec> specs = features;
    Broadcast<ItemRanks> items = context.broadcast(new ItemRanks(intake.items()));
    JavaRDD<RecordBlock> blocks =
        rows.queryExecution()
            .toRdd()
            .toJavaRDD()
            .filter(row -> row.isNullAt(CheckedRatings.REASON))
            .mapToPair(row -> new scala.Tuple2<>(record(row, items.value(), numeric), true))
            .repartitionAndSortWithinPartitions(new BlockPartitioner(blockBits, slices))
            .mapPartitions(sorted -> blocks(sorted, specs, blockBits), true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new Records(
        blocks,
        intake,
        featureValues,
        new BlockChunks(1 << blockBits).size(),
        intake.accepted(),
        passes,
        () -> {
          blocks.unpersist();
          items.destroy();
        });
  }

  /** The partitions of so many rows that do not compress. */
  int partitionsOfRows(long rows) {
    return partitions(1 << blockBits(rows));
  }

  /** About the partitions of so many rows of a compressed table. */
  int partitionsOfGroups(long rows) {
    return partitions((int) Math.min(Integer.MAX_VALUE, rows / BLOCK_ROWS + 1));
  }

  private int partitions(int blocks) {
    return partitions.orElse(Math.max(1, Math.min(blocks, context.defaultParallelism())));
  }

  private static int blockBits(long rows) {
    long blocks = Math.max(1, (rows + BLOCK_ROWS - 1) / BLOCK_ROWS);
    return Long.SIZE - Long.numberOfLeadingZeros(blocks - 1);
  }

  private static RatingRecord record(InternalRow row, ItemRanks items, boolean[] numeric) {
    Object[] values = new Object[numeric.length];
    for (int i = 0; i < values.length; i++) {
      int at = CheckedRatings.VALUES + i;
      if (!row.isNullAt(at)) {
        values[i] = numeric[i] ? row.getDouble(at) : (Object) row.getUTF8String(at).toString();
      }
    }
    return new RatingRecord(
        row.getLong(CheckedRatings.HASH),
        row.getInt(CheckedRatings.SLOT),
        items.of(row),
        row.getDouble(CheckedRatings.RATING),
        row.getDouble(CheckedRatings.WEIGHT),
        values);
  }

  private static Iterator<RecordBlock> blocks(
      Iterator<scala.Tuple2<RatingRecord, Boolean>> sorted,
      List<FeatureSpec> features,
      int blockBits) {
    List<RecordBlock> blocks = new ArrayList<>();
    RecordBlockBuilder block = null;
    int index = -1;
    while (sorted.hasNext()) {
      RatingRecord record = sorted.next()._1();
      if (record.block(blockBits) != index) {
        if (block != null) {
          blocks.add(block.build());
        }
        index = record.block(blockBits);
        block = new RecordBlockBuilder(index, features);
      }
      record.addTo(block);
    }
    if (block != null) {
      blocks.add(block.build());
    }
    return blocks.iterator();
  }
}
