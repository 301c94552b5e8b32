package io.shrinkage.spark;

import io.shrinkage.features.MovieCatalog;
import io.shrinkage.model.MovieRanking;
import io.shrinkage.statistics.KeyDictionary;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The first movies of a ranking with what is said of each, as it goes to the executors; a movie's
 * code is its place.
 */
public final class TopMovies implements Serializable {
  private static final long serialVersionUID = 1L;

  private final KeyDictionary keys = new KeyDictionary();
  private final String[] titles;
  private final double[] predictions;
  private final double[][] contributions;
  private boolean textKeys;

  /** The first {@code size} movies of a ranking of a table's movies. */
  public TopMovies(MovieRanking ranking, MovieCatalog catalog, int size) {
    this.titles = new String[size];
    this.predictions = new double[size];
    this.contributions = new double[size][];
    for (int place = 0; place < size; place++) {
      keys.add(catalog.keys(), ranking.movie(place));
      textKeys |= keys.isText(place);
      titles[place] = ranking.title(place).orElse(null);
      predictions[place] = ranking.prediction(place);
      contributions[place] = ranking.contributions(place);
    }
  }

  int size() {
    return titles.length;
  }

  /** Whether a key is no whole number. */
  boolean textKeys() {
    return textKeys;
  }

  /** The place of a movie, null where it is not among them; one of the two parts is null. */
  Integer place(Long number, String text) {
    int place = number != null ? keys.codeOf(number) : text != null ? keys.codeOf(text) : -1;
    return place < 0 ? null : Integer.valueOf(place);
  }

  Object key(int place) {
    return textKeys ? keys.text(place) : (Object) keys.number(place);
  }

  String title(int place) {
    return titles[place];
  }

  double prediction(int place) {
    return predictions[place];
  }

  Row contributions(int place) {
    return RowFactory.create(Arrays.stream(contributions[place]).boxed().toArray());
  }
}
