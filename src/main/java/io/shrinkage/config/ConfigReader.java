package io.shrinkage.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import io.shrinkage.config.Values.Bounds;
import io.shrinkage.features.FeatureSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the settings of a run: {@code reference.conf}, then the configuration file, then the
 * assignments, each over the former. Every problem is found before the first is reported.
 */
public final class ConfigReader {
  private static final int MOST = 1_000_000_000;
  private static final String BUILT_SOLVERS = "auto, statistics, local, proximal or gradient";

  private final Layers layers;
  private final Problems problems;

  private ConfigReader(Layers layers, Problems problems) {
    this.layers = layers;
    this.problems = problems;
  }

  /**
   * The settings of a new run. Where nothing names an input, those of the embedded demo.
   *
   * @throws ConfigException if anything is wrong, with everything that is
   */
  public static ShrinkageConfig read(ConfigSources sources) {
    Problems problems = new Problems();
    return new ConfigReader(Layers.of(sources, problems), problems).config();
  }

  /**
   * The settings of an earlier run, as {@link ShrinkageConfig#asMap} recorded them, with overrides.
   *
   * @param origin what to call the record in messages, such as its path
   * @throws ConfigException if anything is wrong, or a recorded secret is not given again
   */
  public static ShrinkageConfig fromRecord(
      Map<String, Object> recorded, String origin, ConfigSources overrides) {
    Problems problems = new Problems();
    return new ConfigReader(Layers.over(recorded, origin, overrides, problems), problems).config();
  }

  /** An assignment for {@link ConfigSources#sets} whose value is taken as text to the letter. */
  public static String assignment(String key, String text) {
    return key + "=" + ConfigUtil.quoteString(text);
  }

  private ShrinkageConfig config() {
    Section root = new Section("", layers.values(), layers.reference(), problems);
    root.free("data");
    root.free("features");
    List<FeatureSpec> features = new FeatureReader(problems).read(root.raw("features"));
    ShrinkageConfig config =
        new ShrinkageConfig(
            input(root.section("input")),
            features,
            split(root.section("split")),
            fit(root.section("fit")),
            select(root.section("select")),
            learningCurve(root.section("learning-curve")),
            earlyStopping(root.section("early-stopping")),
            crosscheck(root.section("crosscheck")),
            compute(root.section("compute")),
            retrain(root.section("retrain")),
            output(root.section("output")));
    root.close();
    new Clashes(layers, problems).check(config);
    problems.throwIfAny();
    return config;
  }

  private InputConfig input(Section s) {
    InputConfig input =
        new InputConfig(
            ratings(s.section("ratings")), movies(s.section("movies")), users(s.section("users")));
    s.close();
    return input;
  }

  private RatingsConfig ratings(Section s) {
    RatingsConfig ratings =
        new RatingsConfig(
            s.nonEmptyText("format"),
            s.text("path"),
            s.options("options"),
            ratingsColumns(s.section("columns")),
            s.range("range"),
            s.choice("duplicates", Duplicates.class),
            s.number("max-bad-share", Bounds.SHARE),
            s.text("where"));
    s.close();
    return ratings;
  }

  private RatingsConfig.RatingsColumns ratingsColumns(Section s) {
    RatingsConfig.RatingsColumns columns =
        new RatingsConfig.RatingsColumns(
            s.optionalText("user"),
            s.optionalText("item"),
            s.nonEmptyText("rating"),
            s.optionalText("time"),
            s.optionalText("weight"));
    s.close();
    return columns;
  }

  private MoviesConfig movies(Section s) {
    MoviesConfig movies =
        new MoviesConfig(
            s.nonEmptyText("format"),
            s.text("path"),
            s.options("options"),
            moviesColumns(s.section("columns")),
            s.text("query"),
            tables(s.section("tables"), s.raw("tables")),
            s.choice("unknown", UnknownItem.class));
    s.close();
    return movies;
  }

  private MoviesConfig.MoviesColumns moviesColumns(Section s) {
    MoviesConfig.MoviesColumns columns =
        new MoviesConfig.MoviesColumns(s.nonEmptyText("item"), s.optionalText("title"));
    s.close();
    return columns;
  }

  private Map<String, TableConfig> tables(Section s, Object named) {
    Map<String, TableConfig> tables = new TreeMap<>();
    if (named instanceof ConfigObject object) {
      object.keySet().forEach(name -> tables.put(name, table(s.entry(name, layers.table()))));
    }
    return tables;
  }

