package io.shrinkage.spark;

import io.shrinkage.config.ConfigException;
import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.From;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/**
 * Which table each feature's column is in: movies, users or ratings; in more than one, it must be
 * said which.
 *
 * <p>A user's values are joined with the ratings, so that a feature depends on the movie or on the
 * row. Features keep their configured order; {@link #ofMovies} and {@link #ofRows} hold their
 * indices.
 */
final class FeatureLookup {
  /** What a message shows of names: a damaged header may be a file's whole text. */
  private static final int NAMES = 40;

  private static final int NAME = 60;

  private final List<Integer> ofMovies = new ArrayList<>();
  private final List<Integer> ofRows = new ArrayList<>();
  private final List<FeatureSpec> movieFeatures = new ArrayList<>();
  private final List<FeatureSpec> rowFeatures = new ArrayList<>();

  /**
   * Looks every feature up.
   *
   * @throws DataException if a column is in no table
   * @throws ConfigException if it is in several and the feature does not say in which
   */
  FeatureLookup(
      List<FeatureSpec> specs,
      Optional<StructType> movies,
      Optional<StructType> users,
      StructType ratings) {
    Map<From, StructType> tables = new EnumMap<>(From.class);
    movies.ifPresent(schema -> tables.put(From.MOVIES, schema));
    users.ifPresent(schema -> tables.put(From.USERS, schema));
    tables.put(From.RATINGS, ratings);
    for (int i = 0; i < specs.size(); i++) {
      FeatureSpec spec = specs.get(i);
      From table = table(spec, tables);
      if (table == From.MOVIES) {
        ofMovies.add(i);
        movieFeatures.add(spec);
      } else {
        ofRows.add(i);
        rowFeatures.add(spec.withFrom(table));
      }
    }
  }

  private static From table(FeatureSpec spec, Map<From, StructType> tables) {
    List<From> found =
        tables.keySet().stream().filter(table -> isIn(spec, table, tables.get(table))).toList();
    if (found.size() > 1) {
      throw ConfigException.of(
          "features[" + spec.name() + "].column",
          spec.column(),
          "the "
              + found.stream().map(From::text).collect(Collectors.joining(" and the "))
              + " have this column; set "
              + found.stream()
                  .map(table -> "from = " + table.text())
                  .collect(Collectors.joining(" or ")));
    }
    if (found.isEmpty()) {
      throw new DataException(missing(spec, tables));
    }
    return found.get(0);
  }

  /** Whether a feature may come from a table, and has its column there. */
  static boolean isIn(FeatureSpec spec, From table, StructType schema) {
    return (spec.from() == From.ANY || spec.from() == table)
        && Arrays.asList(schema.fieldNames()).contains(spec.column());
  }

  private static String missing(FeatureSpec spec, Map<From, StructType> tables) {
    return "feature '"
        + spec.name()
        + "': no table has the column '"
        + spec.column()
        + (spec.from() == From.ANY ? "'; " : "', from = " + spec.from().text() + "; ")
        + tables.entrySet().stream()
            .map(table -> table.getKey().text() + " has " + columns(table.getValue()))
            .collect(Collectors.joining("; "));
  }

  /** The columns that a table offers, for messages. */
  static String columns(StructType schema) {
    List<String> names =
        Arrays.stream(schema.fieldNames())
            .filter(name -> !name.equals(TableReader.MALFORMED))
            .toList();
    return names.stream()
        .limit(NAMES)
        .map(ReadFailures::printable)
        .map(name -> name.length() > NAME ? name.substring(0, NAME) + "…" : name)
        .collect(
            Collectors.joining(
                ", ", "[", names.size() > NAMES ? ", … " + names.size() + " in all]" : "]"));
  }

  /** Of the features that depend on the movie alone. */
  List<Integer> ofMovies() {
    return ofMovies;
  }

  /** Of the features that depend on the row, and so on the user, too. */
  List<Integer> ofRows() {
    return ofRows;
  }

  /** The features that depend on the movie alone. */
  List<FeatureSpec> movieFeatures() {
    return movieFeatures;
  }

  /** The features that depend on the row, each with the table that has it. */
  List<FeatureSpec> rowFeatures() {
    return rowFeatures;
  }
}
