package io.shrinkage.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.shrinkage.config.UnknownItem;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The movies table as the ratings are joined with it: keys, feature values, and the reason why a
 * movie's ratings are rejected, if they are.
 */
final class MovieSide {
  /** The movie's key, a whole number. */
  static final String NUMBER = "m_n";

  /** The movie's key, a text. */
  static final String TEXT = "m_t";

  static final String TITLE = "m_title";
  static final String REASON = "m_reason";
  static final String STATUSES = "m_statuses";

  private static final String KNOWN = "m_known";

  private final Dataset<Row> rows;
  private final Column rejection;

  /**
   * Prepares the join.
   *
   * @param movies checked movies: keys, {@code m_reason}, and one {@code mf<i>} a feature
   * @param unknownReason why a rating of a movie outside the table is rejected for a feature that
   *     it lacks; null if it is not
   */
  MovieSide(Dataset<Row> movies, UnknownItem unknown, Column unknownReason) {
    this.rows = movies.withColumn(KNOWN, lit(true));
    Column ofUnknown =
        unknown == UnknownItem.QUARANTINE ? lit(Reason.UNKNOWN_ITEM.text()) : unknownReason;
    this.rejection = when(coalesce(col(KNOWN), lit(false)), col(REASON)).otherwise(ofUnknown);
  }

  Dataset<Row> rows() {
    return rows;
  }

  Column rejection() {
    return rejection;
  }

  /** The value of the i-th feature of the movies table in the joined rows. */
  static Column value(int i) {
    return col("mf" + i);
  }
}
