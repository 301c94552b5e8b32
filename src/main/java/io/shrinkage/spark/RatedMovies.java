package io.shrinkage.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.udf;

import io.shrinkage.config.ConfigException;
import io.shrinkage.config.RatingsConfig;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.model.Tombstones;
import io.shrinkage.statistics.KeyDictionary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Who has rated what, in the run's own ratings: every row with a user and an item counts, be the
 * rating good or bad. Where the run has a condition on its ratings, its users are those with a row
 * that meets it, and all that they have rated counts. Users who are to be forgotten are none.
 *
 * <p>Cluster: each question is a scan of the source; that for all users shuffles no more than the
 * rated movies that stand in the top list.
 */
public final class RatedMovies {
  private static final String KEY = "input.ratings";

  private final SparkSession session;
  private final RatingsConfig config;
  private final Dataset<Row> pairs;

  /** How many users there are, and what is needed to bound the top list. */
  public static final class Users {
    private final long count;
    private final long mostRated;
    private final boolean text;

    private Users(long count, long mostRated, boolean text) {
      this.count = count;
      this.mostRated = mostRated;
      this.text = text;
    }

    /** How many there are. */
    public long count() {
      return count;
    }

    /** No user has rated more movies. */
    public long mostRated() {
      return mostRated;
    }
  }

  /**
   * Opens the ratings that a configuration names.
   *
   * @throws DataException if they are absent or unreadable, or lack the user or the item
   */
  public RatedMovies(SparkSession session, ShrinkageConfig settings) {
    this.session = session;
    this.config = settings.input().ratings();
    Dataset<Row> source =
        new TableReader(session).read(KEY, config.format(), config.path(), config.options());
    String userColumn = column(source, "user", config.columns().user().orElseThrow());
    String itemColumn = column(source, "item", config.columns().item().orElseThrow());
    Tombstones tombstones =
        Forgotten.in(session.sparkContext().hadoopConfiguration(), settings.output().dir());
    Dataset<Row> present = Forgotten.without(tombstones, chosen(source), userColumn);
    Values values = Values.of(present, List.of(userColumn, itemColumn));
    Values.Cell user = values.of(userColumn);
    Values.Cell item = values.of(itemColumn);
    Dataset<Row> keyed =
        values
            .rows()
            .select(
                user.wholeNumber().as("user_n"),
                user.otherText().as("user_t"),
                item.wholeNumber().as("item_n"),
                item.otherText().as("item_t"),
                col("_chosen"))
            .where(col("user_n").isNotNull().or(col("user_t").isNotNull()));
    this.pairs = keyed;
  }

  private RatedMovies(SparkSession session, RatingsConfig config, Dataset<Row> pairs) {
    this.session = session;
    this.config = config;
    this.pairs = pairs;
  }

  /** The ratings of one user. */
  public RatedMovies only(String user) {
    Values values = Values.of(session.range(1).select(lit(user).as("key")), List.of("key"));
    Values.Cell key = values.of("key");
    Row one = values.rows().select(key.wholeNumber(), key.otherText()).head();
    return new RatedMovies(
        session,
        config,
        pairs.where(
            col("user_n")
                .eqNullSafe(lit(one.get(0)))
                .and(col("user_t").eqNullSafe(lit(one.get(1))))));
  }

  private Dataset<Row> chosen(Dataset<Row> source) {
    if (config.where().isBlank()) {
      return source.withColumn("_chosen", lit(true));
    }
    try {
      return source.withColumn("_chosen", coalesce(expr(config.where()), lit(false)));
    } catch (Exception e) {
      // Scala does not declare what it throws.
      if (e instanceof AnalysisException) {
        throw ConfigException.of(
            KEY + ".where", config.where(), "not a valid condition: " + ReadFailures.reason(e));
      }
      throw e;
    }
  }

  private static String column(Dataset<Row> source, String role, String name) {
    if (!Arrays.asList(source.columns()).contains(name)) {
      throw new DataException(
          KEY
              + ".columns."
              + role
              + ": the ratings have no column '"
              + name
              + "'; they have "
              + FeatureLookup.columns(source.schema()));
    }
    return name;
  }

  /** The keys of the movies that any of these users has rated; empty if there is no user. */
  public Optional<KeyDictionary> movies() {
    List<Row> rated =
        read(() -> pairs.groupBy("item_n", "item_t").agg(max("_chosen")).collectAsList());
    KeyDictionary items = new KeyDictionary();
    boolean known = false;
    for (Row row : rated) {
      known |= row.getBoolean(2);
      if (!row.isNullAt(0)) {
        items.add(row.getLong(0));
      } else if (!row.isNullAt(1)) {
        items.add(row.getString(1));
      }
    }
    return known ? Optional.of(items) : Optional.empty();
  }

  /** Counts the users and their ratings. */
  public Users users() {
    Row row =
        read(
            () ->
                pairs
                    .groupBy("user_n", "user_t")
                    .agg(max("_chosen").as("chosen"), count(lit(1)).as("rated"))
                    .where("chosen")
                    .agg(count(lit(1)), coalesce(max("rated"), lit(0L)), count("user_t"))
                    .head());
    return new Users(row.getLong(0), row.getLong(1), row.getLong(2) > 0);
  }

  /**
   * Writes the first few movies of the top list that each user has not rated.
   *
   * @param movies at least as many as any user has rated and {@code top} more, or all there are
   * @param base what contributions are added to
   * @return how many rows were written
   */
  public long write(
      Users users,
      TopMovies movies,
      int top,
      double base,
      List<String> features,
      String itemColumn,
      String path) {
    Broadcast<TopMovies> list =
        JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(movies);
    try {
      UDF2<Long, String, Integer> place = (number, text) -> list.value().place(number, text);
      Column rated = udf(place, DataTypes.IntegerType).apply(col("item_n"), col("item_t"));
      StructType schema = schema(users, movies, features, itemColumn);
      String user = schema.fieldNames()[0];
      read(
          () -> {
            pairs
                .withColumn("place", rated)
                .groupBy("user_n", "user_t")
                .agg(max("_chosen").as("chosen"), collect_set("place").as("places"))
                .where("chosen")
                .select("user_n", "user_t", "places")
                .flatMap(new UserPicks(list, top, base, users.text), Encoders.row(schema))
                .sortWithinPartitions(col(Values.quoted(user)), col("rank"))
                .write()
                .mode("append")
                .parquet(path);
            return path;
          });
      return session.read().parquet(path).count();
    } finally {
      list.destroy();
    }
  }

  private StructType schema(
      Users users, TopMovies movies, List<String> features, String itemColumn) {
    StructType contributions = new StructType();
    for (String feature : features) {
      contributions = contributions.add(feature, DataTypes.DoubleType);
    }
    return new StructType()
        .add(
            config.columns().user().orElseThrow(),
            users.text ? DataTypes.StringType : DataTypes.LongType)
        .add("rank", DataTypes.IntegerType)
        .add(itemColumn, movies.textKeys() ? DataTypes.StringType : DataTypes.LongType)
        .add("title", DataTypes.StringType)
        .add("prediction", DataTypes.DoubleType)
        .add("base", DataTypes.DoubleType)
        .add("contributions", contributions);
  }

  private <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RuntimeException e) {
      throw ReadFailures.isRead(e)
          ? new DataException(
              KEY + ": cannot read " + config.path() + ": " + ReadFailures.reason(e), e)
          : e;
    }
  }
}
