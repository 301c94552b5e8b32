package io.shrinkage.spark;

import io.shrinkage.features.FeatureEncoder;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.FeatureStatistics;
import io.shrinkage.features.RecordBlock;
import io.shrinkage.model.PredictionTally;
import io.shrinkage.statistics.ColumnMoments;
import io.shrinkage.statistics.InMemoryObjective;
import io.shrinkage.statistics.ItemMeans;
import io.shrinkage.statistics.LeastSquaresObjective;
import io.shrinkage.statistics.LinearPredictor;
import io.shrinkage.statistics.Mergeable;
import io.shrinkage.statistics.Metrics;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.SlotStatistics;
import io.shrinkage.statistics.Standardizer;
import io.shrinkage.statistics.Strata;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * The ratings as encoded rows, cached on the executors, and everything that one pass over them
 * yields.
 *
 * <p>Cluster: each method is one tree aggregation unless it says otherwise; the encoded blocks stay
 * cached until {@link #close}.
 */
public final class EncodedRatings implements AutoCloseable {
  /** Rows that the driver may hold beside the cluster, in stored entries. */
  private static final long DRIVER_ENTRIES = 20_000_000;

  private final JavaRDD<RowBlock> blocks;
  private final FeatureSpace space;
  private final TreeAggregation tree;
  private final int items;
  private final int blocksPerChunk;
  private List<RowBlock> local;

  private EncodedRatings(
      JavaRDD<RowBlock> blocks,
      FeatureSpace space,
      TreeAggregation tree,
      int items,
      int blocksPerChunk) {
    this.blocks = blocks;
    this.space = space;
    this.tree = tree;
    this.items = items;
    this.blocksPerChunk = blocksPerChunk;
  }

  /**
   * Learns vocabularies and means from some slots' ratings and encodes all of them.
   *
   * @param fit the slots that vocabularies and means may see
   */
  public static EncodedRatings encode(
      Records records, List<FeatureSpec> specs, SlotSet fit, TreeAggregation tree) {
    FeatureSpace space =
        tree.aggregate(
                records.blocks(),
                RecordBlock::index,
                block -> new FeatureStatistics(specs).add(block, fit),
                1L << 16,
                new FeatureStatistics(specs))
            .space(specs);
    FeatureEncoder encoder = new FeatureEncoder(space);
    JavaRDD<RowBlock> blocks =
        records.blocks().map(encoder::encode).persist(StorageLevel.MEMORY_AND_DISK());
    return new EncodedRatings(blocks, space, tree, records.movies(), records.blocksPerChunk());
  }

  /** The vocabularies, means and columns. */
  public FeatureSpace space() {
    return space;
  }

  /** How many partitions hold the rows. */
  public int partitions() {
    return blocks.getNumPartitions();
  }

  /** The encoded blocks. */
  JavaRDD<RowBlock> blocks() {
    return blocks;
  }

  TreeAggregation tree() {
    return tree;
  }

  private interface Adding<T> extends Serializable {
    T add(RowBlock block);
  }

  private <T extends Mergeable<T>> T sum(Adding<T> adding, long bytes, T empty) {
    return tree.aggregate(blocks, RowBlock::index, adding::add, bytes, empty);
  }

  /** Ratings and weight of some slots, and their columns' moments. */
  public ColumnMoments moments(SlotSet slots) {
    return sum(
        block -> new ColumnMoments().add(block, slots),
        24L * space.dimension(),
        new ColumnMoments());
  }

  /** The least-squares problem of some slots' rows, evaluated over the cluster. */
  public LeastSquaresObjective distributed(SlotSet slots, Standardizer standardizer) {
    return new DistributedObjective(blocks, slots, standardizer, tree);
  }

  /** The same problem on the driver's own copy of the rows: equal to the bit. One collect, once. */
  public LeastSquaresObjective inMemory(SlotSet slots, Standardizer standardizer) {
    if (local == null) {
      local = blocks.collect();
    }
    return new InMemoryObjective(local, slots, standardizer);
  }

  /** Whether the rows are few enough for the driver to hold. */
  public boolean fitsOnDriver() {
    return entries() <= DRIVER_ENTRIES;
  }

  /** Stored feature entries of all rows. */
  public long entries() {
    return sum(block -> new Count(block.x().nonZeros() + block.rows()), 8, new Count(0)).value;
  }

  /** The errors of a predictor on some slots' ratings. */
  public Metrics metrics(SlotSet slots, LinearPredictor predictor) {
    return sum(block -> new Metrics().add(block, slots, predictor), 64, new Metrics());
  }

  /** The errors of predicting one number. */
  public Metrics metrics(SlotSet slots, double constant) {
    return metrics(slots, new LinearPredictor(new double[space.dimension()], constant));
  }

  /** The errors of predicting each item's mean over some slots, where it has ratings there. */
  public Metrics itemMeanMetrics(SlotSet learn, SlotSet evaluate, double fallback) {
    int count = items;
    ItemMeans means =
        sum(block -> new ItemMeans(count).add(block, learn), 16L * count, new ItemMeans(count));
    return sum(
        block -> {
          Metrics metrics = new Metrics();
          for (int row = 0; row < block.rows(); row++) {
            if (evaluate.contains(block.slot(row))) {
              double predicted = means.predict(block.item(row), fallback);
              block.ratings().forEach(row, (y, n, s) -> metrics.add(y, predicted, n, s));
            }
          }
          return metrics;
        },
        64,
        new Metrics());
  }

  /** Predicted against actual ratings of some slots, tallied between two predictions. */
  public PredictionTally predictions(
      SlotSet slots, LinearPredictor predictor, double lowest, double highest) {
    return sum(
        block -> {
          PredictionTally tally = new PredictionTally(lowest, highest);
          int end;
          for (int start = 0; start < block.rows(); start = end) {
            end = block.endOfFeatures(start);
            double predicted = predictor.predict(block.x(), block.features(start));
            for (int row = start; row < end; row++) {
              if (slots.contains(block.slot(row))) {
                block.ratings().forEach(row, (y, n, s) -> tally.add(predicted, y, n));
              }
            }
          }
          return tally;
        },
        1L << 15,
        new PredictionTally(lowest, highest));
  }

  /**
   * The sufficient statistics of every stratum: one partial a chunk of blocks.
   *
   * @param origin what is taken off each rating, best near their mean
   */
  public SlotStatistics slotStatistics(Strata strata, double origin) {
    int chunk = blocksPerChunk;
    return tree.aggregateNodes(
        blocks,
        partition -> SlotStatistics.inChunks(partition, chunk, strata, origin),
        SlotStatistics.bytes(space.dimension(), strata.count(), Long.MAX_VALUE),
        new SlotStatistics(strata, origin));
  }

  /** The largest distance between two predictors on some slots' rows. */
  public double largestDifference(SlotSet slots, LinearPredictor a, LinearPredictor b) {
    return sum(
            block -> {
              double largest = 0;
              int end;
              for (int start = 0; start < block.rows(); start = end) {
                end = block.endOfFeatures(start);
                if (hasWeight(block, start, end, slots)) {
                  double difference =
                      a.predict(block.x(), block.features(start))
                          - b.predict(block.x(), block.features(start));
                  largest = Math.max(largest, Math.abs(difference));
                }
              }
              return new Largest(largest);
            },
            8,
            new Largest(0))
        .value;
  }

  private static boolean hasWeight(RowBlock block, int start, int end, SlotSet slots) {
    for (int row = start; row < end; row++) {
      if (slots.contains(block.slot(row)) && block.ratings().weight(row) > 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    blocks.unpersist();
  }

  private static final class Count implements Mergeable<Count>, Serializable {
    private static final long serialVersionUID = 1L;
    private final long value;

    Count(long value) {
      this.value = value;
    }

    @Override
    public Count merge(Count later) {
      return new Count(value + later.value);
    }
  }

  private static final class Largest implements Mergeable<Largest>, Serializable {
    private static final long serialVersionUID = 1L;
    private final double value;

    Largest(double value) {
      this.value = value;
    }

    @Override
    public Largest merge(Largest later) {
      return new Largest(Math.max(value, later.value));
    }
  }
}
