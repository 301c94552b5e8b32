package io.shrinkage.job;

import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.MovieCatalog;
import io.shrinkage.model.MovieRanking;
import io.shrinkage.model.OutcomeJson;
import io.shrinkage.model.RowPredictor;
import io.shrinkage.spark.MoviesTable;
import io.shrinkage.spark.RatedMovies;
import io.shrinkage.spark.SparkRun;
import io.shrinkage.spark.TopMovies;
import io.shrinkage.statistics.KeyDictionary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The movies that a user has not rated and that the model of a published run predicts best, for one
 * user or for all.
 *
 * <p>The ranking of all movies is the same for every user, so it is made once; of it, no user needs
 * more than the first top + (movies that this user has rated).
 */
public final class RecommendJob {
  private static final String MARKER = "_recommend.json";
  private static final Predicate<String> PARTS =
      name -> name.startsWith("part-") || name.equals("_SUCCESS") || name.equals(MARKER);

  private final RecommendOptions options;
  private final Console console;

  /** A recommendation with these options. */
  public RecommendJob(RecommendOptions options, Console console) {
    this.options = options;
    this.console = console;
  }

  /**
   * Runs the job.
   *
   * @throws UsageException if the run has no movies table or no users, or features of the row
   * @throws DataException if the run or its tables cannot be read, or the user is unknown
   * @throws OutputException if the output directory cannot be written
   */
  public ExitCode run() {
    try (SparkRun spark = SparkRun.open("recommend")) {
      PublishedRun run = PublishedRun.open(spark.hadoop(), options.runDir());
      ShrinkageConfig config = run.config(options.overrides());
      requireTables(config);
      Stages stages = new Stages(spark, console);
      MoviesTable table = movies(spark, config, run);
      List<FeatureSpec> features = run.model().space().specs();
      MovieCatalog catalog = table.catalog(features);
      RowPredictor predictor = RowPredictor.of(run.model());
      MovieRanking ranking =
          stages.run(
              "rank",
              () -> MovieRanking.of(predictor, catalog),
              MovieRanking::size,
              RecommendJob::ranked);
      RatedMovies rated = new RatedMovies(spark.session(), run.reading(config));
      Ranked ranked = new Ranked(run, config, catalog, ranking, predictor.base());
      if (options.user().isPresent()) {
        one(stages, ranked, rated.only(options.user().get()), options.user().get());
        if (options.out().isPresent()) {
          write(spark, stages, ranked, rated.only(options.user().get()));
        }
      } else {
        write(spark, stages, ranked, rated);
      }
      return ExitCode.DONE;
    }
  }

  /** What every recommendation rests on. */
  private record Ranked(
      PublishedRun run,
      ShrinkageConfig config,
      MovieCatalog catalog,
      MovieRanking ranking,
      double base) {

    List<String> features() {
      return run.model().space().specs().stream().map(FeatureSpec::name).toList();
    }

    String itemColumn() {
      return config.input().ratings().columns().item().orElseThrow();
    }
  }

  private static void requireTables(ShrinkageConfig config) {
    if (!config.input().movies().present()) {
      throw new UsageException(
          "recommend needs a table of movies to choose from, and this run has none; train with"
              + " input.movies, or use score for a table of your own");
    }
    if (config.input().ratings().columns().user().isEmpty()) {
      throw new UsageException(
          "recommend needs to know who rated what, and this run has no user column; set"
              + " input.ratings.columns.user");
    }
  }

  private static MoviesTable movies(SparkRun spark, ShrinkageConfig config, PublishedRun run) {
    MoviesTable table = MoviesTable.open(spark.session(), config.input().movies());
    List<FeatureSpec> elsewhere = table.lacking(run.model().space().specs());
    if (!elsewhere.isEmpty()) {
      throw new UsageException(
          "recommend needs features of the movies alone, and "
              + elsewhere.stream().map(FeatureSpec::name).toList()
              + " are of the user or the rating; use score for a table of user-movie pairs, with"
              + " the columns that the ratings have");
    }
    return table;
  }

  private static String ranked(MovieRanking ranking) {
    return ranking
        .refusal()
        .map(
            reason ->
                String.format(
                    Locale.ROOT,
                    "%,d movies left out, which the model refuses (the first: %s)",
                    ranking.refused(),
                    reason))
        .orElse("all movies by their prediction");
  }

  private int eligible(MovieRanking ranking) {
    return options.threshold().isPresent()
        ? ranking.atLeast(options.threshold().getAsDouble())
        : ranking.size();
  }

