package io.shrinkage.spark;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.shrinkage.config.UsersConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.From;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The users table, checked, and joined with rows that name users: a user's values become columns of
 * the row, and are treated as if they had stood there.
 *
 * <p>Cluster: opening reads the table once, with a shuffle of its keys, and caches it. A join
 * broadcasts the keys and the columns that features take, so that the ratings are not shuffled:
 * users are thousands to millions, and a few columns of them must fit in every executor.
 */
final class UsersTable implements AutoCloseable {
  static final String KEY = "input.users";

  private static final String NAME = "users";
  private static final String NUMBER = "_users_n";
  private static final String TEXT = "_users_t";
  private static final String HASH = "_users_hash";

  private final String key;
  private final Dataset<Row> rows;
  private Map<String, Long> hashes; // by user, of the features of a run; null: not asked for yet

  private UsersTable(String key, Dataset<Row> rows) {
    this.key = key;
    this.rows = rows;
  }

  /**
   * Opens the table that a configuration names.
   *
   * @throws DataException if it is absent or unreadable, lacks the key column, or has two rows of
   *     one user
   */
  static UsersTable open(SparkSession session, UsersConfig config) {
    Dataset<Row> rows =
        new TableReader(session).read(KEY, config.format(), config.path(), config.options());
    String key = config.columns().user();
    UsersTable users = new UsersTable(key, KeyedTable.of(rows, NAME, "user", key).persist());
    try {
      users.requireOneRowEach();
      return users;
    } catch (RuntimeException e) {
      users.close();
      throw e;
    }
  }

  private void requireOneRowEach() {
    Dataset<Row> first =
        keyed(Values.of(rows, List.of(key)), List.of())
            .groupBy(NUMBER, TEXT)
            .count()
            .where("count > 1")
            .orderBy(NUMBER, TEXT)
            .limit(1);
    List<Row> repeated = KeyedTable.collect(first, NAME);
    if (!repeated.isEmpty()) {
      Row row = repeated.get(0);
      String user = String.valueOf(row.get(row.isNullAt(0) ? 1 : 0));
      throw KeyedTable.twoRows(NAME, user, "a user must have one row, so remove one");
    }
  }

  /** The columns that features may name. */
  StructType schema() {
    return rows.schema();
  }

  /** Whether a feature may be looked up here, and its column is here. */
  boolean has(FeatureSpec feature) {
    return FeatureLookup.isIn(feature, From.USERS, schema());
  }

  /**
   * What a feature's column is called among those of a row: a user's has a name of its own, since
   * the row's table may have the same.
   *
   * @param feature of which it is known which table has it
   */
  static String column(FeatureSpec feature) {
    return feature.from() == From.USERS ? joined(feature.column()) : feature.column();
  }

  private static String joined(String name) {
    return "_users " + name;
  }

  /**
   * Adds the columns of some features to every row, null where its user is unknown or missing.
   *
   * @param user the column of the user's key
   * @param features those of the users
   */
  Dataset<Row> join(Dataset<Row> table, String user, List<FeatureSpec> features) {
    List<Column> cells = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (String name : table.columns()) {
      columns.add(table.col(Values.quoted(name)));
    }
    for (String name : features.stream().map(FeatureSpec::column).distinct().toList()) {
      cells.add(rows.col(Values.quoted(name)).as(joined(name)));
      columns.add(col(Values.quoted(joined(name))));
    }
    Values values = Values.of(table, List.of(user));
    Values.Cell cell = values.of(user);
    return values
        .rows()
        .join(
            broadcast(keyed(Values.of(rows, List.of(key)), cells)),
            cell.wholeNumber().eqNullSafe(col(NUMBER)).and(cell.otherText().eqNullSafe(col(TEXT))),
            "left")
        .select(columns.toArray(Column[]::new));
  }

  /**
   * A fingerprint of the users' keys and their values of some features, which neither another
   * column nor the order or the format of the rows changes.
   */
  String fingerprint(List<FeatureSpec> features) {
    Dataset<Row> sums = hashes(features).agg(count(lit(1)), bit_xor(col(HASH)));
    return KeyedTable.collect(sums, NAME).get(0).mkString(" ");
  }

  /** The same of the users alone who have rows in an intake; brings all users to the driver. */
  long fingerprint(List<FeatureSpec> features, Intake intake) {
    Map<String, Long> all = collected(features);
    long[] sum = {0};
    intake.forEachUser(user -> sum[0] += all.getOrDefault(user, 0L));
    return sum[0];
  }

  private synchronized Map<String, Long> collected(List<FeatureSpec> features) {
    if (hashes == null) {
      hashes = new HashMap<>();
      KeyedTable.collect(hashes(features), NAME)
          .forEach(row -> hashes.put(row.getString(0), row.getLong(1)));
    }
    return hashes;
  }

  /** Every user's key, as text, and a hash of it and of the values of some features. */
  private Dataset<Row> hashes(List<FeatureSpec> features) {
    List<String> names = new ArrayList<>(List.of(key));
    features.forEach(feature -> names.add(feature.column()));
    Values values = Values.of(rows, names);
    List<Column> cells = new ArrayList<>();
    for (FeatureSpec feature : features) {
      Values.Cell cell = values.of(feature.column());
      cells.add(FeatureColumns.value(feature, cell).as("v" + cells.size()));
      cells.add(FeatureColumns.status(feature, cell).as("s" + cells.size()));
    }
    Dataset<Row> keyed = keyed(values, cells);
    Column[] all = Arrays.stream(keyed.columns()).map(functions::col).toArray(Column[]::new);
    return keyed.select(
        coalesce(col(NUMBER).cast(DataTypes.StringType), col(TEXT)), xxhash64(all).as(HASH));
  }

  /** The rows that have a key: it, a whole number or a text, and what else is asked for. */
  private Dataset<Row> keyed(Values values, List<Column> more) {
    Values.Cell cell = values.of(key);
    List<Column> columns = new ArrayList<>();
    columns.add(cell.wholeNumber().as(NUMBER));
    columns.add(cell.otherText().as(TEXT));
    columns.addAll(more);
    return values
        .rows()
        .select(columns.toArray(Column[]::new))
        .where(col(NUMBER).isNotNull().or(col(TEXT).isNotNull()));
  }

  @Override
  public void close() {
    rows.unpersist();
  }
}
