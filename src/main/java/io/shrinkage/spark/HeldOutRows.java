package io.shrinkage.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.KeyedFeatures;
import io.shrinkage.features.RawRow;
import io.shrinkage.features.SliceNames;
import io.shrinkage.model.LinearModel;
import io.shrinkage.model.RowPredictor;
import io.shrinkage.selection.BucketPlan;
import io.shrinkage.selection.PairedSlices;
import io.shrinkage.statistics.Mergeable;
import io.shrinkage.statistics.SlotSet;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The test ratings of a scan that stay rows, where they are.
 *
 * <p>Cluster: a job for the mean, and one that predicts for every test rating by both models, to
 * which the numbers of the movies' training ratings are broadcast. The rows are those that the scan
 * cached.
 */
final class HeldOutRows implements HeldOut {
  private static final int GROUP = 0;
  private static final int RATING = 1;
  private static final int WEIGHT = 2;
  private static final int TRAINED = 3;
  private static final int VALUES = 4;
  private static final String COUNT = "trained";
  private static final long BYTES = 1L << 20; // of some hundred slices

  private final List<FeatureSpec> features;
  private final Dataset<Row> accepted;
  private final List<Column> values;
  private final BucketPlan plan;
  private final TreeAggregation tree;

  /**
   * The test ratings of a scan.
   *
   * @param features whose values the rows have, in their order
   */
  HeldOutRows(List<FeatureSpec> features, RatingsScan scan, BucketPlan plan, TreeAggregation tree) {
    this.features = features;
    this.accepted = scan.acceptedRows();
    this.values = scan.values();
    this.plan = plan;
    this.tree = tree;
  }

  @Override
  public List<FeatureSpec> lacking(List<FeatureSpec> asked) {
    return asked.stream().filter(feature -> KeyedFeatures.find(features, feature) < 0).toList();
  }

  @Override
  public PairedSlices compare(LinearModel former, LinearModel other, SliceNames names) {
    Dataset<Row> training = accepted.where(among(plan.fit()));
    double mean =
        training
            .select(sum(col("weight").multiply(col("rating"))).divide(sum(col("weight"))))
            .as(Encoders.DOUBLE())
            .head();
    Comparing comparing =
        new Comparing(
            mean,
            RowPredictor.of(former),
            positions(former.space().specs()),
            RowPredictor.of(other),
            positions(other.space().specs()),
            names,
            positions(names.features()));
    JavaRDD<InternalRow> rows = withTrained(training).queryExecution().toRdd().toJavaRDD();
    Compared found = tree.aggregatePartitions(rows, comparing::addAll, BYTES, new Compared());
    if (found.refusal != null) {
      throw new DataException(found.refusal);
    }
    return found.sums;
  }

  private static Column among(SlotSet slots) {
    return col("slot").isin(Arrays.stream(slots.toArray()).boxed().toArray());
  }

  /** The test ratings, each with the number of training ratings of its movie. */
  private Dataset<Row> withTrained(Dataset<Row> training) {
    Dataset<Row> counts =
        training
            .groupBy(col("item_n").as("t_n"), col("item_t").as("t_t"))
            .agg(count(lit(1)).as(COUNT));
    Column sameItem =
        col("item_n").eqNullSafe(col("t_n")).and(col("item_t").eqNullSafe(col("t_t")));
    List<Column> columns = new ArrayList<>();
    List.of(CheckedRatings.GROUP, "rating", "weight", COUNT)
        .forEach(name -> columns.add(col(name)));
    columns.addAll(values);
    return accepted
        .where(among(plan.test()))
        .join(broadcast(counts), sameItem, "left")
        .select(columns.toArray(Column[]::new));
  }

  private int[] positions(List<FeatureSpec> asked) {
    return asked.stream()
        .mapToInt(feature -> VALUES + KeyedFeatures.find(features, feature))
        .toArray();
  }

  /** What a task finds: a refusal is told by its message, since a failure would be tried again. */
  private static final class Compared implements Mergeable<Compared>, Serializable {
    private static final long serialVersionUID = 1L;

    private final PairedSlices sums = new PairedSlices(CheckedRatings.GROUPS);
    private String refusal;

    @Override
    public Compared merge(Compared later) {
      sums.merge(later.sums);
      refusal = refusal == null ? later.refusal : refusal;
      return this;
    }
  }

  /** The models, and where the values of their features are in a row. */
  private record Comparing(
      double mean,
      RowPredictor former,
      int[] ofFormer,
      RowPredictor other,
      int[] ofOther,
      SliceNames names,
      int[] ofNames)
      implements Serializable {

    Compared addAll(Iterator<InternalRow> rows) {
      Compared found = new Compared();
      try {
        rows.forEachRemaining(row -> add(row, found.sums));
      } catch (DataException e) {
        found.refusal = e.getMessage();
      }
      return found;
    }

    private void add(InternalRow row, PairedSlices sums) {
      long trained = row.isNullAt(TRAINED) ? 0 : row.getLong(TRAINED);
      sums.at(
              names.of(new Values(row, ofNames), trained),
              mean,
              former.predict(new Values(row, ofFormer)),
              other.predict(new Values(row, ofOther)))
          .add(row.getInt(GROUP), row.getDouble(RATING), 1, row.getDouble(WEIGHT));
    }
  }

  private record Values(InternalRow row, int[] positions) implements RawRow {
    @Override
    public String text(int feature) {
      int at = positions[feature];
      return row.isNullAt(at) ? "" : row.getUTF8String(at).toString();
    }

    @Override
    public double number(int feature) {
      int at = positions[feature];
      return row.isNullAt(at) ? Double.NaN : row.getDouble(at);
    }
  }
}
