package io.shrinkage.features;

import io.shrinkage.statistics.KeyDictionary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The movies that can be looked up: keys, titles and raw feature values, one row each.
 *
 * <p>A movie's row is the code of its key. A movie that is not in the table has no values.
 */
public final class MovieCatalog {
  private final List<FeatureSpec> specs;
  private final KeyDictionary keys = new KeyDictionary();
  private final List<String> titles = new ArrayList<>();
  private final List<String> rejections = new ArrayList<>();
  private final List<RawColumnBuilder> building = new ArrayList<>();
  private final long[][] missing;
  private List<RawColumn> columns;

  /** Starts an empty table of these features. */
  public MovieCatalog(List<FeatureSpec> specs) {
    this.specs = List.copyOf(specs);
    this.missing = new long[specs.size()][3];
    specs.forEach(spec -> building.add(new RawColumnBuilder(spec.kind())));
  }

  /** The features that are looked up here. */
  public List<FeatureSpec> specs() {
    return specs;
  }

  /** The movies' keys; a code is a row. */
  public KeyDictionary keys() {
    return keys;
  }

  /**
   * Adds the movie whose key was added last.
   *
   * @param title null if it has none
   * @param values one a feature, null where missing
   * @param rejection why this movie's ratings are rejected; null if they are not
   * @param statuses one a feature: 0 good, 1 missing, 2 unreadable, 3 out of range
   */
  public void add(String title, List<?> values, String rejection, List<Integer> statuses) {
    titles.add(title);
    rejections.add(rejection);
    for (int feature = 0; feature < building.size(); feature++) {
      building.get(feature).add(values.get(feature));
      if (statuses.get(feature) > 0) {
        missing[feature][statuses.get(feature) - 1]++;
      }
    }
    columns = null;
  }

  /** The number of movies. */
  public int size() {
    return titles.size();
  }

  /** A movie's title, if the table has titles and this movie one. */
  public Optional<String> title(int movie) {
    return Optional.ofNullable(titles.get(movie));
  }

  /** How many values of a feature are missing, unreadable and out of range. */
  public long[] featureValues(int feature) {
    return missing[feature].clone();
  }

  /** Why a movie's ratings are rejected, if they are. */
  public Optional<String> rejection(int movie) {
    return Optional.ofNullable(rejections.get(movie));
  }

  /** The row of an item whose key stands in another dictionary; -1 if it is unknown. */
  public int find(KeyDictionary others, int code) {
    return keys.codeOf(others, code);
  }

  /** The raw values of the i-th feature, row by row. */
  public RawColumn column(int feature) {
    List<RawColumn> built = columns; // read once: threads may race to build equal columns
    if (built == null) {
      built = building.stream().map(RawColumnBuilder::build).toList();
      columns = built;
    }
    return built.get(feature);
  }

  /**
   * A movie's values, by the position of the feature.
   *
   * @param movie its row; -1 for one that is unknown and has no values
   */
  public RawRow row(int movie) {
    return new RawRow() {
      @Override
      public String text(int feature) {
        return lacks(feature, movie) || !(column(feature) instanceof CategoricalColumn texts)
            ? ""
            : texts.text(texts.code(movie));
      }

      @Override
      public double number(int feature) {
        return lacks(feature, movie) || !(column(feature) instanceof NumericColumn numbers)
            ? Double.NaN
            : numbers.value(movie);
      }
    };
  }

  private boolean lacks(int feature, int movie) {
    return movie < 0 || column(feature).isMissing(movie);
  }

  /** Copies a movie's values to a row of a block whose columns are those of the same features. */
  public void copyTo(RecordBlockBuilder block, int movie) {
    for (int feature = 0; feature < specs.size(); feature++) {
      copyTo(block.column(feature), feature, movie);
    }
  }

  /** Adds a movie's value of the i-th feature to a column of the same kind. */
  void copyTo(RawColumnBuilder column, int feature, int movie) {
    if (movie < 0) {
      column.addMissing();
    } else {
      column.add(column(feature), movie);
    }
  }
}
