package io.shrinkage.spark;

import io.shrinkage.features.FeatureKind;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.KeyedFeatures;
import io.shrinkage.features.KeyedRows;
import io.shrinkage.features.MovieCatalog;
import io.shrinkage.features.RecordBlock;
import io.shrinkage.features.RecordBlockBuilder;
import io.shrinkage.statistics.DecayedCounts;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * <p>Compressed ratings are cut between keys, in their order; rows by the leading bits of their
 * key, and sorted within a block by key and content. The number of blocks follows from the rows, so
 * no partitioning of the source or of the cluster shows in any sum over blocks.
 */
final class RecordBlocks {
  private static final int BLOCK_ROWS = 4096;
  private static final long PARTITION_BYTES = 1L << 26;

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
   *
   * @param rowFeatures those that the table's keys hold
   */
  Records compressed(
      Intake intake,
      Optional<DecayedCounts> decay,
      List<FeatureSpec> rowFeatures,
      MovieCatalog catalog,
      Map<String, long[]> featureValues,
      IntSupplier passes) {
    KeyedRows keys = intake.keys();
    KeyedFeatures values = new KeyedFeatures(keys, rowFeatures, catalog, features);
    TableCutter cutter =
        new TableCutter(intake.takeTable(), decay, keys, values, features, BLOCK_ROWS);
    List<RecordBlock> blocks = cutter.blocks();
    SlicedBlocks<RecordBlock> slices =
        new SlicedBlocks<>(context, blocks, partitions(blocks.size()));
    long rows = blocks.stream().mapToLong(RecordBlock::rows).sum();
    BlockChunks chunks = new BlockChunks(blocks.size());
    return new Records(
        slices.blocks(), intake, featureValues, chunks.size(), false, rows, passes, slices);
  }

  /** Blocks of rows that do not compress; one shuffle of all of them, then cached. */
  Records rows(
      Dataset<Row> rows, Intake intake, Map<String, long[]> featureValues, IntSupplier passes) {
    Broadcast<ItemRanks> items = context.broadcast(new ItemRanks(intake.items()));
    JavaRDD<InternalRow> accepted =
        rows.queryExecution()
            .toRdd()
            .toJavaRDD()
            .filter(row -> row.isNullAt(CheckedRatings.REASON));
    if (features.stream().noneMatch(feature -> feature.kind().isCategorical())) {
      int width = features.size();
      JavaRDD<RecordBlock> numbers =
          accepted.mapPartitions(part -> new NumberBlocks(part, width, items.value()), true);
      return numbers(numbers, intake, featureValues, passes, items::destroy);
    }
    JavaRDD<RecordBlock> blocks = sorted(accepted, items, intake.accepted());
    return ofRows(blocks, intake, featureValues, false, passes, items::destroy);
  }

  /**
   * Blocks of single rows of numbers in the order of their content; one shuffle of all of them,
   * then cached.
   *
   * @param rows in blocks of any order
   * @param release what is no longer needed once the records are closed
   */
  Records numbers(
      JavaRDD<RecordBlock> rows,
      Intake intake,
      Map<String, long[]> featureValues,
      IntSupplier passes,
      AutoCloseable release) {
    long bytes = intake.accepted() * Double.BYTES * (features.size() + 4L);
    int least = (int) Math.min(Integer.MAX_VALUE, bytes / PARTITION_BYTES + 1);
    int wanted = partitions.orElse(Math.max(least, partitionsOfRows(intake.accepted())));
    JavaRDD<RecordBlock> blocks = new CanonicalOrder(blockBits(intake.accepted()), wanted).of(rows);
    return ofRows(blocks, intake, featureValues, true, passes, release);
  }

  private JavaRDD<RecordBlock> sorted(
      JavaRDD<InternalRow> accepted, Broadcast<ItemRanks> items, long count) {
    int blockBits = blockBits(count);
    boolean[] numeric = new boolean[features.size()];
    for (int i = 0; i < numeric.length; i++) {
      numeric[i] = features.get(i).kind() == FeatureKind.NUMERIC;
    }
    List<FeatureSpec> specs = features;
    return accepted
        .mapToPair(row -> new scala.Tuple2<>(record(row, items.value(), numeric), true))
        .repartitionAndSortWithinPartitions(
            new BlockPartitioner(blockBits, partitionsOfRows(count)))
        .mapPartitions(sorted -> blocks(sorted, specs, blockBits), true);
  }

  private static Records ofRows(
      JavaRDD<RecordBlock> blocks,
      Intake intake,
      Map<String, long[]> featureValues,
      boolean inPlace,
      IntSupplier passes,
      AutoCloseable release) {
    blocks.persist(StorageLevel.MEMORY_AND_DISK());
    return new Records(
        blocks,
        intake,
        featureValues,
        new BlockChunks(1 << blockBits(intake.accepted())).size(),
        inPlace,
        intake.accepted(),
        passes,
        () -> {
          blocks.unpersist();
          release.close();
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
