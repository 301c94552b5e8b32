package io.shrinkage.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.sql.Row;

/**
 * The first rows of a few partitions of the ratings that lie evenly over all of them.
 *
 * <p>Cluster: one job of at most {@value #PLACES} tasks, each of which stops reading after its
 * share of the rows.
 *
 * @param tables the tables with the sampled ratings in place of all
 * @param rows sampled, before {@code input.ratings.where}
 * @param places partitions that they come from
 * @param whole whether these are all the rows that there are
 */
record RatingsSample(RatingsSource tables, long rows, int places, boolean whole) {
  /** The most rows that are sampled. */
  static final int ROWS = 100_000;

  private static final int PLACES = 16;

  /** The first rows of a partition; no record, which Kryo cannot read back. */
  private static final class Head implements Serializable {
    private static final long serialVersionUID = 1L;
    private final ArrayList<Row> rows = new ArrayList<>();
    private boolean whole;
  }

  /** Takes the sample. */
  static RatingsSample of(RatingsSource source) {
    try {
      return take(source);
    } catch (Exception e) {
      // Scala does not declare what it throws.
      source.throwRefusal(e);
      throw e;
    }
  }

  private static RatingsSample take(RatingsSource source) {
    JavaRDD<Row> all = source.rows().toJavaRDD();
    int partitions = all.getNumPartitions();
    TreeSet<Integer> picked = places(partitions);
    int each = ROWS / Math.max(1, picked.size());
    List<Head> heads =
        picked.isEmpty()
            ? List.of()
            : only(all, picked)
                .mapPartitions(rows -> List.of(head(rows, each)).iterator())
                .collect();
    List<Row> rows = new ArrayList<>();
    heads.forEach(head -> rows.addAll(head.rows));
    boolean whole = picked.size() == partitions && heads.stream().allMatch(head -> head.whole);
    return new RatingsSample(
        source.withRows(source.session().createDataFrame(rows, source.rows().schema())),
        rows.size(),
        (int) heads.stream().filter(head -> !head.rows.isEmpty()).count(),
        whole);
  }

  /** At most {@value #PLACES} of so many partitions, evenly. */
  static TreeSet<Integer> places(int partitions) {
    TreeSet<Integer> places = new TreeSet<>();
    int count = Math.min(PLACES, partitions);
    for (int i = 0; i < count; i++) {
      places.add((int) ((long) i * partitions / count));
    }
    return places;
  }

  private static JavaRDD<Row> only(JavaRDD<Row> rows, TreeSet<Integer> partitions) {
    // Partitions that are left out are not even scheduled.
    return PartitionPruningRDD.<Row>create(
            rows.rdd(),
            (scala.Function1<Object, Object> & Serializable)
                partition -> partitions.contains((Integer) partition))
        .toJavaRDD();
  }

  private static Head head(Iterator<Row> rows, int most) {
    Head head = new Head();
    while (head.rows.size() < most && rows.hasNext()) {
      head.rows.add(rows.next());
    }
    head.whole = !rows.hasNext();
    return head;
  }
}
