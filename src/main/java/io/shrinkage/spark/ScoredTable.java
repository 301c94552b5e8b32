package io.shrinkage.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.config.TableConfig;
import io.shrinkage.config.UsersConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.From;
import io.shrinkage.features.Missing;
import io.shrinkage.model.RowPredictor;
import io.shrinkage.model.Tombstones;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * A table with a prediction for every row, or the reason why a row has none.
 *
 * <p>A feature's value comes from the table's own column or, where it has none, from the run's
 * movies or users by their key; it is judged as in training.
 *
 * <p>Cluster: one scan, whose result is cached until {@link #close}; the model goes out by
 * broadcast, and so do movies and users where they are needed.
 */
public final class ScoredTable implements AutoCloseable {
  /** The column that is added to the table's own. */
  public static final String PREDICTION = "prediction";

  private static final String KEY = "--input";
  private static final long ROWS_PER_FILE = 1_000_000;

  private final SparkSession session;
  private final ShrinkageConfig config;
  private final List<FeatureSpec> features;
  private final TableConfig table;
  private final Dataset<Row> source;
  private final List<FeatureSpec> found = new ArrayList<>(); // from RATINGS: from this table
  private Optional<MoviesTable> movies = Optional.empty();
  private Optional<UsersTable> users = Optional.empty();
  private Broadcast<RowPredictor> model;
  private Dataset<Row> rows;
  private final Tombstones tombstones;
  private long read;
  private long forgotten;
  private final Map<String, Long> reasons = new TreeMap<>();

  private ScoredTable(
      SparkSession session, ShrinkageConfig config, List<FeatureSpec> features, String path) {
    this.session = session;
    this.config = config;
    this.features = features;
    this.table =
        ScoringSource.of(session.sparkContext().hadoopConfiguration(), path, config.input());
    this.source =
        new TableReader(session).read(KEY, KEY, table.format(), table.path(), table.options());
    this.tombstones =
        userColumn().isPresent()
            ? Forgotten.in(session.sparkContext().hadoopConfiguration(), config.output().dir())
            : Tombstones.none();
    if (has(PREDICTION)) {
      throw new DataException(
          KEY + ": the table has a column '" + PREDICTION + "' already; give it another name");
    }
  }

  /**
   * Predicts for a table.
   *
   * @param config the settings of the run, for its tables and the names of its columns
   * @param features the model's, in its order
   * @param path the table
   * @throws DataException if it is absent, unreadable or empty, lacks a column, or has a level that
   *     the model refuses
   */
  public static ScoredTable of(
      SparkSession session,
      ShrinkageConfig config,
      List<FeatureSpec> features,
      RowPredictor predictor,
      String path) {
    ScoredTable scored = new ScoredTable(session, config, features, path);
    try {
      scored.findFeatures();
      scored.score(predictor);
      return scored;
    } catch (RuntimeException e) {
      scored.close();
      throw !(e instanceof DataException) && ReadFailures.isRead(e)
          ? new DataException(KEY + ": cannot read " + path + ": " + ReadFailures.reason(e), e)
          : e;
    }
  }

  /**
   * Finds the table of every feature. What the run took from its movies or users comes from there,
   * unless this table has the columns of all features.
   */
  private void findFeatures() {
    boolean hasAll = features.stream().allMatch(feature -> has(feature.column())) && !sharesNames();
    List<FeatureSpec> lacking =
        features.stream().filter(feature -> !hasAll && !isOwn(feature)).toList();
    if (!lacking.isEmpty() && itemColumn().isPresent() && config.input().movies().present()) {
      movies = Optional.of(MoviesTable.open(session, config.input().movies()));
      lacking = movies.get().lacking(lacking);
    }
    List<FeatureSpec> ofUsers = List.of();
    if (!lacking.isEmpty() && userColumn().isPresent() && config.input().users().present()) {
      users = Optional.of(UsersTable.open(session, config.input().users()));
      ofUsers = lacking.stream().filter(users.get()::has).toList();
      lacking = lacking.stream().filter(feature -> !users.get().has(feature)).toList();
    }
    if (!lacking.isEmpty()) {
      throw new DataException(withoutColumns(lacking));
    }
    for (FeatureSpec feature : features) {
      From from = ofUsers.contains(feature) ? From.USERS : From.MOVIES;
      found.add(feature.withFrom(hasAll || isOwn(feature) ? From.RATINGS : from));
    }
  }

  /** Whether features of several of the run's tables have columns of one name. */
  private boolean sharesNames() {
    List<FeatureSpec> named =
        features.stream().filter(feature -> feature.from() != From.ANY).toList();
    return named.stream().map(FeatureSpec::column).distinct().count()
        < named.stream().map(spec -> List.of(spec.column(), spec.from())).distinct().count();
  }

  private boolean isOwn(FeatureSpec feature) {
    return FeatureLookup.isIn(feature, From.RATINGS, source.schema());
  }

  private String withoutColumns(List<FeatureSpec> absent) {
    return KEY
        + ": the table has no column "
        + absent.stream().map(feature -> "'" + feature.column() + "'").toList()
        + " for the features "
        + absent.stream().map(FeatureSpec::name).toList()
        + "; it has "
        + FeatureLookup.columns(source.schema())
        + movies
            .map(table -> "; the run's movies have " + FeatureLookup.columns(table.schema()))
            .orElse("")
        + users
            .map(table -> "; the run's users have " + FeatureLookup.columns(table.schema()))
            .orElse("")
        + ". Give it these columns"
        + (movies.isEmpty() && config.input().movies().present()
            ? hint("movie", config.input().ratings().columns().item().orElseThrow())
            : "")
        + (users.isEmpty() && config.input().users().present()
            ? hint("user", config.input().ratings().columns().user().orElseThrow())
            : "");
  }

  private static String hint(String whose, String column) {
    return String.format(
        Locale.ROOT,
        ", or the %s's key '%s', by which the run's %ss are looked up",
        whose,
        column,
        whose);
  }

  /** The column of the item's key, as the ratings or the movies of the run call it. */
  private Optional<String> itemColumn() {
    return Stream.of(
            config.input().ratings().columns().item(),
            Optional.of(config.input().movies().columns().item()))
        .flatMap(Optional::stream)
        .filter(this::has)
        .findFirst();
  }

  /** The column of the user's key, as the ratings or the users of the run call it. */
  private Optional<String> userColumn() {
    return Stream.of(
            config.input().ratings().columns().user(),
            Optional.of(config.input().users())
                .filter(UsersConfig::present)
                .map(users -> users.columns().user()))
        .flatMap(Optional::stream)
        .filter(this::has)
        .findFirst();
  }

  private List<FeatureSpec> from(From table) {
    return found.stream().filter(feature -> feature.from() == table).toList();
  }

  private void score(RowPredictor predictor) {
    model = JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(predictor);
    Column values =
        struct(
            IntStream.range(0, features.size()).mapToObj(i -> col("v" + i)).toArray(Column[]::new));
    rows =
        checked()
            .withColumn(
                "outcome",
                when(
                    col("reason").isNull(),
                    udf(new RowScorer(model), RowScorer.RESULT).asNondeterministic().apply(values)))
            .select(
                col("input"),
                col("reason"),
                when(col("reason").isNotNull(), col("raw")).as("raw"),
                col("outcome." + RowScorer.PREDICTION).as(PREDICTION),
                col("outcome." + RowScorer.REFUSAL).as(RowScorer.REFUSAL))
            .persist(StorageLevel.MEMORY_AND_DISK());
    tally();
  }

  private void tally() {
    List<Row> counts =
        rows.groupBy("reason")
            .agg(count(lit(1)), min(RowScorer.REFUSAL), count(RowScorer.REFUSAL))
            .collectAsList();
    for (Row row : counts) {
      if (!row.isNullAt(2)) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s: %,d rows of %s cannot be scored: %s",
                KEY,
                row.getLong(3),
                table.path(),
                row.getString(2)));
      }
      read += row.getLong(1);
      if (!row.isNullAt(0) && row.getString(0).startsWith(Forgotten.REASON)) {
        forgotten += row.getLong(1);
      } else if (!row.isNullAt(0)) {
        reasons.put(row.getString(0), row.getLong(1));
      }
    }
    if (read == 0) {
      throw new DataException(KEY + ": " + table.path() + " has no rows");
    }
  }

  /** The input, the values of the features in their order, and why a row is rejected. */
  private Dataset<Row> checked() {
    List<FeatureSpec> ofUsers = from(From.USERS);
    Optional<String> item = from(From.MOVIES).isEmpty() ? Optional.empty() : itemColumn();
    List<String> names = new ArrayList<>();
    found.stream().filter(ScoredTable::isOfRow).map(UsersTable::column).forEach(names::add);
    item.ifPresent(names::add);
    userColumn().filter(user -> !tombstones.isEmpty() || !ofUsers.isEmpty()).ifPresent(names::add);
    Values values =
        Values.of(
            ofUsers.isEmpty()
                ? source
                : users.orElseThrow().join(source, userColumn().orElseThrow(), ofUsers),
            names);

    List<Column> columns = new ArrayList<>();
    columns.add(struct(inputColumns()).as("input"));
    columns.add(RawText.of(source, table.format(), table.options()).as("raw"));
    Column own =
        tombstones.isEmpty()
            ? lit(null).cast(DataTypes.StringType)
            : Forgotten.reason(tombstones, values.of(userColumn().orElseThrow()));
    if (has(TableReader.MALFORMED)) {
      own = coalesce(own, when(col(TableReader.MALFORMED).isNotNull(), Reason.MALFORMED.text()));
    }
    if (!ofUsers.isEmpty()) {
      own = coalesce(own, withoutKey(values.of(userColumn().orElseThrow())));
    }
    for (int i = 0; i < found.size(); i++) {
      FeatureSpec feature = found.get(i);
      if (isOfRow(feature)) {
        Values.Cell cell = values.of(UsersTable.column(feature));
        columns.add(FeatureColumns.value(feature, cell).as("v" + i));
        own =
            coalesce(own, FeatureColumns.rejection(feature, FeatureColumns.status(feature, cell)));
      }
    }
    if (item.isEmpty()) {
      columns.add(own.as("reason"));
      return values.rows().select(columns.toArray(Column[]::new));
    }
    Values.Cell key = values.of(item.get());
    columns.add(key.wholeNumber().as("item_n"));
    columns.add(key.otherText().as("item_t"));
    columns.add(coalesce(own, withoutKey(key)).as("own_reason"));
    return withMovies(values.rows().select(columns.toArray(Column[]::new)));
  }

  private static boolean isOfRow(FeatureSpec feature) {
    return feature.from() != From.MOVIES;
  }

  private static Column withoutKey(Values.Cell key) {
    return when(key.isMissing(), Reason.MISSING_KEY.text());
  }

  private Dataset<Row> withMovies(Dataset<Row> own) {
    List<FeatureSpec> looked = from(From.MOVIES);
    MoviesTable table = movies.orElseThrow();
    table.catalog(List.of()); // a key on two rows would double rows here

    boolean rejects = looked.stream().anyMatch(feature -> feature.missing() == Missing.REJECT);
    Column unknownReason =
        (rejects ? lit(Reason.FEATURE_MISSING.text()) : lit(null)).cast(DataTypes.StringType);
    MovieSide side =
        new MovieSide(table.joinRows(looked), config.input().movies().unknown(), unknownReason);
    Dataset<Row> joined =
        own.join(
                broadcast(side.rows()),
                col("item_n")
                    .eqNullSafe(col(MovieSide.NUMBER))
                    .and(col("item_t").eqNullSafe(col(MovieSide.TEXT))),
                "left")
            .withColumn("reason", coalesce(col("own_reason"), side.rejection()));
    for (int i = 0; i < looked.size(); i++) {
      joined = joined.withColumn("v" + found.indexOf(looked.get(i)), MovieSide.value(i));
    }
    return joined;
  }

  private Column[] inputColumns() {
    return Arrays.stream(source.columns())
        .filter(name -> !name.equals(TableReader.MALFORMED))
        .map(name -> source.col(Values.quoted(name)).as(name))
        .toArray(Column[]::new);
  }

  private boolean has(String name) {
    return Arrays.asList(source.columns()).contains(name);
  }

  /**
   * The features whose values came from one of the run's tables.
   *
   * @param table movies or users
   */
  public List<String> lookedUp(From table) {
    return from(table).stream().map(FeatureSpec::name).toList();
  }

  /** Rows of the table. */
  public long read() {
    return read;
  }

  /** Rows with a prediction. */
  public long scored() {
    return read - quarantined() - forgotten;
  }

  /** Rows of users who are to be forgotten: neither scored nor set aside. */
  public long forgotten() {
    return forgotten;
  }

  /** Rows without a prediction, by reason. */
  public Map<String, Long> reasons() {
    return reasons;
  }

  /** Rows without a prediction. */
  public long quarantined() {
    return reasons.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The format in which {@link #writeScores} writes: the table's own where it is a file's. */
  public String format() {
    return switch (table.format()) {
      case "csv", "json", "orc" -> table.format();
      default -> "parquet";
    };
  }

  /** The scored rows: the table's columns and the prediction. */
  public Dataset<Row> scores() {
    return rows.where(col("reason").isNull()).select(col("input.*"), col(PREDICTION));
  }

  /** Writes the scored rows. */
  public void writeScores(String path) {
    long files = Math.max(1, (scored() + ROWS_PER_FILE - 1) / ROWS_PER_FILE);
    boolean csv = format().equals("csv");
    Dataset<Row> scored = csv ? FormulaGuard.disarm(scores()) : scores();
    DataFrameWriter<Row> writer =
        scored.coalesce((int) Math.min(files, Integer.MAX_VALUE)).write().format(format());
    if (csv) {
      writer
          .options(RawText.dialect(table.options()))
          .option("header", table.options().getOrDefault("header", "false"));
    }
    writer.save(path);
  }

  /** Writes the rows without a prediction, with {@code _reason} and {@code _raw}. */
  public void writeQuarantine(String path) {
    rows.where(col("reason").isNotNull().and(not(col("reason").startsWith(Forgotten.REASON))))
        .select(col("reason").as("_reason"), col("raw").as("_raw"))
        .coalesce(1)
        .write()
        .parquet(path);
  }

  @Override
  public void close() {
    if (rows != null) {
      rows.unpersist();
    }
    if (model != null) {
      model.destroy();
    }
    movies.ifPresent(MoviesTable::close);
    users.ifPresent(UsersTable::close);
  }
}
