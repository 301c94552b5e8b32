package io.shrinkage.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.shrinkage.features.From;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Settings that are each right and do not go together. A setting that would be ignored is one of
 * them, except those that are documented as read in one case only.
 */
final class Clashes {
  private final Layers layers;
  private final Problems problems;

  Clashes(Layers layers, Problems problems) {
    this.layers = layers;
    this.problems = problems;
  }

  void check(ShrinkageConfig config) {
    ratings(config.input().ratings());
    movies(config.input());
    users(config.input());
    from(config);
    split(config);
    fit(config.fit());
    groups(config.fit());
    select(config);
    earlyStopping(config);
    compute(config.compute());
  }

  private void ratings(RatingsConfig ratings) {
    TableConfig table = new TableConfig(ratings.format(), ratings.path(), ratings.options());
    require(
        table.present(),
        "input.ratings.path",
        "is empty; give the file, directory or table of the ratings");
    boolean pair = ratings.columns().user().isPresent() && ratings.columns().item().isPresent();
    require(
        ratings.duplicates() == Duplicates.KEEP || pair,
        "input.ratings.duplicates",
        "needs input.ratings.columns.user and item; name both, or use keep");
    require(
        ratings.duplicates() != Duplicates.LATEST || ratings.columns().time().isPresent(),
        "input.ratings.duplicates",
        "needs input.ratings.columns.time to know which is the latest; name it, or use error");
    generated("ratings", ratings.synthetic(), ratings.options());
  }

  private void movies(InputConfig input) {
    MoviesConfig movies = input.movies();
    require(
        movies.query().isEmpty() || movies.path().isEmpty(),
        "input.movies.path",
        "is not read beside input.movies.query; remove one, or list it in input.movies.tables");
    require(
        movies.tables().isEmpty() || !movies.query().isEmpty(),
        "input.movies.tables",
        "is read by input.movies.query only, which is empty; give the query, or remove the tables");
    movies
        .tables()
        .forEach(
            (name, table) ->
                require(
                    table.present(),
                    "input.movies.tables." + name + ".path",
                    "is missing; give the table's file or directory"));
    require(
        movies.present() || movies.unknown() == UnknownItem.MISSING,
        "input.movies.unknown",
        "is read with a table of movies only; give input.movies.path, or remove it");
    generated("movies", movies.synthetic(), movies.options());
    if (movies.present()) {
      joined("movies", movies.synthetic(), "item", input.ratings().columns().item(), input);
    }
  }

  private void users(InputConfig input) {
    UsersConfig users = input.users();
    generated("users", users.synthetic(), users.options());
    if (users.present()) {
      joined("users", users.synthetic(), "user", input.ratings().columns().user(), input);
    }
  }

  /** The options that a table which is generated instead of read has to have. */
  private void generated(String table, boolean synthetic, Map<String, String> options) {
    if (synthetic) {
      whole(table, options, "rows", 0, Long.MAX_VALUE);
      whole(table, options, "movies", 1, Integer.MAX_VALUE);
      whole(table, options, "users", 1, Integer.MAX_VALUE);
      whole(table, options, "seed", Long.MIN_VALUE, Long.MAX_VALUE);
    }
  }

  private void whole(String table, Map<String, String> options, String name, long lo, long hi) {
    String text = options.get(name);
    require(
        text != null && isWhole(text, lo, hi),
        "input." + table + ".options." + name,
        (text == null ? "is missing" : "expected " + Values.wholeWords(lo, hi))
            + "; synthetic "
            + table
            + " are made by options { rows, movies, users, seed }");
  }

