package io.shrinkage.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.shrinkage.config.Duplicates;
import io.shrinkage.config.RatingsConfig;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.config.SplitBy;
import io.shrinkage.config.SplitConfig;
import io.shrinkage.config.SplitUnit;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.model.Tombstones;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The ratings with every check made: each row of the source comes out once, with its keys, rating,
 * weight, slot and features, and with the reason if it is rejected.
 *
 * <p>Everything is a Spark SQL expression over the source's columns, so that one scan reads and
 * checks. A slot is the bucket of the row's key (xxhash64 of the seed and the key, modulo the
 * number of buckets), plus the number of buckets where a column or the time makes it a test row.
 * Where a column names each row's fold, the slots are repeated for every fold.
 *
 * <p>Cluster: lazy; no job here. A movies table that can reject rows costs a broadcast join, and so
 * do features of the users; {@code duplicates = latest | error} a shuffle of all ratings.
 */
final class CheckedRatings {
  /** Columns of an intake; keys take two columns each, a whole number and a text. */
  static final int USER = 0;

  static final int ITEM = 2;
  static final int RATING = 4;
  static final int WEIGHT = 5;
  static final int SLOT = 6;
  static final int REASON = 7;

  /** How many groups of users there are. */
  static final int GROUPS = 128;

  /** Where an intake finds the features' statuses. */
  static final int STATUSES = 8;

  /** Where a row has its feature values, or, if it is packed, its features as they are. */
  static final int VALUES = 8;

  private static final List<String> NAMES =
      List.of("user_n", "user_t", "item_n", "item_t", "rating", "weight", "slot", "reason");

  /** The columns of {@link #rejectedRows}. */
  static final StructType REJECTED =
      new StructType()
          .add("_reason", DataTypes.StringType)
          .add("_raw", DataTypes.StringType)
          .add("_user", DataTypes.StringType);

  /** The column of the group of users that a row is in. */
  static final String GROUP = "group";

  private static final String GOOD = "_good";
  private static final String SECONDS = "_seconds";
  private static final String FIXED_REASON = "_fixed_reason";

  private final ShrinkageConfig config;
  private final RatingsConfig ratings;
  private final Dataset<Row> source;
  private final Tombstones tombstones;
  private final List<FeatureSpec> ownFeatures;
  private final Optional<FoldColumn> folds;
  private final Features features;
  private final Values values;
  private final Dataset<Row> checked;

  /** Who checks the features. */
  enum Features {
    /** An expression for each value and each status. */
    IN_SQL,
    /** Nobody here: {@link NumericCells} reads them as they are, without a reason in SQL. */
    AS_THEY_ARE
  }

  /**
   * Sets up the checks.
   *
   * @param features who checks the features; {@code AS_THEY_ARE} goes with {@code duplicates =
   *     keep}
   * @param tables the ratings, the users whose values they take, and whose rows are passed over
   * @param movies the movies' side of the join, if rows need it
   * @param folds the column that names each row's fold, if one does
   */
  CheckedRatings(
      RatingsSource tables,
      Features features,
      Optional<MovieSide> movies,
      Optional<FoldColumn> folds) {
    this.folds = folds;
    this.features = features;
    this.config = tables.config();
    this.ratings = config.input().ratings();
    this.source = tables.rows();
    this.tombstones = tables.tombstones();
    this.ownFeatures = tables.lookup().rowFeatures();
    Dataset<Row> chosen = ratings.where().isBlank() ? source : source.where(ratings.where());
    this.values = Values.of(tables.withUsers(chosen), checkedColumns());
    this.checked = withDuplicates(withMovies(withOwnChecks(), movies));
  }

  /**
   * What an intake that compresses reads: the columns of the constants above, then of the features
   * of the row the statuses and the values.
   */
  Dataset<Row> compressedColumns() {
    return checked.select(compressed().toArray(Column[]::new));
  }

  /** The same, and last the group of users that a row is in. */
  Dataset<Row> groupedColumns() {
    List<Column> columns = compressed();
    columns.add(col(GROUP));
    return checked.select(columns.toArray(Column[]::new));
  }

