package io.shrinkage.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.features.SyntheticRatings.Movie;
import io.shrinkage.features.SyntheticRatings.Rating;
import io.shrinkage.features.SyntheticRatings.Truth;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SyntheticRatingsTest {
  private static SyntheticRatings demo(long seed) {
    return new SyntheticRatings(20_000, 500, 200, seed);
  }

  @Test
  void rowsDependOnSeedAndNumberAlone() {
    SyntheticRatings forwards = demo(42);
    SyntheticRatings backwards = demo(42);
    Rating[] ratings = new Rating[20_000];
    for (int row = 0; row < ratings.length; row++) {
      ratings[row] = forwards.rating(row);
    }

    for (int row = ratings.length - 1; row >= 0; row -= 7) {
      assertThat(backwards.rating(row)).isEqualTo(ratings[row]);
    }

    assertThat(demo(42).movie(17)).isEqualTo(forwards.movie(17));
    assertThat(demo(42).user(17)).isEqualTo(forwards.user(17));
  }

  @Test
  void moreRowsKeepTheEarlierOnes() {
    SyntheticRatings longer = new SyntheticRatings(50_000, 500, 200, 42);

    assertThat(longer.rating(19_999)).isEqualTo(demo(42).rating(19_999));
  }

  @Test
  void anotherSeedGivesOtherRows() {
    assertThat(demo(43).rating(0)).isNotEqualTo(demo(42).rating(0));
    assertThat(demo(43).movie(0)).isNotEqualTo(demo(42).movie(0));
  }

  @Test
  void pairsAreDistinctAsLongAsThereAreAny() {
    SyntheticRatings all = new SyntheticRatings(150, 10, 12, 7);
    Set<List<Long>> pairs = new HashSet<>();
    for (int row = 0; row < 120; row++) {
      Rating rating = all.rating(row);
      pairs.add(List.of(rating.userId(), rating.movieId()));
      assertThat(rating.userId()).isBetween(1L, 12L);
      assertThat(rating.movieId()).isBetween(1L, 10L);
    }

    assertThat(pairs).hasSize(120);
    assertThat(all.rating(120).movieId()).isEqualTo(all.rating(0).movieId());
  }

  @Test
  void permutationsHitEveryNumberOnce() {
    for (int size : new int[] {1, 2, 3, 4, 5, 63, 64, 65, 1000}) {
      RowPermutation permutation = new RowPermutation(size, 5, 1);
      boolean[] hit = new boolean[size];
      for (int value = 0; value < size; value++) {
        hit[(int) permutation.apply(value)] = true;
      }

      assertThat(hit).as("size %d", size).doesNotContain(false);
    }
  }

  @Test
  void permutationOfManyPairsStaysInside() {
    long size = 60_000L * 200_000L;
    RowPermutation permutation = new RowPermutation(size, 5, 1);

    for (long value = size - 1000; value < size; value++) {
      assertThat(permutation.apply(value)).isBetween(0L, size - 1);
    }
  }

  @Test
  void ratingsAreHalfStarsSpreadOverTheDays() {
    SyntheticRatings ratings =
        new SyntheticRatings(5_000, 100, 100, 3, 10, LocalDate.of(2024, 2, 25));
    long start = LocalDate.of(2024, 2, 25).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    int[] perDay = new int[10];
    for (int row = 0; row < 5_000; row++) {
      Rating rating = ratings.rating(row);
      assertThat(rating.rating()).isBetween(0.5, 5.0);
      assertThat(rating.rating() * 2).isEqualTo(Math.rint(rating.rating() * 2));
      perDay[(int) ((rating.timestamp() - start) / 86_400)]++;
    }

    // 500 a day, give or take six standard deviations of √(5000·0.1·0.9) = 21.
    assertThat(Arrays.stream(perDay).boxed()).allSatisfy(n -> assertThat(n).isBetween(370, 630));
  }

  @Test
  void dailyRatingsFollowTheirDays() {
    SyntheticRatings daily = SyntheticRatings.daily(300, 100, 100, 3, 4, LocalDate.of(2024, 2, 27));

    assertThat(daily.rows()).isEqualTo(1200);
    for (int row = 0; row < 1200; row++) {
      assertThat(LocalDate.ofEpochDay(daily.rating(row).timestamp() / 86_400))
          .isEqualTo(LocalDate.of(2024, 2, 27).plusDays(row / 300));
    }
  }

  @Test
  void anotherDayChangesNoEarlierRow() {
    LocalDate start = LocalDate.of(2024, 2, 27);
    SyntheticRatings two = SyntheticRatings.daily(100, 50, 40, 3, 2, start);
    SyntheticRatings three = SyntheticRatings.daily(100, 50, 40, 3, 3, start);

    for (int row = 0; row < 200; row++) {
      assertThat(three.rating(row)).isEqualTo(two.rating(row));
    }
  }

  @Test
  void scoreIsTheSumOfTheTrueWeightsOfItsMoviesFeatures() {
    SyntheticRatings ratings = demo(42);
    Truth truth = ratings.truth();
    Map<String, Double> weights = truth.weights();

    for (int index = 0; index < 500; index++) {
      Movie movie = ratings.movie(index);
      double sum = truth.intercept();
      for (String genre : movie.genres().split("\\|")) {
        sum += weights.get("genre=" + genre);
      }

      sum += weights.getOrDefault("director=" + movie.director(), 0.0);
      sum += weights.getOrDefault("actor=" + movie.actor(), 0.0);
      assertThat(ratings.score(index)).isCloseTo(sum, within(1e-12));
    }
  }

  @Test
  void ratingsScatterAboutTheScoreWithTheStatedNoise() {
    SyntheticRatings ratings = demo(42);
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < 20_000; row++) {
      Rating rating = ratings.rating(row);
      double error = rating.rating() - ratings.score((int) rating.movieId() - 1);
      sum += error;
      squares += error * error;
    }

    // Rounding to half stars adds 0.5²/12 to 0.8², which gives 0.813; clipping takes some off
    // again.
    assertThat(sum / 20_000).isCloseTo(0, within(0.03));
    assertThat(Math.sqrt(squares / 20_000)).isCloseTo(0.8, within(0.02));
  }

  @Test
  void truthSaysThatYearAndRunningTimeCarryNoWeight() {
    Truth truth = demo(42).truth();

    assertThat(truth.nonZero())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "genre", true, "director", true, "actor", true, "year", false, "runtime", false));
    assertThat(truth.weights()).containsEntry("year", 0.0).containsEntry("runtime", 0.0);
    for (String feature : List.of("genre=", "director=", "actor=")) {
      assertThat(truth.weights())
          .anySatisfy(
              (name, weight) -> {
                assertThat(name).startsWith(feature);
                assertThat(weight).isNotZero();
              });
    }

    assertThat(truth.noise()).isEqualTo(0.8);
  }

  @Test
  void peopleOfWeightHaveManyMovies() {
    for (long seed : new long[] {42, 7, 1}) {
      SyntheticRatings ratings = demo(seed);
      Map<String, Integer> movies = new HashMap<>();
      for (int index = 0; index < 500; index++) {
        movies.merge("director=" + ratings.movie(index).director(), 1, Integer::sum);
        movies.merge("actor=" + ratings.movie(index).actor(), 1, Integer::sum);
      }

      ratings
          .truth()
          .weights()
          .forEach(
              (name, weight) -> {
                if (name.startsWith("director=") || name.startsWith("actor=")) {
                  assertThat(movies.get(name)).as(name).isGreaterThanOrEqualTo(10);
                }
              });
    }
  }

  @Test
  void yearAndRunningTimeShowNoTrendInTheNoise() {
    for (long seed : new long[] {42, 7, 1}) {
      SyntheticRatings ratings = demo(seed);
      assertThat(trend(ratings, true)).as("year, seed %d", seed).isBetween(-2.0, 2.0);
      assertThat(trend(ratings, false)).as("runtime, seed %d", seed).isBetween(-2.0, 2.0);
    }
  }

  /** The correlation of a movie's number with the error of its ratings, in standard errors. */
  private static double trend(SyntheticRatings ratings, boolean year) {
    int n = (int) ratings.rows();
    double[] x = new double[n];
    double[] error = new double[n];
    for (int row = 0; row < n; row++) {
      Rating rating = ratings.rating(row);
      int index = (int) rating.movieId() - 1;
      Movie movie = ratings.movie(index);
      x[row] = year ? movie.year() : movie.runtime();
      error[row] = rating.rating() - ratings.score(index);
    }

    double xMean = Arrays.stream(x).average().orElseThrow();
    double errorMean = Arrays.stream(error).average().orElseThrow();
    double xe = 0;
    double xx = 0;
    double ee = 0;
    for (int row = 0; row < n; row++) {
      xe += (x[row] - xMean) * (error[row] - errorMean);
      xx += (x[row] - xMean) * (x[row] - xMean);
      ee += (error[row] - errorMean) * (error[row] - errorMean);
    }

    return xe / Math.sqrt(xx * ee) * Math.sqrt(n);
  }

  @Test
  void namesTellEveryoneApart() {
    SyntheticRatings many = new SyntheticRatings(1000, 5_000, 50, 9);
    Set<String> directors = new HashSet<>();
    Set<String> titles = new HashSet<>();
    for (int index = 0; index < 5_000; index++) {
      directors.add(many.movie(index).director());
      titles.add(many.movie(index).title());
    }

    assertThat(directors).hasSize(1_000);
    assertThat(titles).hasSize(5_000);
    assertThat(many.movie(0).movieId()).isEqualTo(1);
    assertThat(many.user(0).userId()).isEqualTo(1);
  }

  @Test
  void moviesHavePlausibleNumbers() {
    SyntheticRatings ratings = demo(42);
    for (int index = 0; index < 500; index++) {
      Movie movie = ratings.movie(index);
      assertThat(movie.year()).isBetween(1950, 2024);
      assertThat(movie.runtime()).isBetween(60, 240);
      assertThat(movie.genres()).isNotBlank();
      assertThat(movie.title()).endsWith(" (" + movie.year() + ")");
    }
  }

  @Test
  void sizesFollowTheRowsWhereNoneAreGiven() {
    assertThat(SyntheticRatings.defaultMovies(20_000)).isEqualTo(500);
    assertThat(SyntheticRatings.defaultUsers(20_000)).isEqualTo(200);
    for (long rows : new long[] {0, 1, 5_000, 100_000, 10_000_000, 1_000_000_000}) {
      long pairs =
          (long) SyntheticRatings.defaultMovies(rows) * SyntheticRatings.defaultUsers(rows);
      assertThat(pairs).as("rows %d", rows).isGreaterThanOrEqualTo(rows);
    }
  }

  @Test
  void smallestSizesWork() {
    SyntheticRatings one = new SyntheticRatings(3, 1, 1, 0);

    assertThat(one.rating(2).movieId()).isEqualTo(1);
    assertThat(one.truth().weights()).isNotEmpty();
  }

  @Test
  void sizesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new SyntheticRatings(-1, 1, 1, 0))
        .hasMessage("rows = -1; expected 0 or more");
    assertThatThrownBy(() -> new SyntheticRatings(1, 0, 1, 0))
        .hasMessage("movies = 0; expected 1 or more");
    assertThatThrownBy(() -> demo(1).rating(20_000))
        .hasMessage("rating 20000 of 20000; positions run from 0");
  }

  @Test
  void normalQuantilesAreThoseOfTheTables() {
    assertThat(NormalQuantile.of(0.5)).isZero();
    assertThat(NormalQuantile.of(0.975)).isCloseTo(1.959963984540054, within(1e-14));
    assertThat(NormalQuantile.of(0.001)).isCloseTo(-3.090232306167813, within(1e-14));
    assertThat(NormalQuantile.of(1e-12)).isCloseTo(-7.034483825301131, within(1e-13));
    assertThat(NormalQuantile.of(0.7)).isEqualTo(-NormalQuantile.of(1 - 0.7), within(1e-15));
  }
}
