package io.shrinkage.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.shrinkage.config.ConfigException;
import io.shrinkage.config.MoviesConfig;
import io.shrinkage.config.TableConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.From;
import io.shrinkage.features.MovieCatalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The movies table, from a file or from a query over named tables, checked and looked up by key.
 *
 * <p>Cluster: {@link #catalog} is one job that brings keys, titles and feature values to the
 * driver; movies are thousands to millions, not the ratings' billions.
 */
public final class MoviesTable implements AutoCloseable {
  private static final String NAME = "movies";
  private static final String KEY = "input." + NAME;

  /** Where a checked row has its features' statuses, and where their values begin. */
  private static final int STATUSES = 4;

  private static final int VALUES = 5;

  private final MoviesConfig config;
  private final Dataset<Row> rows;

  private MoviesTable(MoviesConfig config, Dataset<Row> rows) {
    this.config = config;
    this.rows = rows;
  }

  /**
   * Opens the table that a configuration names.
   *
   * @throws DataException if a table is absent or unreadable, or lacks the key column
   * @throws ConfigException if the query is not valid SQL over the named tables
   */
  public static MoviesTable open(SparkSession session, MoviesConfig config) {
    TableReader reader = new TableReader(session);
    Dataset<Row> rows;
    if (config.query().isEmpty()) {
      rows = reader.read(KEY, config.format(), config.path(), config.options());
    } else {
      for (Map.Entry<String, TableConfig> table : config.tables().entrySet()) {
        TableConfig source = table.getValue();
        Dataset<Row> view =
            reader.read(
                KEY + ".tables." + table.getKey(),
                source.format(),
                source.path(),
                source.options());
        KeyedTable.wellFormed(view).createOrReplaceTempView(table.getKey());
      }
      rows = query(session, config.query());
    }
    return new MoviesTable(
        config, KeyedTable.of(rows, NAME, "item", config.columns().item()).persist());
  }

  private static Dataset<Row> query(SparkSession session, String query) {
    try {
      return session.sql(query);
    } catch (Exception e) {
      // Scala does not declare what it throws.
      if (e instanceof AnalysisException) {
        throw ConfigException.of(
            KEY + ".query", "", "not a valid query: " + ReadFailures.reason(e));
      }
      throw e;
    }
  }

  /** Those of some features that are not looked up here: other tables hold their columns. */
  public List<FeatureSpec> lacking(List<FeatureSpec> features) {
    return features.stream().filter(feature -> !has(feature)).toList();
  }

  /** Whether a feature may be looked up here, and its column is here. */
  boolean has(FeatureSpec feature) {
    return FeatureLookup.isIn(feature, From.MOVIES, schema());
  }

  /** The columns that features may name. */
  StructType schema() {
    return rows.schema();
  }

  /**
   * Reads the movies with the values of some features.
   *
   * @throws DataException if two rows have one key, or a file is damaged
   */
  public MovieCatalog catalog(List<FeatureSpec> features) {
    MovieCatalog catalog = new MovieCatalog(features);
    for (Row row : KeyedTable.collect(checked(features), NAME)) {
      add(catalog, row);
    }
    return catalog;
  }

  /** Keys, title, the reason to reject the movie's ratings, and one value a feature. */
  private Dataset<Row> checked(List<FeatureSpec> features) {
    Optional<String> titleColumn =
        config.columns().title().filter(name -> Arrays.asList(rows.columns()).contains(name));
    List<String> names = new ArrayList<>(List.of(config.columns().item()));
    titleColumn.ifPresent(names::add);
    features.forEach(feature -> names.add(feature.column()));
    Values values = Values.of(rows, names);
    Values.Cell key = values.of(config.columns().item());
    Column title =
        titleColumn
            .map(name -> values.of(name).text())
            .orElse(lit(null).cast(DataTypes.StringType));
    Column rejection = lit(null).cast(DataTypes.StringType);
    List<Column> statuses = new ArrayList<>();
    for (FeatureSpec feature : features) {
      Column status = FeatureColumns.status(feature, values.of(feature.column()));
      rejection = coalesce(rejection, FeatureColumns.rejection(feature, status));
      statuses.add(status);
    }

    List<Column> columns = new ArrayList<>();
    columns.add(key.wholeNumber().as(MovieSide.NUMBER));
    columns.add(key.otherText().as(MovieSide.TEXT));
    columns.add(title.as(MovieSide.TITLE));
    columns.add(rejection.as(MovieSide.REASON));
    columns.add(array(statuses.toArray(Column[]::new)).as(MovieSide.STATUSES));
    for (int i = 0; i < features.size(); i++) {
      Values.Cell cell = values.of(features.get(i).column());
      columns.add(FeatureColumns.value(features.get(i), cell).as("mf" + i));
    }
    return values
        .rows()
        .select(columns.toArray(Column[]::new))
        .where(col(MovieSide.NUMBER).isNotNull().or(col(MovieSide.TEXT).isNotNull()));
  }

  private static void add(MovieCatalog catalog, Row row) {
    int code =
        row.isNullAt(0) ? catalog.keys().add(row.getString(1)) : catalog.keys().add(row.getLong(0));
    if (code < catalog.size()) {
      throw KeyedTable.twoRows(
          NAME,
          catalog.keys().text(code),
          "a movie must have one row, so remove one or let input.movies.query choose");
    }
    List<Object> values = new ArrayList<>();
    for (int i = VALUES; i < row.size(); i++) {
      values.add(row.get(i));
    }
    catalog.add(row.getString(2), values, row.getString(3), row.getList(STATUSES));
  }

  /** The movies as rows for a join with the ratings. */
  Dataset<Row> joinRows(List<FeatureSpec> features) {
    return checked(features).drop(MovieSide.TITLE, MovieSide.STATUSES);
  }

  @Override
  public void close() {
    rows.unpersist();
  }
}