  private List<Column> compressed() {
    List<Column> columns = new ArrayList<>();
    NAMES.forEach(name -> columns.add(col(name)));
    IntStream.range(0, ownFeatures.size()).forEach(i -> columns.add(col(status(i))));
    IntStream.range(0, ownFeatures.size()).forEach(i -> columns.add(ownValue(i)));
    return columns;
  }

  /** What a {@link RowPacker} reads: the columns above up to the reason, then the features. */
  Dataset<Row> packedColumns() {
    List<Column> columns = new ArrayList<>();
    NAMES.forEach(name -> columns.add(col(name)));
    IntStream.range(0, ownFeatures.size()).forEach(i -> columns.add(ownValue(i)));
    return checked.select(columns.toArray(Column[]::new));
  }

  /** What an intake reads of {@link #rowColumns}. */
  Dataset<Row> intakeColumns(Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>();
    NAMES.forEach(name -> columns.add(col(name)));
    IntStream.range(0, ownFeatures.size()).forEach(i -> columns.add(col(status(i))));
    return rows.select(columns.toArray(Column[]::new));
  }

  /**
   * Every row with the feature values after the columns above, then the features' statuses.
   *
   * @param grouped whether the group of users that a row is in comes last
   */
  Dataset<Row> rowColumns(List<Column> values, boolean grouped) {
    List<Column> columns = new ArrayList<>();
    NAMES.forEach(name -> columns.add(col(name)));
    columns.addAll(values);
    IntStream.range(0, ownFeatures.size()).forEach(i -> columns.add(col(status(i))));
    if (grouped) {
      columns.add(col(GROUP));
    }
    return checked.select(columns.toArray(Column[]::new));
  }

  /** The rejected rows: the reason, the original text, and the user as far as one was read. */
  Dataset<Row> rejectedRows() {
    Dataset<Row> rejected = checked.where(col("reason").isNotNull());
    Dataset<Row> kept =
        tombstones.isEmpty()
            ? rejected
            : rejected.where(not(col("reason").startsWith(Forgotten.REASON)));
    return kept.select(
        col("reason").as("_reason"),
        col("raw").as("_raw"),
        coalesce(col("user_n").cast(DataTypes.StringType), col("user_t")).as("_user"));
  }

  /** Where the value of the i-th feature of the row is. */
  Column ownValue(int i) {
    return col("f" + i);
  }

  private static String status(int feature) {
    return "s" + feature;
  }

  private Dataset<Row> withOwnChecks() {
    RatingsConfig.RatingsColumns names = ratings.columns();
    Values.Cell rating = values.of(names.rating());
    Optional<Values.Cell> weight = names.weight().map(values::of);
    Optional<Values.Cell> time = config.timeColumn().map(values::of);

    List<Column> columns = new ArrayList<>();
    addKey(columns, "user", names.user());
    addKey(columns, "item", names.item());
    columns.add(coalesce(rating.number(), lit(0.0)).as("rating"));
    columns.add(coalesce(weight.map(Values.Cell::number).orElse(lit(1.0)), lit(0.0)).as("weight"));
    columns.add(
        time.map(Values.Cell::seconds).orElse(lit(null).cast(DataTypes.LongType)).as(SECONDS));
    columns.add(slot(time).as("slot"));
    columns.add(fixedReason(rating, weight, time).as(FIXED_REASON));
    if (features == Features.AS_THEY_ARE) {
      for (int i = 0; i < ownFeatures.size(); i++) {
        columns.add(col(Values.quoted(UsersTable.column(ownFeatures.get(i)))).as("f" + i));
      }
      return values.rows().select(columns.toArray(Column[]::new));
    }

    columns.add(group().as(GROUP));
    if (ratings.duplicates() != Duplicates.KEEP) {
      columns.add(hash(usedColumns()).as("hash"));
    }
    for (int i = 0; i < ownFeatures.size(); i++) {
      Values.Cell cell = values.of(UsersTable.column(ownFeatures.get(i)));
      columns.add(FeatureColumns.value(ownFeatures.get(i), cell).as("f" + i));
      columns.add(FeatureColumns.status(ownFeatures.get(i), cell).as(status(i)));
    }
    columns.add(RawText.of(source, ratings.format(), ratings.options()).as("raw"));
    return values.rows().select(columns.toArray(Column[]::new));
  }

