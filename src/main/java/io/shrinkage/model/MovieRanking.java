package io.shrinkage.model;

import io.shrinkage.features.DataException;
import io.shrinkage.features.MovieCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All movies of a table by their prediction, best first; equal ones in the order of their keys.
 * Immutable.
 *
 * <p>Features of movies alone give every user the same ranking. Cost: one prediction a movie, 16
 * bytes each; contributions are computed when asked for.
 */
public final class MovieRanking {
  private final RowPredictor predictor;
  private final MovieCatalog catalog;
  private final int[] movies;
  private final double[] predictions;
  private final int refused;
  private final String refusal;

  private MovieRanking(
      RowPredictor predictor,
      MovieCatalog catalog,
      int[] movies,
      double[] predictions,
      int refused,
      String refusal) {
    this.predictor = predictor;
    this.catalog = catalog;
    this.movies = movies;
    this.predictions = predictions;
    this.refused = refused;
    this.refusal = refusal;
  }

  /**
   * Ranks the movies of a table, except those that the model refuses.
   *
   * @param catalog the movies with the values of the model's features, in their order
   */
  public static MovieRanking of(RowPredictor predictor, MovieCatalog catalog) {
    double[] predicted = new double[catalog.size()];
    List<Integer> ranked = new ArrayList<>();
    String refusal = null;
    for (int movie : catalog.keys().order()) {
      try {
        if (catalog.rejection(movie).isPresent()) {
          throw new DataException(catalog.rejection(movie).get());
        }
        predicted[movie] = predictor.predict(catalog.row(movie));
        ranked.add(movie);
      } catch (DataException e) {
        refusal = refusal == null ? e.getMessage() : refusal;
      }
    }
    // The sort is stable, so ties stay in the order of the keys.
    ranked.sort(Comparator.comparingDouble((Integer movie) -> -predicted[movie]));
    int[] movies = ranked.stream().mapToInt(Integer::intValue).toArray();
    double[] predictions = ranked.stream().mapToDouble(movie -> predicted[movie]).toArray();
    return new MovieRanking(
        predictor, catalog, movies, predictions, catalog.size() - movies.length, refusal);
  }

  /** How many movies are ranked. */
  public int size() {
    return movies.length;
  }

  /** How many of them are predicted at no less than a threshold: the first so many. */
  public int atLeast(double threshold) {
    int low = 0;
    int high = movies.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (predictions[middle] >= threshold) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many movies the model refuses, for a missing value or an unseen level. */
  public int refused() {
    return refused;
  }

  /** Why the first of them is refused. */
  public Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** The code, in the table's keys, of the movie at a place, counted from 0. */
  public int movie(int place) {
    return movies[place];
  }

  /** The title of the movie at a place, if it has one. */
  public Optional<String> title(int place) {
    return catalog.title(movies[place]);
  }

  /** The prediction for the movie at a place. */
  public double prediction(int place) {
    return predictions[place];
  }

  /** What each feature adds to the model's base for the movie at a place. */
  public double[] contributions(int place) {
    return predictor.contributions(catalog.row(movies[place]));
  }
}
