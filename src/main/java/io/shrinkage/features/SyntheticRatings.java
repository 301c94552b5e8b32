package io.shrinkage.features;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Seeded ratings of invented movies with known true weights, at any size.
 *
 * <p>A rating is b + Σ genre + director + actor + 0.8·ε, ε standard normal, rounded to half stars
 * and clipped to 0.5 … 5. Two genres and a prolific director in 500 movies carry weight, a few
 * actors a little; release year and running time carry none. A λ within one standard error of the
 * lowest error in cross-validation leaves year and running time at exactly 0; the λ of the lowest
 * error itself does not for every seed, since chance alone gives a column of no effect a large
 * gradient now and then.
 *
 * <p>Every row is a pure function of the seed and its number, so any partitioning gives the same
 * rows. (user, movie) pairs are distinct as long as there are pairs left. Cost: some 150 ns a
 * rating and 8 bytes a movie. Immutable.
 */
public final class SyntheticRatings implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The first day of ratings where none is given. */
  public static final LocalDate DEFAULT_START = LocalDate.of(2020, 1, 1);

  /** The number of days of ratings where none is given. */
  public static final int DEFAULT_DAYS = 365;

  private static final long SECONDS_PER_DAY = 86_400;
  private static final double INTERCEPT = 3.1;
  private static final double NOISE = 0.8;
  private static final String[] GENRES = {
    "Drama",
    "Horror",
    "Comedy",
    "Action",
    "Thriller",
    "Romance",
    "Adventure",
    "Crime",
    "Sci-Fi",
    "Animation"
  };
  private static final double[] GENRE_SHARES = {
    0.40, 0.08, 0.30, 0.25, 0.20, 0.15, 0.12, 0.10, 0.08, 0.06
  };
  private static final double[] GENRE_WEIGHTS = {0.7, -0.9};
  private static final int GENRE_OF_LAST_RESORT = 2;
  private static final double[] DIRECTOR_WEIGHTS = {0.9};
  private static final double[] ACTOR_WEIGHTS = {0.6, -0.5, 0.4};
  private static final int EFFECTS_PER_MOVIES = 500;
  private static final double SKEW = 1.5;
  private static final int MOVIES_PER_DIRECTOR = 5;
  private static final int MOVIES_PER_ACTOR = 10;
  private static final String[] AGE_GROUPS = {
    "under 18", "18-24", "25-34", "35-44", "45-54", "55 and over"
  };
  private static final String[] OCCUPATIONS = {
    "artist",
    "clerk",
    "doctor",
    "engineer",
    "farmer",
    "lawyer",
    "librarian",
    "nurse",
    "retired",
    "scientist",
    "student",
    "teacher",
    "writer"
  };

  private static final int PAIRS = 1;
  private static final int NOISES = 2;
  private static final int TIMES = 3;
  private static final int DIRECTORS = 4;
  private static final int ACTORS = 5;
  private static final int DIRECTOR_NAMES = 6;
  private static final int ACTOR_NAMES = 7;
  private static final int TITLES = 8;
  private static final int AGES = 9;
  private static final int JOBS = 10;
  private static final int YEARS = 11;
  private static final int RUNTIMES = 12;
  private static final int GENRES_FROM = 100;

  private final long rows;
  private final int movies;
  private final int users;
  private final long seed;
  private final int days;
  private final long rowsPerDay;
  private final long startSecond;
  private final int directors;
  private final int actors;
  private final RowPermutation pairs;
  private final RowPermutation directing;
  private final RowPermutation acting;
  private final RowPermutation directorNames;
  private final RowPermutation actorNames;
  private final RowPermutation titles;
  private transient double[] scores;

  /**
   * One movie.
   *
   * @param movieId from 1
   * @param title the title with the year in parentheses
   * @param genres one or more genres, separated by {@code |}
   * @param director the director
   * @param actor the lead actor
   * @param year the year of release
   * @param runtime the running time in minutes
   */
  public record Movie(
      long movieId,
      String title,
      String genres,
      String director,
      String actor,
      int year,
      int runtime) {}

  /**
   * One user; nothing of a user bears on the ratings.
   *
   * @param userId from 1
   * @param ageGroup an age group
   * @param occupation an occupation
   */
  public record User(long userId, String ageGroup, String occupation) {}

  /**
   * One rating.
   *
   * @param userId the user
   * @param movieId the movie
   * @param rating 0.5 to 5 by half stars
   * @param timestamp Unix seconds, UTC
   */
  public record Rating(long userId, long movieId, double rating, long timestamp) {}

  /**
   * What the ratings were made from.
   *
   * @param intercept the score of a movie of which nothing carries weight
   * @param noise the standard deviation of what is added to the score before rounding
   * @param weights the true weight by column name: every genre, director and actor that carries
   *     weight, and year and running time; a name that is not here has weight 0
   * @param nonZero for each feature whether it carries weight
   */
  public record Truth(
      double intercept, double noise, Map<String, Double> weights, Map<String, Boolean> nonZero) {}

  /** Ratings of a year from {@link #DEFAULT_START} on. */
  public SyntheticRatings(long rows, int movies, int users, long seed) {
    this(rows, movies, users, seed, DEFAULT_DAYS, DEFAULT_START);
  }

  /**
   * Ratings of a number of days.
   *
   * @param rows the number of ratings, at least 0
   * @param movies the number of movies, at least 1
   * @param users the number of users, at least 1
   * @param seed decides every value
   * @param days the ratings' times are spread evenly over so many days, at least 1
   * @param start the first of them, in UTC
   * @throws IllegalArgumentException if a number is out of its range
   */
  public SyntheticRatings(long rows, int movies, int users, long seed, int days, LocalDate start) {
    this(rows, movies, users, seed, days, 0, start);
  }

  private SyntheticRatings(
      long rows, int movies, int users, long seed, int days, long rowsPerDay, LocalDate start) {
    require(rows >= 0, "rows", rows, 0);
    require(movies >= 1, "movies", movies, 1);
    require(users >= 1, "users", users, 1);
    require(days >= 1, "days", days, 1);
    this.rows = rows;
    this.movies = movies;
    this.users = users;
    this.seed = seed;
    this.days = days;
    this.rowsPerDay = rowsPerDay;
    this.startSecond = start.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    this.directors = Math.max(1, movies / MOVIES_PER_DIRECTOR);
    this.actors = Math.max(1, movies / MOVIES_PER_ACTOR);
    this.pairs = new RowPermutation((long) movies * users, seed, PAIRS);
    this.directing = new RowPermutation(movies, seed, DIRECTORS);
    this.acting = new RowPermutation(movies, seed, ACTORS);
    this.directorNames = new RowPermutation(namesFor(directors), seed, DIRECTOR_NAMES);
    this.actorNames = new RowPermutation(namesFor(actors), seed, ACTOR_NAMES);
    this.titles = new RowPermutation(namesFor(movies), seed, TITLES);
  }

  /**
   * The same number of ratings each day: row i is of day i / rowsPerDay, so that another day adds
   * rows and changes none.
   *
   * @param rowsPerDay the number of ratings of a day, at least 1
   * @throws IllegalArgumentException if a number is out of its range
   * @throws ArithmeticException if there are more than 2^63 − 1 ratings
   */
  public static SyntheticRatings daily(
      long rowsPerDay, int movies, int users, long seed, int days, LocalDate start) {
    require(rowsPerDay >= 1, "rowsPerDay", rowsPerDay, 1);
    return new SyntheticRatings(
        Math.multiplyExact(rowsPerDay, days), movies, users, seed, days, rowsPerDay, start);
  }

  private static void require(boolean condition, String name, long value, int least) {
    if (!condition) {
      throw new IllegalArgumentException(name + " = " + value + "; expected " + least + " or more");
    }
  }

  private static long namesFor(int count) {
    return Math.max(2_000, count);
  }

  /** The number of movies where none is given: one to 40 ratings, within 100 and 60,000. */
  public static int defaultMovies(long rows) {
    return (int) Math.min(60_000, Math.max(100, rows / 40));
  }

  /** The number of users where none is given: one to 100 ratings, within 50 and 200,000. */
  public static int defaultUsers(long rows) {
    return (int) Math.min(200_000, Math.max(50, rows / 100));
  }

  /** The number of ratings. */
  public long rows() {
    return rows;
  }

  /** The number of movies. */
  public int movies() {
    return movies;
  }

  /** The number of users. */
  public int users() {
    return users;
  }

  /** The first day of ratings. */
  public LocalDate start() {
    return LocalDate.ofEpochDay(Math.floorDiv(startSecond, SECONDS_PER_DAY));
  }

  /** Over how many days the ratings are spread. */
  public int days() {
    return days;
  }

  /** Whether every day has the same number of ratings, in the order of the rows. */
  public boolean isDaily() {
    return rowsPerDay > 0;
  }

  /** The seed. */
  public long seed() {
    return seed;
  }

  /** The movie at a position from 0; its id is one more. */
  public Movie movie(int index) {
    requireIndex("movie", index, movies);
    int year = year(index);
    String title = SyntheticNames.title(titles.apply(index));
    return new Movie(
        index + 1L,
        String.format(Locale.ROOT, "%s (%d)", title, year),
        genres(index),
        directorName(director(index)),
        actorName(actor(index)),
        year,
        runtime(index));
  }

  /** The user at a position from 0; the id is one more. */
  public User user(int index) {
    requireIndex("user", index, users);
    return new User(
        index + 1L,
        AGE_GROUPS[(int) Mix.below(seed, AGES, index, AGE_GROUPS.length)],
        OCCUPATIONS[(int) Mix.below(seed, JOBS, index, OCCUPATIONS.length)]);
  }

  /** The rating at a position from 0. */
  public Rating rating(long row) {
    requireIndex("rating", row, rows);
    long pair = pairs.apply(row % ((long) movies * users));
    int movie = (int) (pair / users);
    double noisy = score(movie) + NOISE * Mix.normal(seed, NOISES, row);
    double halfStars = Math.min(5, Math.max(0.5, Math.rint(noisy * 2) / 2));
    return new Rating(pair % users + 1, movie + 1L, halfStars, second(row));
  }

  private long second(long row) {
    return rowsPerDay == 0
        ? startSecond + Mix.below(seed, TIMES, row, days * SECONDS_PER_DAY)
        : startSecond
            + row / rowsPerDay * SECONDS_PER_DAY
            + Mix.below(seed, TIMES, row, SECONDS_PER_DAY);
  }

  /** What the ratings are made from. */
  public Truth truth() {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (int genre = 0; genre < GENRES.length; genre++) {
      weights.put("genre=" + GENRES[genre], weight(GENRE_WEIGHTS, genre, GENRE_WEIGHTS.length));
    }

    for (int director = 0; director < effects(DIRECTOR_WEIGHTS, directors); director++) {
      weights.put("director=" + directorName(director), directorWeight(director));
    }

    for (int actor = 0; actor < effects(ACTOR_WEIGHTS, actors); actor++) {
      weights.put("actor=" + actorName(actor), actorWeight(actor));
    }

    weights.put("year", 0.0);
    weights.put("runtime", 0.0);
    Map<String, Boolean> nonZero = new LinkedHashMap<>();
    nonZero.put("genre", true);
    nonZero.put("director", true);
    nonZero.put("actor", true);
    nonZero.put("year", false);
    nonZero.put("runtime", false);
    return new Truth(INTERCEPT, NOISE, weights, nonZero);
  }

  /** The true score of a movie, before noise and rounding. */
  double score(int movie) {
    double[] known = scores;
    if (known == null) {
      known = new double[movies];
      for (int index = 0; index < movies; index++) {
        known[index] = computeScore(index);
      }

      // Threads may compute it twice; they compute the same.
      scores = known;
    }

    return known[movie];
  }

  private double computeScore(int movie) {
    double score = INTERCEPT;
    for (int genre = 0; genre < GENRE_WEIGHTS.length; genre++) {
      score += hasGenre(movie, genre) ? GENRE_WEIGHTS[genre] : 0;
    }

    return score + directorWeight(director(movie)) + actorWeight(actor(movie));
  }

  private double directorWeight(int director) {
    return weight(DIRECTOR_WEIGHTS, director, effects(DIRECTOR_WEIGHTS, directors));
  }

  private double actorWeight(int actor) {
    return weight(ACTOR_WEIGHTS, actor, effects(ACTOR_WEIGHTS, actors));
  }

  private static double weight(double[] weights, int number, int effects) {
    return number < effects ? weights[number % weights.length] : 0;
  }

  /** So many people carry weight: a set of weights for every 500 movies begun. */
  private int effects(double[] weights, int people) {
    int sets = (movies - 1) / EFFECTS_PER_MOVIES + 1;
    return Math.min(people, sets * weights.length);
  }

  private boolean hasGenre(int movie, int genre) {
    return Mix.uniform(seed, GENRES_FROM + genre, movie) < GENRE_SHARES[genre];
  }

  private String genres(int movie) {
    StringBuilder genres = new StringBuilder();
    for (int genre = 0; genre < GENRES.length; genre++) {
      if (hasGenre(movie, genre)) {
        genres.append(genres.length() == 0 ? "" : "|").append(GENRES[genre]);
      }
    }

    return genres.length() == 0 ? GENRES[GENRE_OF_LAST_RESORT] : genres.toString();
  }

  private int director(int movie) {
    return person(directing, movie, directors);
  }

  private int actor(int movie) {
    return person(acting, movie, actors);
  }

  /** People of low numbers are prolific: the number of movies falls off as a power. */
  private int person(RowPermutation places, int movie, int people) {
    double position = (places.apply(movie) + 0.5) / movies;
    return (int) (people * StrictMath.pow(position, SKEW));
  }

  private String directorName(int director) {
    return SyntheticNames.person(directorNames.apply(director));
  }

  private String actorName(int actor) {
    return SyntheticNames.person(actorNames.apply(actor));
  }

  private int year(int movie) {
    return 2024 - (int) (75 * StrictMath.pow(Mix.uniform(seed, YEARS, movie), 1.5));
  }

  /** Movies have grown longer over the years, so the two numbers tell much the same. */
  private int runtime(int movie) {
    double trend = 96 + 0.45 * (year(movie) - 1960);
    long minutes = Math.round(trend + 3 * Mix.normal(seed, RUNTIMES, movie));
    return (int) Math.min(240, Math.max(60, minutes));
  }

  private static void requireIndex(String what, long index, long count) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException(
          what + " " + index + " of " + count + "; positions run from 0");
    }
  }
}