  private void addKey(List<Column> columns, String name, Optional<String> column) {
    columns.add(
        column
            .map(key -> values.of(key).wholeNumber())
            .orElse(lit(null).cast(DataTypes.LongType))
            .as(name + "_n"));
    columns.add(
        column
            .map(key -> values.of(key).otherText())
            .orElse(lit(null).cast(DataTypes.StringType))
            .as(name + "_t"));
  }

  /** The checks that need this row alone. */
  private Column fixedReason(
      Values.Cell rating, Optional<Values.Cell> weight, Optional<Values.Cell> time) {
    Column malformed = hasMalformed() ? col(TableReader.MALFORMED).isNotNull() : lit(false);
    Column badWeight =
        weight
            .map(cell -> not(cell.isNumber()).or(coalesce(cell.number(), lit(-1.0)).lt(0)))
            .orElse(lit(false));
    Column missingKey = lit(false);
    for (String key : keys()) {
      missingKey = missingKey.or(values.of(key).isMissing());
    }
    if (folds.isPresent()) {
      missingKey = missingKey.or(values.of(folds.get().name()).isMissing());
    }
    if (time.isPresent()) {
      missingKey = missingKey.or(time.get().seconds().isNull());
    }
    Column outOfRange =
        ratings
            .range()
            .map(range -> rating.number().lt(range.lo()).or(rating.number().gt(range.hi())))
            .orElse(lit(false));
    Column own =
        when(malformed, Reason.MALFORMED.text())
            .when(missingKey, Reason.MISSING_KEY.text())
            .when(rating.isMissing(), Reason.RATING_MISSING.text())
            .when(rating.isNotFinite(), Reason.RATING_NOT_FINITE.text())
            .when(not(rating.isNumber()), Reason.RATING_NOT_A_NUMBER.text())
            .when(outOfRange, Reason.RATING_OUT_OF_RANGE.text())
            .when(badWeight, Reason.MALFORMED.text());
    return tombstones.isEmpty() ? own : coalesce(forgotten(), own);
  }

  /** Before all other reasons: such a row is none. */
  private Column forgotten() {
    return Forgotten.reason(tombstones, values.of(ratings.columns().user().orElseThrow()));
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    ratings.columns().user().ifPresent(keys::add);
    ratings.columns().item().ifPresent(keys::add);
    return keys;
  }

  private Dataset<Row> withMovies(Dataset<Row> rows, Optional<MovieSide> movies) {
    Column reason = col(FIXED_REASON);
    Dataset<Row> joined = rows;
    if (movies.isPresent()) {
      MovieSide side = movies.get();
      joined =
          rows.join(
              broadcast(side.rows()),
              col("item_n")
                  .eqNullSafe(col(MovieSide.NUMBER))
                  .and(col("item_t").eqNullSafe(col(MovieSide.TEXT))),
              "left");
      reason = coalesce(reason, side.rejection());
    }
    for (int i = 0; features == Features.IN_SQL && i < ownFeatures.size(); i++) {
      reason = coalesce(reason, FeatureColumns.rejection(ownFeatures.get(i), col(status(i))));
    }
    return joined.withColumn("reason", reason);
  }

  /**
   * Of several good rows of one user and item the latest stays; ties are broken by the rows' own
   * values.
   */
  private Dataset<Row> withDuplicates(Dataset<Row> rows) {
    if (ratings.duplicates() == Duplicates.KEEP) {
      return rows;
    }
    Column place =
        row_number()
            .over(
                Window.partitionBy(
                        col("user_n"), col("user_t"), col("item_n"), col("item_t"), col(GOOD))
                    .orderBy(
                        col(SECONDS).desc_nulls_last(),
                        col("hash"),
                        col("rating").desc(),
                        col("weight").desc()));
    return rows.withColumn(GOOD, col("reason").isNull())
        .withColumn("_place", place)
        .withColumn(
            "reason",
            when(col(GOOD).and(col("_place").gt(1)), Reason.DUPLICATE.text())
                .otherwise(col("reason")));
  }

