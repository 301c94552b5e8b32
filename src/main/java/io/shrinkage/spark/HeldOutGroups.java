package io.shrinkage.spark;

import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.KeyedFeatures;
import io.shrinkage.features.KeyedRows;
import io.shrinkage.features.MovieCatalog;
import io.shrinkage.features.SliceNames;
import io.shrinkage.model.LinearModel;
import io.shrinkage.model.RowPredictor;
import io.shrinkage.selection.PairedSlices;
import io.shrinkage.statistics.CompressedRatings;
import io.shrinkage.statistics.KeyDictionary;
import io.shrinkage.statistics.SlotSet;
import java.util.ArrayList;
import java.util.List;

/**
 * The test ratings of kept days by movie, values of the features that depend on the row, and group
 * of users, and how many training ratings each movie has: all in the driver's memory.
 */
final class HeldOutGroups implements HeldOut {
  private final CompressedRatings groups;
  private final KeyedRows keys;
  private final KeyDictionary items;
  private final long[] trained; // by the code of an item
  private final RatingsSource tables;
  private double weight;
  private double ratings;

  private HeldOutGroups(Intake intake, RatingsSource tables) {
    this.groups = intake.groups();
    this.keys = intake.groupKeys();
    this.items = intake.items();
    this.trained = new long[items.size()];
    this.tables = tables;
  }

  /**
   * Those of a scan of days, before its records are taken.
   *
   * @param training the slots of the training ratings
   */
  static HeldOutGroups of(RatingsSource tables, RatingsScan scan, SlotSet training) {
    HeldOutGroups heldOut = new HeldOutGroups(scan.intake(), tables);
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

  @Override
  public List<FeatureSpec> lacking(List<FeatureSpec> features) {
    return notOfMovies(features).stream()
        .filter(feature -> KeyedFeatures.find(rowFeatures(), feature) < 0)
        .toList();
  }

  /** The values of some features by key. */
  private KeyedFeatures features(List<FeatureSpec> features) {
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

  @Override
  public PairedSlices compare(LinearModel former, LinearModel other, SliceNames names) {
    PairedSlices found = new PairedSlices(CheckedRatings.GROUPS);
    double mean = ratings / weight;
    Side a = new Side(former);
    Side b = new Side(other);
    KeyedFeatures sliced = features(names.features());
    CompressedRatings.Sorted sorted = groups.sorted();
    for (int rank = 0; rank < sorted.items(); rank++) {
      int key = sorted.code(rank);
      int item = items.codeOf(keys.items(), keys.item(key));
      PairedSlices.Ratings taken =
          found.at(names.of(sliced.row(key), trained[item]), mean, a.predict(key), b.predict(key));
      sorted.forEach(rank, (same, group, y, n, s) -> taken.add(group, y, n, s));
    }
    return found;
  }

  /** A model's predictions for the test ratings, from its own features. */
  private final class Side {
    private final KeyedFeatures features;
    private final RowPredictor predictor;

    Side(LinearModel model) {
      this.features = features(model.space().specs());
      this.predictor = RowPredictor.of(model);
    }

    double predict(int key) {
      return predictor.predict(features.row(key));
    }
  }
}
