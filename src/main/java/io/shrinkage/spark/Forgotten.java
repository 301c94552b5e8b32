package io.shrinkage.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.when;

import io.shrinkage.config.RatingsConfig;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.model.Tombstones;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The users who are to be forgotten in an output directory, {@code <out>/FORGOTTEN}, and their rows
 * as Spark SQL finds them.
 *
 * <p>A row is told by the user's key as it is read: a whole number whatever its column's type, and
 * anything else as its text. Cost: a SHA-256 and a look-up in a hash set a row, and nothing at all
 * where nobody is to be forgotten.
 */
public final class Forgotten {
  /** The file of an output directory. */
  public static final String FILE = "FORGOTTEN";

  /** What the reason of a forgotten user's row begins with; the user's hash follows. */
  static final String REASON = "forgotten ";

  private Forgotten() {}

  /**
   * Those of an output directory, which need not exist.
   *
   * @throws DataException if the file is damaged: without it nobody's rows may be read
   */
  public static Tombstones in(Configuration hadoop, String directory) {
    Path path = new Path(directory, FILE);
    try (InputStream in = path.getFileSystem(hadoop).open(path)) {
      return Tombstones.read(in, path.toString());
    } catch (FileNotFoundException e) {
      return Tombstones.none();
    } catch (DataException e) {
      throw new DataException(
          e.getMessage()
              + "; it says whose ratings must not be read, so nothing is read without it: restore"
              + " it from a backup, or remove it and forget the users again",
          e);
    } catch (IOException e) {
      throw new DataException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  /** Writes them, in one step where the file system can; only for who holds the lock. */
  public static void write(Configuration hadoop, String directory, Tombstones tombstones)
      throws IOException {
    RunStore.replace(hadoop, directory, FILE, tombstones::write);
  }

  /**
   * The hashes of users whose ids are given as text, as those of their rows will be; null for one
   * without a key.
   */
  public static List<String> hashes(
      SparkSession session, Tombstones tombstones, List<String> users) {
    StructType schema = new StructType().add("user", DataTypes.StringType);
    Dataset<Row> given =
        session.createDataFrame(
            users.stream().map(user -> RowFactory.create(user)).toList(), schema);
    Values values = Values.of(given, List.of("user"));
    return values.rows().select(hash(tombstones, values.of("user"))).collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /**
   * Of some users, given by their hashes, those with rows in the ratings that a run read.
   *
   * <p>Cluster: a scan of the user's column, and of what the run's condition asks for.
   *
   * @throws DataException if the ratings cannot be read
   */
  public static Set<String> present(
      SparkSession session, ShrinkageConfig config, Tombstones tombstones, Set<String> users) {
    RatingsConfig ratings = config.input().ratings();
    String column = ratings.columns().user().orElseThrow();
    try {
      Dataset<Row> source =
          new TableReader(session)
              .read("input.ratings", ratings.format(), ratings.path(), ratings.options());
      Values values =
          Values.of(
              ratings.where().isBlank() ? source : source.where(ratings.where()), List.of(column));
      return values
          .rows()
          .select(hash(tombstones, values.of(column)).as("hash"))
          .where(col("hash").isin(users.toArray()))
          .distinct()
          .collectAsList()
          .stream()
          .map(row -> row.getString(0))
          .collect(Collectors.toSet());
    } catch (Exception e) {
      // Scala does not declare what it throws.
      if (e instanceof AnalysisException || ReadFailures.isRead(e)) {
        throw new DataException(
            "input.ratings: cannot read " + ratings.path() + ": " + ReadFailures.reason(e), e);
      }
      throw e;
    }
  }

  /** The hash of a row's user; null where it has none. */
  static Column hash(Tombstones tombstones, Values.Cell user) {
    return hash(
        tombstones, coalesce(user.wholeNumber().cast(DataTypes.StringType), user.otherText()));
  }

  /** The hash of a key that was read. */
  static Column hash(Tombstones tombstones, Column key) {
    return sha2(concat(lit(tombstones.salt()), key), 256);
  }

  /** {@value #REASON} and the user's hash for a row of a forgotten user, else null. */
  static Column reason(Tombstones tombstones, Values.Cell user) {
    Column hash = hash(tombstones, user);
    return when(isAmong(tombstones, hash), concat(lit(REASON), hash));
  }

  /** Whether a hash is that of a forgotten user; false for null. */
  static Column isAmong(Tombstones tombstones, Column hash) {
    return coalesce(hash.isin(tombstones.hashes().toArray()), lit(false));
  }

  /** The rows of everybody else; the same table where nobody is to be forgotten. */
  static Dataset<Row> without(Tombstones tombstones, Dataset<Row> rows, String userColumn) {
    if (tombstones.isEmpty()) {
      return rows;
    }
    Values values = Values.of(rows, List.of(userColumn));
    return values.rows().where(not(isAmong(tombstones, hash(tombstones, values.of(userColumn)))));
  }
}