  /** By the user alone, or, without one, by the row: independent groups for a paired test. */
  private Column group() {
    List<String> names = ratings.columns().user().map(List::of).orElseGet(this::usedColumns);
    return pmod(hash(names), lit((long) GROUPS)).cast(DataTypes.IntegerType);
  }

  private Column slot(Optional<Values.Cell> time) {
    SplitConfig split = config.split();
    Column bucket = pmod(hash(bucketColumns()), lit((long) split.buckets()));
    Column slot =
        switch (split.by()) {
          case HASH -> bucket;
          case COLUMN ->
              moved(
                  bucket,
                  values
                      .of(split.column().orElseThrow())
                      .text()
                      .isin(split.testValues().toArray()));
          case TIME ->
              moved(
                  bucket,
                  time.orElseThrow()
                      .seconds()
                      .gt(split.testAfter().orElseThrow().getEpochSecond()));
        };
    Column placed =
        folds
            .map(
                fold ->
                    coalesce(fold.number(values.of(fold.name())), lit(0L))
                        .multiply(lit((long) slots(split)))
                        .plus(slot))
            .orElse(slot);
    return placed.cast(DataTypes.IntegerType);
  }

  /** Test rows get slots of their own, after all buckets. */
  private Column moved(Column bucket, Column isTest) {
    return bucket.plus(when(isTest, lit((long) config.split().buckets())).otherwise(lit(0L)));
  }

  /** The limit of the slots, or of those of one fold where a column names it. */
  static int slots(SplitConfig split) {
    return split.by() == SplitBy.HASH ? split.buckets() : Math.multiplyExact(2, split.buckets());
  }

  private List<String> bucketColumns() {
    SplitUnit unit = config.split().unit();
    Optional<String> user = ratings.columns().user();
    Optional<String> item = ratings.columns().item();
    if (unit == SplitUnit.USER) {
      return List.of(user.orElseThrow());
    }
    if (unit == SplitUnit.ITEM) {
      return List.of(item.orElseThrow());
    }
    return user.isPresent() && item.isPresent() ? List.of(user.get(), item.get()) : usedColumns();
  }

  /** Every column of a row that the run reads, in the order of the configuration. */
  private List<String> usedColumns() {
    List<String> used = usedBesideFeatures();
    ownFeatures.forEach(feature -> used.add(UsersTable.column(feature)));
    return used.stream().distinct().toList();
  }

  private List<String> usedBesideFeatures() {
    RatingsConfig.RatingsColumns names = ratings.columns();
    List<String> used = new ArrayList<>(keys());
    used.add(names.rating());
    names.time().ifPresent(used::add);
    names.weight().ifPresent(used::add);
    used.removeIf(name -> !has(name));
    return used;
  }

  /** Every column that a check looks at. */
  private List<String> checkedColumns() {
    List<String> names = new ArrayList<>(bucketColumns());
    names.addAll(features == Features.IN_SQL ? usedColumns() : usedBesideFeatures());
    config.split().column().ifPresent(names::add);
    folds.map(FoldColumn::name).ifPresent(names::add);
    return names;
  }

  /** xxhash64 of the seed and the cells, a whole number as a long and anything else as text. */
  private Column hash(List<String> names) {
    List<Column> parts = new ArrayList<>();
    parts.add(lit(config.split().seed()));
    names.forEach(name -> parts.addAll(values.of(name).key()));
    return xxhash64(parts.toArray(Column[]::new));
  }

  private boolean hasMalformed() {
    return has(TableReader.MALFORMED);
  }

  private boolean has(String name) {
    return Arrays.asList(source.columns()).contains(name);
  }
}