  private static TableConfig table(Section s) {
    TableConfig table =
        new TableConfig(s.nonEmptyText("format"), s.text("path"), s.options("options"));
    s.close();
    return table;
  }

  private UsersConfig users(Section s) {
    UsersConfig users =
        new UsersConfig(
            s.nonEmptyText("format"),
            s.text("path"),
            s.options("options"),
            usersColumns(s.section("columns")));
    s.close();
    return users;
  }

  private UsersConfig.UsersColumns usersColumns(Section s) {
    UsersConfig.UsersColumns columns = new UsersConfig.UsersColumns(s.nonEmptyText("user"));
    s.close();
    return columns;
  }

  private SplitConfig split(Section s) {
    SplitConfig split =
        new SplitConfig(
            s.choice("by", SplitBy.class),
            s.choice("unit", SplitUnit.class),
            s.number("test-share", Bounds.PART),
            s.number("validation-share", Bounds.PART),
            s.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE),
            s.whole("buckets", 2, 10_000),
            s.optionalText("column"),
            s.texts("test-values"),
            s.time("test-after"));
    s.close();
    return split;
  }

  private FitConfig fit(Section s) {
    FitConfig fit =
        new FitConfig(
            s.choice("penalty", PenaltyKind.class),
            s.numberOrAuto("lambda", Bounds.NOT_NEGATIVE),
            s.number("l1-ratio", Bounds.SHARE),
            s.choice(
                "solver",
                SolverKind.class,
                Map.of("working-set", BUILT_SOLVERS, "conjugate-gradient", BUILT_SOLVERS)),
            s.flag("standardize"),
            s.flag("intercept"),
            s.numberOrAuto("learning-rate", Bounds.POSITIVE),
            s.number("learning-rate-decay", Bounds.NOT_NEGATIVE),
            s.whole("max-iterations", 1, MOST),
            s.number("tolerance", Bounds.POSITIVE));
    s.close();
    return fit;
  }

  private SelectConfig select(Section s) {
    SelectConfig select =
        new SelectConfig(
            s.choice("rule", SelectRule.class),
            s.whole("folds", 2, 10_000),
            s.optionalText("fold-column"),
            s.whole("lambdas", 1, 10_000),
            s.number("lambda-min-ratio", Bounds.FRACTION),
            s.numbers("l1-ratios", Bounds.SHARE),
            s.whole("repeats", 0, 1_000),
            s.flag("ablation"));
    s.close();
    return select;
  }

  private LearningCurveConfig learningCurve(Section s) {
    LearningCurveConfig curve =
        new LearningCurveConfig(
            s.flag("enabled"),
            s.whole("orders", 1, 1_000),
            s.numbers("shares", Bounds.SHARE_ABOVE_ZERO));
    s.close();
    return curve;
  }

  private EarlyStoppingConfig earlyStopping(Section s) {
    EarlyStoppingConfig stopping =
        new EarlyStoppingConfig(
            s.flag("enabled"),
            s.whole("patience", 1, MOST),
            s.number("min-improvement", Bounds.PART));
    s.close();
    return stopping;
  }

  private CrossCheckConfig crosscheck(Section s) {
    CrossCheckConfig crosscheck =
        new CrossCheckConfig(s.flag("enabled"), s.choice("solver", CrossCheckSolver.class));
    s.close();
    return crosscheck;
  }

  private ComputeConfig compute(Section s) {
    ComputeConfig compute =
        new ComputeConfig(
            s.wholeOrAuto("partitions", 1, 1_000_000),
            s.wholeOrAuto("depth", 1, 20),
            s.choice("reproducible", Reproducible.class),
            s.choice("blas", BlasKind.class));
    s.close();
    return compute;
  }

  private RetrainConfig retrain(Section s) {
    RetrainConfig retrain =
        new RetrainConfig(
            s.nonEmptyText("partition"),
            s.days("window"),
            s.days("decay"),
            s.flag("warm-start"),
            s.number("margin", Bounds.PART),
            s.number("confidence", Bounds.CONFIDENCE),
            s.number("slice-limit", Bounds.PART),
            s.texts("slices"),
            s.whole("rare", 0, Integer.MAX_VALUE),
            s.whole("keep", 0, Integer.MAX_VALUE));
    s.close();
    return retrain;
  }

  private OutputConfig output(Section s) {
    OutputConfig output = new OutputConfig(s.nonEmptyText("dir"));
    s.close();
    return output;
  }
}
