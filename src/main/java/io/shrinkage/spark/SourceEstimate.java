package io.shrinkage.spark;

import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.linalg.Blas;
import io.shrinkage.selection.BucketPlan;
import io.shrinkage.selection.RunSizes;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What a run over the ratings will meet, from the source's own counts and a bounded sample, which
 * is read, checked, compressed and encoded as a run does with all of them.
 *
 * <p>Where the sample is all there is, everything is exact. Cluster: {@link RatingsSample}, and
 * jobs over the sample. {@link #close} releases the tables.
 */
public final class SourceEstimate implements AutoCloseable {
  private final ShrinkageConfig config;
  private final RatingsSample sample;
  private final SourceRows rows;
  private final RatingsScan scan;
  private final TreeAggregation tree;
  private final JavaSparkContext context;

  private SourceEstimate(
      RatingsSource source, RatingsSample sample, SourceRows rows, TreeAggregation tree) {
    this.config = source.config();
    this.sample = sample;
    this.rows = rows;
    this.tree = tree;
    this.context = JavaSparkContext.fromSparkContext(source.session().sparkContext());
    this.scan = RatingsScan.of(sample.tables(), folds(source), tree);
  }

  /**
   * Takes the sample.
   *
   * @throws DataException if the source cannot be read, or a column of folds has too few
   */
  public static SourceEstimate of(RatingsSource source, TreeAggregation tree) {
    RatingsSample sample = RatingsSample.of(source);
    SourceRows rows = sample.whole() ? SourceRows.counted(sample.rows()) : SourceRows.of(source);
    return new SourceEstimate(source, sample, rows, tree);
  }

  /** Those of the sample, unless it has too few, which all rows may not have. */
  private Optional<FoldColumn> folds(RatingsSource source) {
    return config
        .foldColumn()
        .map(
            column -> {
              try {
                return sample.tables().folds(column);
              } catch (DataException e) {
                return source.folds(column);
              }
            });
  }

  /** The rows of the source. */
  public SourceRows rows() {
    return rows;
  }

  /** Rows in the sample. */
  public long sampled() {
    return sample.rows();
  }

  /** Partitions that the sample was taken from. */
  public int places() {
    return sample.places();
  }

  /** Whether the sample is all that there is. */
  public boolean isWhole() {
    return sample.whole();
  }

  /** What reading the sample found. */
  public RatingsScan scan() {
    return scan;
  }

  /**
   * The rows of the source that are expected to be accepted; at most these where the sample has
   * none: as if it had one.
   */
  public double accepted() {
    double found = sample.whole() ? scan.accepted() : Math.max(1, scan.accepted());
    return sample.rows() == 0 ? 0 : rows.rows() * found / sample.rows();
  }

  /** What the ratings are encoded to. */
  public record Encoding(FeatureSpace space, RunSizes sizes) {}

  /** What the ratings will be encoded to; once, as {@link RatingsScan#records}. */
  public Encoding encoding(BucketPlan plan) {
    try (Records records = scan.records()) {
      if (sample.whole()) {
        return encoded(records, config.features(), plan);
      }
      return scan.isCompressed() && scan.rowFeatures().isEmpty()
          ? expected(records, plan)
          : enlarged(records, plan);
    }
  }

  private Encoding encoded(Records records, List<FeatureSpec> specs, BucketPlan plan) {
    try (EncodedRatings ratings =
        EncodedRatings.encode(records, specs, plan.fit(), tree, Blas.PLAIN)) {
      return new Encoding(ratings.space(), ratings.sizes());
    }
  }

  private Encoding expected(Records records, BucketPlan plan) {
    ExpectedTable table = new ExpectedTable(scan, records, plan, config.split().unit(), accepted());
    FeatureSpace space = table.space();
    return new Encoding(space, table.sizes(space, scan.blocks(), context));
  }

  /**
   * The sample's rows as often as the source has their like, and fewer of a level to keep it: more
   * rows than there will be where they compress by values that the sample has seen but in part.
   */
  private Encoding enlarged(Records records, BucketPlan plan) {
    double factor = records.accepted() == 0 ? 1 : accepted() / records.accepted();
    List<FeatureSpec> specs =
        config.features().stream()
            .map(spec -> spec.withMinCount((int) Math.ceil(spec.minCount() / factor)))
            .toList();
    Encoding sampled = encoded(records, specs, plan);
    int partitions = scan.blocks().partitionsOfRows(Math.round(accepted()));
    return new Encoding(sampled.space(), sampled.sizes().times(factor, partitions));
  }

  @Override
  public void close() {
    scan.close();
  }
}
