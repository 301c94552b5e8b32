package io.shrinkage.spark;

import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.KeyedFeatures;
import io.shrinkage.features.KeyedRows;
import io.shrinkage.features.MovieCatalog;
import io.shrinkage.statistics.CompressedRatings;
import io.shrinkage.statistics.KeyDictionary;
import io.shrinkage.statistics.SlotSet;
import java.util.ArrayList;
import java.util.List;

/**
 * The test ratings by movie, values of the features that depend on the row, and group of users, and
 * how many training ratings each movie has: all that comparing two models takes, in the driver's
 * memory.
 */
public final class HeldOut {
  private final CompressedRatings groups;
  private final KeyedRows keys;
  private final KeyDictionary items;
  private final long[] trained; // by the code of an item
  private final RatingsSource tables;
  private double weight;
  private double ratings;

  private HeldOut(Intake intake, RatingsSource tables) {
    this.groups = intake.groups();
    this.keys = intake.groupKeys();
    this.items = intake.items();
    this.trained = new long[items.size()];
    this.tables = tables;
  }

  /** Those of a scan of days, before its records are taken. */
  public static HeldOut of(RatingsSource tables, RatingsScan scan, SlotSet training) {
    HeldOut heldOut = new HeldOut(scan.intake(), tables);
    KeyedRows rows = scan.intake().keys();
    CompressedRatings.Sorted sorted = scan.intake().sorted();
    for (int rank = 0; rank < sorted.items(); rank++) {
      int item = rows.item(sorted.code(rank));
      sorted.forEach(
          rank,
          (same, slot, y, n, s) -> {
            if (training.contains(slot)) {
              heldOut.trained[item] += n;
              heldOut.weight += s;
              heldOut.ratings += s * y;
            }
          });
    }
    return heldOut;
  }

  /** How many groups of users there may be. */
  public int groups() {
    return CheckedRatings.GROUPS;
  }

  /** The mean training rating. */
  public double trainingMean() {
    return ratings / weight;
  }

  /** Those of some features whose values are known neither of the movies nor of the rows. */
  public List<FeatureSpec> lacking(List<FeatureSpec> features) {
    return notOfMovies(features).stream()
        .filter(feature -> KeyedFeatures.find(rowFeatures(), feature) < 0)
        .toList();
  }

  /**
   * The values of some features by the key of {@link Movies}: a model's own.
   *
   * @param features none of them {@link #lacking}
   */
  public KeyedFeatures features(List<FeatureSpec> features) {
    List<FeatureSpec> ofMovies = new ArrayList<>(features);
    ofMovies.removeAll(notOfMovies(features));
    MovieCatalog catalog =
        tables
            .movies()
            .map(table -> table.catalog(ofMovies))
            .orElseGet(() -> new MovieCatalog(List.of()));
    return new KeyedFeatures(keys, rowFeatures(), catalog, features);
  }

  private List<FeatureSpec> notOfMovies(List<FeatureSpec> features) {
    return tables.movies().map(table -> table.lacking(features)).orElse(features);
  }

  private List<FeatureSpec> rowFeatures() {
    return tables.lookup().rowFeatures();
  }

  /** Takes the test ratings of a movie that share their features, one after the other. */
  public interface Movie {
    /** Equal ratings of one group of users. */
    void ratings(int group, double rating, long count, double weight);
  }

  /** Makes what takes a movie's ratings. */
  public interface Movies {
    /**
     * A movie with values of the features that depend on the row.
     *
     * @param key by which {@link HeldOut#features} has its values
     * @param trained how many training ratings the movie has
     */
    Movie movie(int key, long trained);
  }

  /** Visits all test ratings, in the order of their keys. */
  public void forEach(Movies movies) {
    CompressedRatings.Sorted sorted = groups.sorted();
    for (int rank = 0; rank < sorted.items(); rank++) {
      int key = sorted.code(rank);
      int item = items.codeOf(keys.items(), keys.item(key));
      Movie movie = movies.movie(key, trained[item]);
      sorted.forEach(rank, (same, group, y, n, s) -> movie.ratings(group, y, n, s));
    }
  }
}
