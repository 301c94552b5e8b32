package io.shrinkage.spark;

import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.MovieCatalog;
import io.shrinkage.statistics.CompressedRatings;
import io.shrinkage.statistics.KeyDictionary;
import io.shrinkage.statistics.SlotSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The test ratings by movie and group of users, and how many training ratings each movie has: all
 * that comparing two models takes, in the driver's memory.
 */
public final class HeldOut {
  private final CompressedRatings groups;
  private final Map<String, Long> trained = new HashMap<>();
  private final RatingsSource tables;
  private double weight;
  private double ratings;

  private HeldOut(CompressedRatings groups, RatingsSource tables) {
    this.groups = groups;
    this.tables = tables;
  }

  /** Those of a scan of days, before its records are taken. */
  public static HeldOut of(RatingsSource tables, RatingsScan scan, SlotSet training) {
    HeldOut heldOut = new HeldOut(scan.intake().groups(), tables);
    KeyDictionary items = scan.intake().items();
    CompressedRatings.Sorted sorted = scan.intake().sorted();
    for (int item = 0; item < sorted.items(); item++) {
      long[] count = {0};
      sorted.forEach(
          item,
          (rank, slot, y, n, s) -> {
            if (training.contains(slot)) {
              count[0] += n;
              heldOut.weight += s;
              heldOut.ratings += s * y;
            }
          });
      heldOut.trained.put(items.text(sorted.code(item)), count[0]);
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

  /** The movies with the values of some features: a model's own. */
  public MovieCatalog catalog(List<FeatureSpec> features) {
    return tables
        .movies()
        .map(table -> table.catalog(features))
        .orElseGet(() -> new MovieCatalog(List.of()));
  }

  /** Takes the test ratings of a movie, one after the other. */
  public interface Movie {
    /** Equal ratings of one group of users. */
    void ratings(int group, double rating, long count, double weight);
  }

  /** Makes what takes a movie's ratings. */
  public interface Movies {
    /**
     * A movie.
     *
     * @param code in {@link #items}
     * @param trained how many training ratings it has
     */
    Movie movie(int code, long trained);
  }

  /** The keys of the movies. */
  public KeyDictionary items() {
    return groups.items();
  }

  /** Visits all test ratings, in the order of their movies' keys. */
  public void forEach(Movies movies) {
    CompressedRatings.Sorted sorted = groups.sorted();
    for (int item = 0; item < sorted.items(); item++) {
      int code = sorted.code(item);
      Movie movie = movies.movie(code, trained.getOrDefault(items().text(code), 0L));
      sorted.forEach(item, (rank, group, y, n, s) -> movie.ratings(group, y, n, s));
    }
  }
}
