package io.shrinkage.spark;

import io.shrinkage.features.SyntheticRatings;
import java.io.Serializable;
import java.util.Map;
import java.util.function.LongFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The synthetic ratings, movies and users as tables; every row depends on the seed and its number
 * alone.
 */
public final class SyntheticTables {
  /** The name of the format in {@code input.ratings.format}. */
  static final String FORMAT = "synthetic";

  private static final StructType RATINGS =
      new StructType()
          .add("userId", DataTypes.LongType)
          .add("movieId", DataTypes.LongType)
          .add("rating", DataTypes.DoubleType)
          .add("timestamp", DataTypes.LongType);

  private static final StructType MOVIES =
      new StructType()
          .add("movieId", DataTypes.LongType)
          .add("title", DataTypes.StringType)
          .add("genres", DataTypes.StringType)
          .add("director", DataTypes.StringType)
          .add("actor", DataTypes.StringType)
          .add("year", DataTypes.IntegerType)
          .add("runtime", DataTypes.IntegerType);

  private static final StructType USERS =
      new StructType()
          .add("userId", DataTypes.LongType)
          .add("ageGroup", DataTypes.StringType)
          .add("occupation", DataTypes.StringType);

  private final SparkSession session;
  private final SyntheticRatings synthetic;

  /** Tables of one synthetic data set. */
  public SyntheticTables(SparkSession session, SyntheticRatings synthetic) {
    this.session = session;
    this.synthetic = synthetic;
  }

  /** Tables of the data set that a source's options describe. */
  static SyntheticTables of(SparkSession session, Map<String, String> options) {
    long rows = Long.parseLong(options.get("rows"));
    return new SyntheticTables(
        session,
        new SyntheticRatings(
            rows,
            Integer.parseInt(options.get("movies")),
            Integer.parseInt(options.get("users")),
            Long.parseLong(options.get("seed"))));
  }

  /** The ratings, on as many partitions as Spark likes. */
  public Dataset<Row> ratings() {
    return ratings(session.range(synthetic.rows()));
  }

  /** The ratings on a number of partitions of the same size, in the order of the rows. */
  public Dataset<Row> ratings(int partitions) {
    return ratings(session.range(0, synthetic.rows(), 1, partitions));
  }

  private Dataset<Row> ratings(Dataset<Long> numbers) {
    SyntheticRatings source = synthetic;
    return table(
        numbers,
        RATINGS,
        i -> {
          SyntheticRatings.Rating r = source.rating(i);
          return RowFactory.create(r.userId(), r.movieId(), r.rating(), r.timestamp());
        });
  }

  /** The movies. */
  public Dataset<Row> movies() {
    SyntheticRatings source = synthetic;
    return table(
        session.range(source.movies()),
        MOVIES,
        i -> {
          SyntheticRatings.Movie m = source.movie((int) i);
          return RowFactory.create(
              m.movieId(), m.title(), m.genres(), m.director(), m.actor(), m.year(), m.runtime());
        });
  }

  /** The users. */
  public Dataset<Row> users() {
    SyntheticRatings source = synthetic;
    return table(
        session.range(source.users()),
        USERS,
        i -> {
          SyntheticRatings.User u = source.user((int) i);
          return RowFactory.create(u.userId(), u.ageGroup(), u.occupation());
        });
  }

  private interface RowOf extends LongFunction<Row>, Serializable {}

  private static Dataset<Row> table(Dataset<Long> numbers, StructType schema, RowOf row) {
    return numbers.map((MapFunction<Long, Row>) i -> row.apply(i), Encoders.row(schema));
  }
}
