package io.shrinkage.spark;

import io.shrinkage.features.FeatureEncoder;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.FeatureStatistics;
import io.shrinkage.features.RecordBlock;
import io.shrinkage.linalg.Blas;
import io.shrinkage.linalg.RowCursor;
import io.shrinkage.selection.RunSizes;
import io.shrinkage.statistics.ColumnMoments;
import io.shrinkage.statistics.ItemMeans;
import io.shrinkage.statistics.LeastSquaresObjective;
import io.shrinkage.statistics.LinearPredictor;
import io.shrinkage.statistics.Mergeable;
import io.shrinkage.statistics.Metrics;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SliceErrors;
import io.shrinkage.statistics.SliceMap;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.SlotStatistics;
import io.shrinkage.statistics.Standardizer;
import io.shrinkage.statistics.Strata;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;

/**
 * The ratings as encoded rows, cached on the executors, and everything that one pass over them
 * yields.
 *
 * <p>Cluster: each method is one tree aggregation unless it says otherwise; the encoded blocks stay
 * cached until {@link #close}.
 */
public final class EncodedRatings implements AutoCloseable {
  private final JavaRDD<RowBlock> blocks;
  private final FeatureSpace space;
  private final TreeAggregation tree;
  private final int items;
  private final int blocksPerChunk;
  private final Blas blas;
  private final boolean dense;
  private List<RowBlock> local;

  private EncodedRatings(
      JavaRDD<RowBlock> blocks,
      FeatureSpace space,
      TreeAggregation tree,
      int items,
      int blocksPerChunk,
      Blas blas,
      boolean dense) {
    this.blas = blas;
    this.dense = dense;
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
   * @param blas what multiplies dense rows; each executor needs it
   */
  public static EncodedRatings encode(
      Records records, List<FeatureSpec> specs, SlotSet fit, TreeAggregation tree, Blas blas) {
    FeatureSpace space =
        tree.aggregate(
                records.blocks(),
                RecordBlock::index,
                block -> new FeatureStatistics(specs).add(block, fit),
                1L << 16,
                new FeatureStatistics(specs))
            .space(specs);
    FeatureEncoder encoder = new FeatureEncoder(space);
    JavaRDD<RowBlock> blocks = records.blocks().map(encoder::encode);
    if (!records.encodesInPlace()) {
      blocks = blocks.persist(StorageLevel.MEMORY_AND_DISK());
    }
    return new EncodedRatings(
        blocks, space, tree, records.movies(), records.blocksPerChunk(), blas, encoder.isDense());
  }

  /** The vocabularies, means and columns. */
  public FeatureSpace space() {
    return space;
  }

  /** What multiplies the rows; empty if they are sparse. */
  public Optional<Blas> blas() {
    return dense ? Optional.of(blas) : Optional.empty();
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

  /** How much there is to solve on. */
  public RunSizes sizes() {
    Extent extent = sum(Extent::of, 24, Extent.none());
    return extent.sizes(
        space.dimension(), partitions(), JavaSparkContext.fromSparkContext(blocks.context()));
  }

  /** The blocks in the driver's memory, by increasing index. One collect, once. */
  public List<RowBlock> onDriver() {
    if (local == null) {
      local = new ArrayList<>(blocks.collect());
      local.sort(Comparator.comparingInt(RowBlock::index));
    }
    return local;
  }

  /** The errors of a predictor on some slots' ratings. */
  public Metrics metrics(SlotSet slots, LinearPredictor predictor) {
    return sum(block -> new Metrics().add(block, slots, predictor), 64, new Metrics());
  }

  /** The loss, the gradient and the errors of fitted models, and the mean of every item. */
  public ModelScores modelScores(ModelScores.Scoring scoring) {
    return sum(
        block -> new ModelScores(scoring).add(block),
        (1L << 17)
            + 16L * space.dimension()
            + (scoring.test().isEmpty() ? 0 : 20L * items)
            + 40L * scoring.slices().size(),
        new ModelScores(scoring));
  }

  /** The errors of the baselines on the test rows, by what the scores of a model learned. */
  public BaselineScores baselineScores(SlotSet test, ModelScores learned) {
    ItemMeans means = learned.itemMeans();
    double mean = learned.fitted().metrics().mean();
    return sum(
        block -> new BaselineScores().add(block, test, means, mean), 128, new BaselineScores());
  }

  /** The errors of a predictor on some slots' ratings, slice by slice. */
  public SliceErrors sliceErrors(
      SlotSet slots, LinearPredictor model, SliceMap map, ModelScores learned) {
    ItemMeans means = learned.itemMeans();
    return sum(
        block -> new SliceErrors(map).add(block, slots, model, means),
        40L * map.size(),
        new SliceErrors(map));
  }

  /**
   * The sufficient statistics of every stratum: one partial a chunk of blocks.
   *
   * @param origin what is taken off each rating, best near their mean
   */
  public SlotStatistics slotStatistics(Strata strata, double origin) {
    int chunk = blocksPerChunk;
    SlotStatistics empty = new SlotStatistics(strata, origin, blas);
    return tree.aggregateNodes(
        blocks,
        partition -> empty.inChunks(partition, chunk),
        SlotStatistics.bytes(space.dimension(), strata.count(), Long.MAX_VALUE),
        empty);
  }

  /** The largest distance between two predictors on some slots' rows. */
  public double largestDifference(SlotSet slots, LinearPredictor a, LinearPredictor b) {
    return sum(
            block -> {
              RowCursor x = block.x().cursor();
              double largest = 0;
              int end;
              for (int start = 0; start < block.rows(); start = end) {
                end = block.endOfFeatures(start);
                if (hasWeight(block, start, end, slots)) {
                  x.moveTo(block.features(start));
                  largest = Math.max(largest, Math.abs(a.predict(x) - b.predict(x)));
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