  private void one(Stages stages, Ranked ranked, RatedMovies rated, String user) {
    KeyDictionary seen =
        stages.run(
            "rated movies",
            () ->
                rated
                    .movies()
                    .orElseThrow(
                        () ->
                            new DataException(
                                "--user "
                                    + user
                                    + ": there is no such user in the ratings that the run was"
                                    + " trained on")),
            KeyDictionary::size,
            keys -> "of user " + user);
    List<Integer> picks = new ArrayList<>();
    for (int place = 0; place < eligible(ranked.ranking) && picks.size() < options.top(); place++) {
      if (!contains(seen, ranked.catalog.keys(), ranked.ranking.movie(place))) {
        picks.add(place);
      }
    }
    console.line("");
    if (picks.isEmpty()) {
      console.line(none(ranked.ranking, user));
      return;
    }
    table(ranked, picks).forEach(console::line);
    console.line(explanation(ranked.base));
  }

  private static boolean contains(KeyDictionary seen, KeyDictionary keys, int code) {
    return keys.isText(code)
        ? seen.codeOf(keys.text(code)) >= 0
        : seen.codeOf(keys.number(code)) >= 0;
  }

  private String none(MovieRanking ranking, String user) {
    String all = "no movie is left that user " + user + " has not rated";
    return options.threshold().isPresent() && ranking.size() > 0
        ? String.format(
            Locale.ROOT,
            "%s and that is predicted at %s or more; the best movie of all is at %.4f",
            all,
            options.threshold().getAsDouble(),
            ranking.prediction(0))
        : all;
  }

  private static String explanation(double base) {
    return String.format(
        Locale.ROOT,
        "prediction = base %.4f + the features' parts, in rating points. The base is what the model"
            + " predicts for a movie of which it knows no level and whose numbers are average.",
        base);
  }

  private static List<String> table(Ranked ranked, List<Integer> picks) {
    List<String> features = ranked.features();
    StringBuilder header = new StringBuilder("rank  prediction");
    features.forEach(name -> header.append("  ").append(right(name, width(name))));
    header.append("  ").append(ranked.itemColumn());
    List<String> lines = new ArrayList<>(List.of(header.toString()));
    for (int i = 0; i < picks.size(); i++) {
      int place = picks.get(i);
      StringBuilder line = new StringBuilder();
      line.append(
          String.format(Locale.ROOT, "%4d  %10.4f", i + 1, ranked.ranking.prediction(place)));
      double[] parts = ranked.ranking.contributions(place);
      for (int feature = 0; feature < parts.length; feature++) {
        String part = String.format(Locale.ROOT, "%+.4f", parts[feature] + 0.0);
        line.append("  ").append(right(part, width(features.get(feature))));
      }
      line.append("  ").append(ranked.catalog.keys().text(ranked.ranking.movie(place)));
      ranked.ranking.title(place).ifPresent(title -> line.append("  ").append(title));
      lines.add(line.toString());
    }
    return lines;
  }

  private static int width(String feature) {
    return Math.max(7, feature.length());
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private void write(SparkRun spark, Stages stages, Ranked ranked, RatedMovies rated) {
    String directory =
        options
            .out()
            .orElseGet(
                () -> ranked.run.outputRoot(ranked.config) + "/recommendations/" + ranked.run.id());
    try (TableOutput output = TableOutput.open(spark.hadoop(), "--out", directory, MARKER, PARTS)) {
      RatedMovies.Users users =
          stages.run(
              "users",
              rated::users,
              RatedMovies.Users::count,
              u -> String.format(Locale.ROOT, "at most %,d ratings each", u.mostRated()));
      int size = (int) Math.min(eligible(ranked.ranking), options.top() + users.mostRated());
      TopMovies top = new TopMovies(ranked.ranking, ranked.catalog, size);
      long[] rows = {0};
      stages.run(
          "recommend",
          () -> {
            output.table(
                path ->
                    rows[0] =
                        rated.write(
                            users,
                            top,
                            options.top(),
                            ranked.base,
                            ranked.features(),
                            ranked.itemColumn(),
                            path));
            output.write(MARKER, out -> OutcomeJson.write(outcome(ranked, users, rows[0]), out));
            output.publish();
            return rows[0];
          },
          count -> count,
          count -> String.format(Locale.ROOT, "from the %,d best movies", size));
      console.line("");
      console.line(
          String.format(
              Locale.ROOT,
              "%,d recommendations for %,d users, at most %,d each",
              rows[0],
              users.count(),
              options.top()));
      console.line(explanation(ranked.base));
      console.line("recommendations: " + output.directory() + " (Parquet)");
    }
  }

  private Map<String, Object> outcome(Ranked ranked, RatedMovies.Users users, long rows) {
    Map<String, Object> outcome = new LinkedHashMap<>();
    outcome.put("command", "recommend");
    outcome.put("run_id", ranked.run.id());
    outcome.put("model_hash", ranked.run.model().hash());
    outcome.put("top", options.top());
    outcome.put(
        "threshold", options.threshold().isPresent() ? options.threshold().getAsDouble() : null);
    outcome.put("base", ranked.base);
    outcome.put("movies", ranked.ranking.size());
    outcome.put("users", users.count());
    outcome.put("rows", rows);
    return outcome;
  }
}