  private static boolean isWhole(String text, long lo, long hi) {
    try {
      long number = Long.parseLong(text);
      return number >= lo && number <= hi;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** What a table needs of the ratings that it is joined with. */
  private void joined(
      String table, boolean synthetic, String key, Optional<String> column, InputConfig input) {
    require(
        column.isPresent(),
        "input.ratings.columns." + key,
        "is empty, so the "
            + table
            + " cannot be joined; name the column, or set input."
            + table
            + ".path = \"\"");
    require(
        synthetic == input.ratings().synthetic(),
        "input." + table + ".format",
        "does not go with input.ratings.format = "
            + input.ratings().format()
            + "; synthetic ratings and "
            + table
            + " come together");
  }

  private void from(ShrinkageConfig config) {
    Set<Object> absent = new HashSet<>();
    if (!config.input().movies().present()) {
      absent.add(From.MOVIES.text());
    }
    if (!config.input().users().present()) {
      absent.add(From.USERS.text());
    }
    List<? extends ConfigValue> elements = layers.features();
    for (int i = 0; i < elements.size(); i++) {
      ConfigValue from =
          elements.get(i) instanceof ConfigObject feature ? feature.get("from") : null;
      String key = "features[" + i + "].from";
      if (from != null && absent.contains(from.unwrapped())) {
        problems.add(
            key,
            from,
            "needs a table of " + from.unwrapped() + "; give input." + from.unwrapped() + ".path");
      }
    }
  }

  private void split(ShrinkageConfig config) {
    SplitConfig split = config.split();
    RatingsConfig.RatingsColumns columns = config.input().ratings().columns();
    unit(split.unit() == SplitUnit.ITEM && columns.item().isEmpty(), "item");
    unit(split.unit() == SplitUnit.USER && columns.user().isEmpty(), "user");
    boolean byColumn = split.by() == SplitBy.COLUMN;
    boolean byTime = split.by() == SplitBy.TIME;
    require(
        !byColumn || split.column().isPresent(),
        "split.column",
        "is empty; split.by = column needs the column's name",
        "split.by");
    require(
        !byColumn || !split.testValues().isEmpty(),
        "split.test-values",
        "is empty; split.by = column needs the values whose rows test",
        "split.by");
    require(
        !byTime || split.testAfter().isPresent(),
        "split.test-after",
        "is empty; split.by = time needs the time after which rows test",
        "split.by");
    require(
        !byTime || columns.time().isPresent(),
        "input.ratings.columns.time",
        "is empty; split.by = time needs it",
        "split.by");
    onlyWith(byColumn, "split.column", "split.by = column");
    onlyWith(byColumn, "split.test-values", "split.by = column");
    onlyWith(byTime, "split.test-after", "split.by = time");
    onlyWith(split.by() == SplitBy.HASH, "split.test-share", "split.by = hash");
    double held = (split.by() == SplitBy.HASH ? split.testShare() : 0) + split.validationShare();
    require(
        held < 1,
        "split.validation-share",
        "and split.test-share leave no rows to train on; their sum must be below 1",
        "split.test-share");
  }

  private void unit(boolean clash, String name) {
    require(
        !clash,
        "split.unit",
        "needs input.ratings.columns." + name + ", which is empty; name it, or use rating");
  }

  private void fit(FitConfig fit) {
    require(
        fit.penalty() != PenaltyKind.NONE || fit.lambda().orElse(0) == 0,
        "fit.lambda",
        "does not go with fit.penalty = none; remove it, or choose l1, l2, elastic-net or group-l1",
        "fit.penalty");
    boolean gradient = fit.solver() == SolverKind.GRADIENT;
    require(
        gradient || fit.learningRate().isEmpty(),
        "fit.learning-rate",
        "is read by fit.solver = gradient only; choose that solver, or remove it",
        "fit.solver");
    require(
        gradient || fit.learningRateDecay() == 0,
        "fit.learning-rate-decay",
        "is read by fit.solver = gradient only; choose that solver, or remove it",
        "fit.solver");
    require(
        !gradient || fit.learningRateDecay() == 0 || fit.learningRate().isPresent(),
        "fit.learning-rate-decay",
        "needs a number for fit.learning-rate to start from, and it is auto",
        "fit.learning-rate");
  }

  private void groups(FitConfig fit) {
    if (fit.penalty() != PenaltyKind.GROUP_L1) {
      return;
    }
    require(
        fit.standardize(),
        "fit.standardize",
        "does not go with fit.penalty = group-l1, whose norms are those of standardized weights;"
            + " remove it, or choose l1, l2 or elastic-net",
        "fit.penalty");
    List<? extends ConfigValue> elements = layers.features();
    for (int i = 0; i < elements.size(); i++) {
      for (String key : List.of("lower", "upper")) {
        ConfigValue bound =
            elements.get(i) instanceof ConfigObject feature ? feature.get(key) : null;
        if (bound != null && !bound.unwrapped().equals(FeatureReader.NO_BOUND)) {
          problems.add(
              "features[" + i + "]." + key,
              bound,
              "does not go with fit.penalty = group-l1; remove it, or choose l1, l2 or"
                  + " elastic-net");
        }
      }
    }
  }

  private void select(ShrinkageConfig config) {
    SelectConfig select = config.select();
    if (!config.fit().selectsLambda()) {
      return;
    }
    boolean folded = select.rule().crossValidates();
    boolean ratios = !select.l1Ratios().isEmpty();
    require(
        select.foldColumn().isEmpty() || folded,
        "select.fold-column",
        "is read by the rules cv-1se and cv-min only; choose one of them, or remove it",
        "select.rule");
    require(
        select.foldColumn().isEmpty() || !layers.deliberate("select.folds"),
        "select.folds",
        "is not read beside select.fold-column, whose values are the folds; remove one",
        "select.fold-column");
    require(
        !ratios || config.fit().penalty() == PenaltyKind.ELASTIC_NET,
        "select.l1-ratios",
        "are read for fit.penalty = elastic-net only; choose it, or remove them",
        "fit.penalty");
    require(
        !ratios || folded,
        "select.l1-ratios",
        "are read by the rules cv-1se and cv-min only; choose one of them, or remove them",
        "select.rule");
    require(
        !ratios || !layers.deliberate("fit.l1-ratio"),
        "fit.l1-ratio",
        "is not read beside select.l1-ratios; add it to them, or remove one",
        "select.l1-ratios");
    int training = trainingBuckets(config.split());
    require(
        !folded || select.foldColumn().isPresent() || select.folds() <= training,
        "select.folds",
        "cannot be dealt from "
            + training
            + " training buckets; take fewer folds, or more split.buckets",
        "split.buckets",
        "split.test-share");
  }

  private static int trainingBuckets(SplitConfig split) {
    double test = split.by() == SplitBy.HASH ? split.testShare() : 0;
    return split.buckets()
        - (test == 0 ? 0 : Math.max(1, (int) Math.round(test * split.buckets())));
  }

  private void earlyStopping(ShrinkageConfig config) {
    require(
        !config.earlyStopping().enabled() || config.fit().solver().isFirstOrder(),
        "early-stopping.enabled",
        "goes with fit.solver = gradient or proximal only; choose one of them, or remove it",
        "fit.solver");
  }

  private void compute(ComputeConfig compute) {
    require(
        compute.blas() == BlasKind.AUTO || compute.reproducible() == Reproducible.FAST,
        "compute.blas",
        "is read with compute.reproducible = fast only, since bits depend on it; choose that, or"
            + " remove it",
        "compute.reproducible");
  }

  private void onlyWith(boolean condition, String key, String reader) {
    require(
        condition || !layers.deliberate(key),
        key,
        "is read with " + reader + " only; remove it, or set " + reader,
        "split.by");
  }

  /** Reports unless the key, or one that the rule turns on, has been reported already. */
  private void require(boolean condition, String key, String expected, String... involved) {
    boolean known = problems.concern(List.of(key)) || problems.concern(List.of(involved));
    if (!condition && !known) {
      ConfigValue value = layers.value(key);
      if (value == null || "".equals(value.unwrapped())) {
        problems.add(key, layers.origin(key), expected);
      } else {
        problems.add(key, value, expected);
      }
    }
  }
}
