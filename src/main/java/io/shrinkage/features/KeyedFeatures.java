package io.shrinkage.features;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The raw values of features by the key of a compressed table: the movie's from the catalog, the
 * row's from the key itself.
 */
public final class KeyedFeatures {
  private static final int NONE = -1;

  private final KeyedRows keys;
  private final MovieCatalog catalog;
  private final int[] ofMovie; // where the catalog has a feature; NONE: the key has it
  private final int[] ofRow;

  /**
   * Finds where each feature is.
   *
   * @param rowFeatures those whose values are in the keys, in their order there
   * @param features the features whose values are asked for, in their order
   * @throws IllegalArgumentException if one is in neither
   */
  public KeyedFeatures(
      KeyedRows keys,
      List<FeatureSpec> rowFeatures,
      MovieCatalog catalog,
      List<FeatureSpec> features) {
    this.keys = keys;
    this.catalog = catalog;
    this.ofMovie = features.stream().mapToInt(catalog.specs()::indexOf).toArray();
    this.ofRow = features.stream().mapToInt(feature -> find(rowFeatures, feature)).toArray();
    for (int i = 0; i < ofMovie.length; i++) {
      if (ofMovie[i] == NONE && ofRow[i] == NONE) {
        throw new IllegalArgumentException(
            "feature '" + features.get(i).name() + "' is neither the movie's nor in the keys");
      }
    }
  }

  /** Which of the features in the keys has a feature's values; −1 if none has. */
  public static int find(List<FeatureSpec> rowFeatures, FeatureSpec feature) {
    return IntStream.range(0, rowFeatures.size())
        .filter(i -> rowFeatures.get(i).readsAs(feature))
        .findFirst()
        .orElse(NONE);
  }

  /** Copies a key's values to a row of a block whose columns are those of the same features. */
  public void copyTo(RecordBlockBuilder block, int key) {
    int movie = movie(key);
    for (int i = 0; i < ofMovie.length; i++) {
      if (ofMovie[i] == NONE) {
        block.column(i).add(keys.value(key, ofRow[i]));
      } else {
        catalog.copyTo(block.column(i), ofMovie[i], movie);
      }
    }
  }

  private int movie(int key) {
    int item = keys.item(key);
    return item < 0 ? NONE : catalog.find(keys.items(), item);
  }

  /** A key's values, by the position of the feature. */
  public RawRow row(int key) {
    RawRow movie = catalog.row(movie(key));
    return new RawRow() {
      @Override
      public String text(int feature) {
        if (ofMovie[feature] != NONE) {
          return movie.text(ofMovie[feature]);
        }
        return keys.value(key, ofRow[feature]) instanceof String text ? text : "";
      }

      @Override
      public double number(int feature) {
        if (ofMovie[feature] != NONE) {
          return movie.number(ofMovie[feature]);
        }
        return keys.value(key, ofRow[feature]) instanceof Double number ? number : Double.NaN;
      }
    };
  }
}
