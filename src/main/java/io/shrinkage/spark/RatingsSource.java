package io.shrinkage.spark;

import io.shrinkage.config.ConfigException;
import io.shrinkage.config.RatingsConfig;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.From;
import io.shrinkage.features.MovieCatalog;
import io.shrinkage.model.Tombstones;
import io.shrinkage.spark.TableReader.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The tables that a configuration names, opened, and found to have the columns that it names.
 *
 * <p>Cluster: no scan of the ratings, unless they are JSON and the names of all records are asked
 * for; the movies are read in full, and so are the users. {@link #close} releases what is cached of
 * both. The users who are to be forgotten come from the output directory: whoever reads the ratings
 * passes over their rows.
 */
public final class RatingsSource implements AutoCloseable {
  static final String KEY = "input.ratings";

  private final SparkSession session;
  private final ShrinkageConfig config;
  private final Dataset<Row> rows;
  private final Optional<MoviesTable> movies;
  private final Optional<UsersTable> users;
  private final FeatureLookup lookup;
  private final MovieCatalog catalog;
  private final Tombstones tombstones;
  private final int passes;

  private RatingsSource(
      SparkSession session,
      ShrinkageConfig config,
      Dataset<Row> rows,
      Optional<MoviesTable> movies,
      Optional<UsersTable> users,
      FeatureLookup lookup,
      MovieCatalog catalog,
      Tombstones tombstones,
      int passes) {
    this.session = session;
    this.config = config;
    this.rows = rows;
    this.movies = movies;
    this.users = users;
    this.lookup = lookup;
    this.catalog = catalog;
    this.tombstones = tombstones;
    this.passes = passes;
  }

  /**
   * Opens the tables.
   *
   * @throws DataException if a table is absent, unreadable or lacks a configured column
   * @throws ConfigException if a column is in two tables, or a query is not valid SQL
   */
  static RatingsSource open(SparkSession session, ShrinkageConfig config) {
    return open(session, config, Names.OF_ALL_RECORDS);
  }

  /**
   * Opens the tables, without a scan of the ratings. Where the first records of a JSON source lack
   * a column, all records are asked before it is called absent.
   *
   * @throws DataException if a table is absent, unreadable or lacks a configured column
   * @throws ConfigException if a column is in two tables, or a query is not valid SQL
   */
  public static RatingsSource preview(SparkSession session, ShrinkageConfig config) {
    if (!config.input().ratings().format().equals("json")) {
      return open(session, config);
    }
    try {
      return open(session, config, Names.OF_FIRST_RECORDS);
    } catch (DataException e) {
      return open(session, config);
    }
  }

  private static RatingsSource open(SparkSession session, ShrinkageConfig config, Names names) {
    RatingsConfig ratings = config.input().ratings();
    Tombstones tombstones =
        ratings.columns().user().isPresent()
            ? Forgotten.in(session.sparkContext().hadoopConfiguration(), config.output().dir())
            : Tombstones.none();
    Dataset<Row> rows =
        new TableReader(session, names)
            .read(KEY, ratings.format(), ratings.path(), ratings.options());
    requireColumns(config, rows);
    Optional<MoviesTable> movies = movies(session, config);
    Optional<UsersTable> users = users(session, config);
    FeatureLookup lookup =
        new FeatureLookup(
            config.features(),
            movies.map(MoviesTable::schema),
            users.map(UsersTable::schema),
            rows.schema());
    MovieCatalog catalog =
        movies
            .map(table -> table.catalog(lookup.movieFeatures()))
            .orElseGet(() -> new MovieCatalog(List.of()));
    boolean scanned = ratings.format().equals("json") && names == Names.OF_ALL_RECORDS;
    return new RatingsSource(
        session, config, rows, movies, users, lookup, catalog, tombstones, scanned ? 1 : 0);
  }

  /**
   * What is read of the ratings' rows beside keys and ratings.
   *
   * @param features that depend on the row, {@link From#USERS} where the users have the column
   * @param users a fingerprint of the users' values; empty if no feature is of the users
   */
  public record RowFeatures(List<FeatureSpec> features, String users) {}

  /**
   * Those of the configured features that the movies do not have; reads the users, if there are
   * any, and no row of another table.
   *
   * @throws DataException if movies or users are absent or lack their key
   */
  public static RowFeatures rowFeatures(SparkSession session, ShrinkageConfig config) {
    List<FeatureSpec> ofRows =
        movies(session, config)
            .map(
                table -> {
                  try (table) {
                    return table.lacking(config.features());
                  }
                })
            .orElse(config.features());
    return users(session, config)
        .map(
            table -> {
              try (table) {
                return rowFeatures(ofRows, table);
              }
            })
        .orElse(new RowFeatures(ofRows, ""));
  }

  private static RowFeatures rowFeatures(List<FeatureSpec> ofRows, UsersTable users) {
    List<FeatureSpec> ofUsers = ofRows.stream().filter(users::has).toList();
    return new RowFeatures(
        ofRows.stream().map(spec -> users.has(spec) ? spec.withFrom(From.USERS) : spec).toList(),
        ofUsers.isEmpty() ? "" : users.fingerprint(ofUsers));
  }

  private static Optional<MoviesTable> movies(SparkSession session, ShrinkageConfig config) {
    return config.input().movies().present()
            && config.input().ratings().columns().item().isPresent()
        ? Optional.of(MoviesTable.open(session, config.input().movies()))
        : Optional.empty();
  }

  private static Optional<UsersTable> users(SparkSession session, ShrinkageConfig config) {
    return config.input().users().present()
        ? Optional.of(UsersTable.open(session, config.input().users()))
        : Optional.empty();
  }

  private static void requireColumns(ShrinkageConfig config, Dataset<Row> rows) {
    RatingsConfig.RatingsColumns names = config.input().ratings().columns();
    Map<String, Optional<String>> required = new LinkedHashMap<>();
    required.put("user", names.user());
    required.put("item", names.item());
    required.put("rating", Optional.of(names.rating()));
    required.put("time", config.timeColumn());
    required.put("weight", names.weight());
    List<String> present = Arrays.asList(rows.columns());
    List<String> absent = new ArrayList<>();
    required.forEach(
        (role, name) ->
            name.filter(column -> !present.contains(column))
                .ifPresent(column -> absent.add(role + " = '" + column + "'")));
    config
        .split()
        .column()
        .filter(column -> !present.contains(column))
        .ifPresent(column -> absent.add("split.column = '" + column + "'"));
    config
        .foldColumn()
        .filter(column -> !present.contains(column))
        .ifPresent(column -> absent.add("select.fold-column = '" + column + "'"));
    if (!absent.isEmpty()) {
      throw new DataException(
          KEY
              + ".columns: the ratings have no column for "
              + String.join(", ", absent)
              + "; they have "
              + FeatureLookup.columns(rows.schema())
              + "; name the right ones (\"\" for an optional one that there is not)");
    }
  }

  /**
   * The folds that a column of the ratings names; one scan of it.
   *
   * @throws DataException if they are too few or too many
   */
  FoldColumn folds(String column) {
    String where = config.input().ratings().where();
    try {
      Dataset<Row> chosen = where.isBlank() ? rows : rows.where(where);
      return FoldColumn.of(
          config
              .input()
              .ratings()
              .columns()
              .user()
              .map(user -> Forgotten.without(tombstones, chosen, user))
              .orElse(chosen),
          column);
    } catch (Exception e) {
      // Scala does not declare what it throws.
      throwRefusal(e);
      throw e;
    }
  }

  /** The same tables, with some of the ratings in place of all. */
  RatingsSource withRows(Dataset<Row> some) {
    return new RatingsSource(
        session, config, some, movies, users, lookup, catalog, tombstones, passes);
  }

  /** Some of the ratings with the columns that features take from the users. */
  Dataset<Row> withUsers(Dataset<Row> ratings) {
    return ofUsers().isEmpty()
        ? ratings
        : users
            .orElseThrow()
            .join(ratings, config.input().ratings().columns().user().orElseThrow(), ofUsers());
  }

  /**
   * A fingerprint of the values that features take from the users, of those users who have rows in
   * an intake; 0 if no feature is of the users.
   */
  long userValues(Intake intake) {
    return ofUsers().isEmpty() ? 0 : users.orElseThrow().fingerprint(ofUsers(), intake);
  }

  private List<FeatureSpec> ofUsers() {
    return lookup.rowFeatures().stream().filter(spec -> spec.from() == From.USERS).toList();
  }

  /** Throws what is wrong with the condition or the source, where that is what went wrong. */
  void throwRefusal(Exception e) {
    RatingsConfig ratings = config.input().ratings();
    if (e instanceof AnalysisException && !ratings.where().isBlank()) {
      throw ConfigException.of(
          KEY + ".where", ratings.where(), "not a valid condition: " + ReadFailures.reason(e));
    }
    if (ReadFailures.isRead(e)) {
      throw new DataException(
          KEY + ": cannot read " + ratings.path() + ": " + ReadFailures.reason(e), e);
    }
  }

  SparkSession session() {
    return session;
  }

  ShrinkageConfig config() {
    return config;
  }

  /** The users whose rows are passed over. */
  Tombstones tombstones() {
    return tombstones;
  }

  /** The ratings as {@link TableReader} opens them, forgotten users' among them. */
  Dataset<Row> rows() {
    return rows;
  }

  Optional<MoviesTable> movies() {
    return movies;
  }

  /** Which table each feature is in. */
  FeatureLookup lookup() {
    return lookup;
  }

  /** The movies and their feature values. */
  MovieCatalog catalog() {
    return catalog;
  }

  /** Scans of the ratings that opening them took. */
  int passes() {
    return passes;
  }

  @Override
  public void close() {
    movies.ifPresent(MoviesTable::close);
    users.ifPresent(UsersTable::close);
  }
}
