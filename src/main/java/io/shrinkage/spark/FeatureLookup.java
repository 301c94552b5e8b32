package io.shrinkage.spark;

import io.shrinkage.config.ConfigException;
import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.From;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/**
 * Which table each feature's column is in: movies, then ratings; in both, it must be said which.
 *
 * <p>Features keep their configured order; {@link #ofMovies} and {@link #ofRatings} hold their
 * indices.
 */
final class FeatureLookup {
  /** What a message shows of names: a damaged header may be a file's whole text. */
  private static final int NAMES = 40;

  private static final int NAME = 60;

  private final List<FeatureSpec> specs;
  private final List<Integer> ofMovies = new ArrayList<>();
  private final List<Integer> ofRatings = new ArrayList<>();

  /**
   * Looks every feature up.
   *
   * @throws DataException if a column is in no table
   * @throws ConfigException if it is in both and the feature does not say which
   */
  FeatureLookup(List<FeatureSpec> specs, Optional<StructType> movies, StructType ratings) {
    this.specs = specs;
    for (int i = 0; i < specs.size(); i++) {
      FeatureSpec spec = specs.get(i);
      boolean inMovies =
          spec.from() != From.RATINGS && movies.isPresent() && has(movies.get(), spec);
      boolean inRatings = spec.from() != From.MOVIES && has(ratings, spec);
      if (inMovies && inRatings) {
        throw ConfigException.of(
            "features[" + spec.name() + "].column",
            spec.column(),
            "the movies and the ratings both have this column; set from = movies or from = ratings");
      }
      if (!inMovies && !inRatings) {
        throw new DataException(missing(spec, movies, ratings));
      }
      (inMovies ? ofMovies : ofRatings).add(i);
    }
  }

  private static boolean has(StructType schema, FeatureSpec spec) {
    return Arrays.asList(schema.fieldNames()).contains(spec.column());
  }

  private static String missing(FeatureSpec spec, Optional<StructType> movies, StructType ratings) {
    return "feature '"
        + spec.name()
        + "': no table has the column '"
        + spec.column()
        + "'; "
        + movies.map(schema -> "movies has " + columns(schema) + "; ").orElse("")
        + "ratings has "
        + columns(ratings);
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

  List<Integer> ofMovies() {
    return ofMovies;
  }

  List<Integer> ofRatings() {
    return ofRatings;
  }

  List<FeatureSpec> specs(List<Integer> indices) {
    return indices.stream().map(specs::get).toList();
  }
}
