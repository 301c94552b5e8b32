package io.shrinkage.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shrinkage.features.FeatureKind;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.Missing;
import io.shrinkage.features.Unseen;
import io.shrinkage.solver.LearningRate;
import io.shrinkage.solver.StoppingRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
  private static final String SOURCE =
      "input.ratings.path = r.csv\n"
          + "features = [ { name = year, column = year, kind = numeric } ]\n";

  @TempDir private Path directory;

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("my.conf"), text);
  }

  private ShrinkageConfig read(String text, String... sets) throws IOException {
    return ConfigReader.read(new ConfigSources(Optional.of(write(text)), List.of(sets)));
  }

  private List<ConfigProblem> problems(String text, String... sets) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(text, sets));
    assertThat(e).as("the configuration is refused").isNotNull();
    return e.problems();
  }

  /** The only problem, with the directory cut off its place. */
  private String problem(String text, String... sets) {
    List<ConfigProblem> problems = problems(text, sets);
    assertThat(problems).hasSize(1);
    return problems.get(0).toString().replace(directory + "/", "");
  }

  private static String set(String... sets) {
    ConfigException e =
        catchThrowableOfType(
            ConfigException.class, () -> ConfigReader.read(ConfigSources.of(sets)));
    assertThat(e).as("the configuration is refused").isNotNull();
    assertThat(e.problems()).hasSize(1);
    return e.problems().get(0).toString();
  }

  @Test
  void defaultsAreThoseOfTheReference() throws IOException {
    ShrinkageConfig config = read(SOURCE);

    assertThat(config.input().ratings().columns().user()).contains("userId");
    assertThat(config.input().ratings().columns().weight()).isEmpty();
    assertThat(config.input().ratings().range()).contains(new ValueRange(0.5, 5));
    assertThat(config.input().ratings().options()).containsEntry("header", "true");
    assertThat(config.input().movies().present()).isFalse();
    assertThat(config.features()).containsExactly(FeatureSpec.numeric("year", "year"));
    assertThat(config.split().buckets()).isEqualTo(50);
    assertThat(config.fit().selectsLambda()).isTrue();
    assertThat(config.fit().l1Share()).isEqualTo(0.5);
    assertThat(config.fit().rate()).isEqualTo(LearningRate.automatic());
    assertThat(config.fit().stoppingRule()).isEqualTo(new StoppingRule(1000, 1e-8));
    assertThat(config.select().grid().count()).isEqualTo(100);
    assertThat(config.compute().partitions()).isEmpty();
    assertThat(config.output().dir()).isEqualTo("out");
  }

  @Test
  void fileLiesOverReferenceAndSetsOverBothInOrder() throws IOException {
    String file = SOURCE + "fit { lambda = 0.3, l1-ratio = 0.2 }";

    FitConfig fit = read(file, "fit.lambda=0.5", "fit.lambda=0.7").fit();

    assertThat(fit.lambda()).isEqualTo(OptionalDouble.of(0.7));
    assertThat(fit.l1Ratio()).isEqualTo(0.2);
    assertThat(fit.tolerance()).isEqualTo(1e-8);
  }

  @Test
  void setsAreMergedBeforeSubstitutionsResolve() throws IOException {
    String file =
        "data.dir = /nowhere\ninput.ratings.path = ${data.dir}\"/ratings.csv\"\n"
            + "features = [ { name = y, kind = numeric } ]";

    ShrinkageConfig config = read(file, "data.dir=../shared/data//x");

    assertThat(config.input().ratings().path()).isEqualTo("../shared/data//x/ratings.csv");
    assertThat(read(file, "output.dir=${data.dir}\"/out\"").output().dir())
        .isEqualTo("/nowhere/out");
  }

  @Test
  void everySubstitutionWithoutValueIsReportedWithItsLine() {
    String file =
        "input.ratings.path = ${data.dir}\"/ratings.csv\"\noutput.dir = ${data.out}\n"
            + "fit.lambda = ${data.lambda}\nfit.l1-ratio = 2\n"
            + "features = [ { name = y, kind = numeric } ]";

    assertThat(problems(file))
        .extracting(problem -> problem.toString().replace(directory + "/", ""))
        .containsExactlyInAnyOrder(
            "${data.dir} (my.conf:1): has no value; give it one: --set data.dir=VALUE",
            "${data.out} (my.conf:2): has no value; give it one: --set data.out=VALUE",
            "${data.lambda} (my.conf:3): has no value; give it one: --set data.lambda=VALUE",
            "fit.l1-ratio = 2 (my.conf:4): expected a number from 0 to 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userId = 414",
        "a, b = 3",
        "s3a://bucket/x",
        "/data//part # 2",
        "title IN (\"a\", \"b\")",
        "rating >= 3 AND year < 2000",
        ""
      })
  void setTakesTextThatIsNotHoconToTheLetter(String text) throws IOException {
    assertThat(read(SOURCE, "input.ratings.where=" + text).input().ratings().where())
        .isEqualTo(text);
  }

  @Test
  void assignmentQuotesItsText() throws IOException {
    String text = "a \"quoted\" \\ ${path} # 1";

    assertThat(read(SOURCE, ConfigReader.assignment("output.dir", text)).output().dir())
        .isEqualTo(text);
  }

  @Test
  void listElementsAreSeparatedByCommaOrLineEnd() throws IOException {
    String file =
        "input.ratings.path = r.csv\nfeatures = [\n  { name = a, kind = numeric }\n"
            + "  { name = b, kind = numeric }, { name = c, kind = numeric }\n"
            + "  { name = d, column = x } { kind = one-hot }\n]";

    List<FeatureSpec> features = read(file).features();

    assertThat(features).extracting(FeatureSpec::name).containsExactly("a", "b", "c", "d");
    assertThat(features.get(3)).isEqualTo(FeatureSpec.oneHot("d", "x"));
  }

  @Test
  void everyKeyOfAFeatureIsRead() throws IOException {
    String file =
        "input.ratings.path = r.csv\nfeatures = [\n"
            + "{ name = g, column = genres, kind = multi-hot, separator = \", \", min-count = 3,"
            + " missing = zero, unseen = reject, from = ratings, penalty-factor = 0.5 }\n"
            + "{ name = y, kind = numeric, missing = reject, range = [1870, 2100],"
            + " lower = 0, upper = 2.5 } ]";

    List<FeatureSpec> features = read(file).features();

    assertThat(features.get(0).separator()).isEqualTo(", ");
    assertThat(features.get(0).minCount()).isEqualTo(3);
    assertThat(features.get(0).unseen()).isEqualTo(Unseen.REJECT);
    assertThat(features.get(0).missing()).isEqualTo(Missing.ZERO);
    assertThat(features.get(0).penaltyFactor()).isEqualTo(0.5);
    assertThat(features.get(1))
        .isEqualTo(
            FeatureSpec.numeric("y", "y")
                .withMissing(Missing.REJECT)
                .withRange(1870, 2100)
                .withBounds(0, 2.5));
  }

  @Test
  void withoutInputTheDemoRuns() {
    ShrinkageConfig config = ConfigReader.read(ConfigSources.of("fit.lambda=0.1"));

    assertThat(config.input().ratings().synthetic()).isTrue();
    assertThat(config.input().movies().present()).isTrue();
    assertThat(config.input().ratings().options())
        .isEqualTo(Map.of("rows", "20000", "movies", "500", "users", "200", "seed", "42"));
    assertThat(config.features())
        .extracting(FeatureSpec::name)
        .containsExactly("genre", "director", "actor", "year", "runtime");
    assertThat(config.features().get(0).kind()).isEqualTo(FeatureKind.MULTI_HOT);
    assertThat(config.fit().lambda()).isEqualTo(OptionalDouble.of(0.1));
  }

  @Test
  void demoMoviesShareTheSeedOfItsRatings() {
    InputConfig input = ConfigReader.read(ConfigSources.of("input.ratings.options.seed=7")).input();

    assertThat(input.ratings().options()).containsEntry("seed", "7");
    assertThat(input.movies().options()).containsEntry("seed", "7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"input.ratings.path=r.csv", "input.ratings={ path = r.csv }"})
  void namingAnInputEndsTheDemo(String set) {
    assertThat(set(set))
        .startsWith("features: is empty; list at least one, such as { name = year,");
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    String file = "fit.tolerance = -1\nfit.lamda = 0.1\n" + SOURCE + "split.by = colum";

    ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(file, "x.y=1"));

    assertThat(e.getMessage().replace(directory + "/", ""))
        .isEqualTo(
            """
            configuration: 4 problems
              split.by = colum (my.conf:5): expected column, hash or time; did you mean column?
              fit.tolerance = -1 (my.conf:1): expected a number above 0
              fit.lamda (my.conf:2): unknown key; did you mean fit.lambda?
              x (--set): unknown key\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fit.lamda = 1        | fit.lamda (my.conf:3): unknown key; did you mean fit.lambda?
          lambda = 1           | lambda (my.conf:3): unknown key; did you mean fit.lambda?
          fit { lambda { x=1 }} | fit.lambda = {"x":1} (my.conf:3): expected a number of at least 0, or auto
          ouput.dir = x        | ouput (my.conf:3): unknown key; did you mean output?
          fit = 3              | fit = 3 (my.conf:3): expected a block { key = value }
          fit.lambda = abc     | fit.lambda = abc (my.conf:3): expected a number of at least 0, or auto
          fit.lambda = -1      | fit.lambda = -1 (my.conf:3): expected a number of at least 0, or auto
          fit.lambda = NaN     | fit.lambda = NaN (my.conf:3): expected a number of at least 0, or auto
          fit.lambda = 1e999   | fit.lambda = 1e999 (my.conf:3): expected a number of at least 0, or auto
          fit.lambda = true    | fit.lambda = true (my.conf:3): expected a number of at least 0, or auto
          fit.lambda = null    | fit.lambda = null (my.conf:3): expected a number of at least 0, or auto
          fit.l1-ratio = 1.5   | fit.l1-ratio = 1.5 (my.conf:3): expected a number from 0 to 1
          fit.standardize = 1  | fit.standardize = 1 (my.conf:3): expected true or false
          fit.max-iterations = 2.5 | fit.max-iterations = 2.5 (my.conf:3): expected a whole number from 1 to 1000000000
          split.test-share = 1 | split.test-share = 1 (my.conf:3): expected a number from 0 to less than 1
          select.l1-ratios = 1 | select.l1-ratios = 1 (my.conf:3): expected a list, each a number from 0 to 1
          select.l1-ratios = [2] | select.l1-ratios = [2] (my.conf:3): expected a list, each a number from 0 to 1
          learning-curve.shares = [0] | learning-curve.shares = [0] (my.conf:3): expected a list, each a number above 0, at most 1
          split.seed = x       | split.seed = x (my.conf:3): expected a whole number
          split.test-values = F | split.test-values = F (my.conf:3): expected a list of texts, such as ["F"]
          split.test-after = 2018-13-01 | split.test-after = 2018-13-01 (my.conf:3): expected a date such as 2018-01-01, an ISO-8601 time, or Unix seconds
          output.dir = [a]     | output.dir = ["a"] (my.conf:3): expected text
          output.dir = ""      | output.dir = "" (my.conf:3): expected text that is not empty
          input.ratings.range = [5, 1] | input.ratings.range = [5,1] (my.conf:3): expected [lowest, highest], or [] for any finite number
          input.ratings.options = x | input.ratings.options = x (my.conf:3): expected a block { name = value }
          fit.solver = proximl | fit.solver = proximl (my.conf:3): expected auto, gradient, local, proximal or statistics; did you mean proximal?
          fit.solver = working-set | fit.solver = working-set (my.conf:3): is not built yet; use auto, statistics, local, proximal or gradient
          fit.solver = conjugate-gradient | fit.solver = conjugate-gradient (my.conf:3): is not built yet; use auto, statistics, local, proximal or gradient
          compute.blas = native | compute.blas = native (my.conf:3): is read with compute.reproducible = fast only, since bits depend on it; choose that, or remove it
          """)
  void wrongValueIsReportedWithItsLine(String line, String message) {
    assertThat(problem(SOURCE + line)).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fit { penalty = none, lambda = 0.1 } | fit.lambda = 0.1 (my.conf:3): does not go with fit.penalty = none; remove it, or choose l1, l2, elastic-net or group-l1
          fit.learning-rate = 0.1 | fit.learning-rate = 0.1 (my.conf:3): is read by fit.solver = gradient only; choose that solver, or remove it
          fit.learning-rate-decay = 1 | fit.learning-rate-decay = 1 (my.conf:3): is read by fit.solver = gradient only; choose that solver, or remove it
          fit { solver = gradient, learning-rate-decay = 1 } | fit.learning-rate-decay = 1 (my.conf:3): needs a number for fit.learning-rate to start from, and it is auto
          fit { penalty = group-l1, standardize = false } | fit.standardize = false (my.conf:3): does not go with fit.penalty = group-l1, whose norms are those of standardized weights; remove it, or choose l1, l2 or elastic-net
          select { rule = validation, fold-column = f } | select.fold-column = f (my.conf:3): is read by the rules cv-1se and cv-min only; choose one of them, or remove it
          select { folds = 7, fold-column = f } | select.folds = 7 (my.conf:3): is not read beside select.fold-column, whose values are the folds; remove one
          select { folds = 41 } | select.folds = 41 (my.conf:3): cannot be dealt from 40 training buckets; take fewer folds, or more split.buckets
          fit.penalty = l1, select.l1-ratios = [0.5] | select.l1-ratios = [0.5] (my.conf:3): are read for fit.penalty = elastic-net only; choose it, or remove them
          select { rule = validation, l1-ratios = [0.5] } | select.l1-ratios = [0.5] (my.conf:3): are read by the rules cv-1se and cv-min only; choose one of them, or remove them
          fit.l1-ratio = 0.3, select.l1-ratios = [0.5] | fit.l1-ratio = 0.3 (my.conf:3): is not read beside select.l1-ratios; add it to them, or remove one
          early-stopping.enabled = true | early-stopping.enabled = true (my.conf:3): goes with fit.solver = gradient or proximal only; choose one of them, or remove it
          split { by = column, test-values = [F] } | split.column: is empty; split.by = column needs the column's name
          split { by = column, column = train } | split.test-values = []: is empty; split.by = column needs the values whose rows test
          split.by = time | split.test-after: is empty; split.by = time needs the time after which rows test
          split.column = train | split.column = train (my.conf:3): is read with split.by = column only; remove it, or set split.by = column
          split { by = time, test-after = 2018-01-01, test-share = 0.3 } | split.test-share = 0.3 (my.conf:3): is read with split.by = hash only; remove it, or set split.by = hash
          split { test-share = 0.5, validation-share = 0.5 } | split.validation-share = 0.5 (my.conf:3): and split.test-share leave no rows to train on; their sum must be below 1
          split.unit = item, input.ratings.columns.item = "" | split.unit = item (my.conf:3): needs input.ratings.columns.item, which is empty; name it, or use rating
          split.unit = user, input.ratings.columns.user = "" | split.unit = user (my.conf:3): needs input.ratings.columns.user, which is empty; name it, or use rating
          input.ratings { duplicates = error, columns.user = "" } | input.ratings.duplicates = error (my.conf:3): needs input.ratings.columns.user and item; name both, or use keep
          input.ratings { duplicates = latest, columns.time = "" } | input.ratings.duplicates = latest (my.conf:3): needs input.ratings.columns.time to know which is the latest; name it, or use error
          input.movies.path = m.csv, input.ratings.columns.item = "" | input.ratings.columns.item (my.conf:3): is empty, so the movies cannot be joined; name the column, or set input.movies.path = ""
          input.users.path = u.csv, input.ratings.columns.user = "" | input.ratings.columns.user (my.conf:3): is empty, so the users cannot be joined; name the column, or set input.users.path = ""
          input.users { format = synthetic, options { rows = 9, movies = 2, users = 2, seed = -1 } } | input.users.format = synthetic (my.conf:3): does not go with input.ratings.format = csv; synthetic ratings and users come together
          input.ratings { format = synthetic, options { header = null, rows = 9, movies = 2, users = 2 } } | input.ratings.options.seed: is missing; synthetic ratings are made by options { rows, movies, users, seed }
          input.ratings { format = synthetic, options { header = null, rows = 1.5, movies = 2, users = 2, seed = 1 } } | input.ratings.options.rows = 1.5 (my.conf:3): expected a whole number of at least 0; synthetic ratings are made by options { rows, movies, users, seed }
          input.ratings { format = synthetic, options { header = null, rows = 9, movies = 0, users = 2, seed = 1 } } | input.ratings.options.movies = 0 (my.conf:3): expected a whole number of at least 1; synthetic ratings are made by options { rows, movies, users, seed }
          input.movies.unknown = quarantine | input.movies.unknown = quarantine (my.conf:3): is read with a table of movies only; give input.movies.path, or remove it
          input.movies { path = m.csv, query = "SELECT 1" } | input.movies.path = m.csv (my.conf:3): is not read beside input.movies.query; remove one, or list it in input.movies.tables
          input.movies.tables.a.path = a.csv | input.movies.tables = {"a":{"path":"a.csv"}} (my.conf:3): is read by input.movies.query only, which is empty; give the query, or remove the tables
          input.movies { query = "SELECT 1", tables.a.pth = x, tables.a.path = y } | input.movies.tables.a.pth (my.conf:3): unknown key; did you mean input.movies.tables.a.path?
          input.ratings.path = "" | input.ratings.path (my.conf:3): is empty; give the file, directory or table of the ratings
          """)
  void clashIsReportedWithItsLine(String line, String message) {
    assertThat(problem(SOURCE + line)).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { name = a }                      | features[0].kind (my.conf:2): is missing; every feature has one
          { kind = numeric }                | features[0].name (my.conf:2): is missing; every feature has one
          { name = a, kind = numerc }       | features[0].kind = numerc (my.conf:2): expected multi-hot, numeric or one-hot; did you mean numeric?
          { name = a, kind = numeric, missing = level } | features[0].missing = level (my.conf:2): does not fit kind numeric; expected mean, zero or reject
          { name = a, kind = one-hot, missing = mean } | features[0].missing = mean (my.conf:2): does not fit kind one-hot; expected level, zero or reject
          { name = a, kind = one-hot, range = [1, 2] } | features[0].range = [1,2] (my.conf:2): is not read for kind one-hot; remove it
          { name = a, kind = numeric, min-count = 2 } | features[0].min-count = 2 (my.conf:2): is not read for kind numeric; remove it
          { name = a, kind = one-hot, separator = x } | features[0].separator = x (my.conf:2): is not read for kind one-hot; remove it
          { name = a, kind = one-hot, mincount = 2 } | features[0].mincount (my.conf:2): unknown key; did you mean features[0].min-count?
          { name = a, kind = one-hot, penalty-factor = -1 } | features[0].penalty-factor = -1 (my.conf:2): expected a number of at least 0
          { name = a, kind = one-hot, lower = 1 } | features[0].lower = 1 (my.conf:2): expected a number of at most 0, or none
          { name = a, kind = one-hot, upper = auto } | features[0].upper = auto (my.conf:2): expected a number of at least 0, or none
          { name = a, kind = one-hot, from = movies } | features[0].from = movies (my.conf:2): needs a table of movies; give input.movies.path
          { name = a, kind = one-hot, from = users } | features[0].from = users (my.conf:2): needs a table of users; give input.users.path
          """)
  void wrongFeatureIsReportedWithItsLine(String feature, String message) {
    assertThat(problem("input.ratings.path = r.csv\nfeatures = [ " + feature + " ]"))
        .isEqualTo(message);
  }

  @Test
  void groupsHaveNoBounds() {
    String file =
        "input.ratings.path = r.csv, fit.penalty = group-l1\nfeatures = [\n"
            + "{ name = a, kind = numeric, lower = none }\n"
            + "{ name = b, kind = numeric, lower = -1 } ]";

    assertThat(problem(file))
        .isEqualTo(
            "features[1].lower = -1 (my.conf:4): does not go with fit.penalty = group-l1; remove"
                + " it, or choose l1, l2 or elastic-net");
  }

  @Test
  void featuresOfOneNameAreReportedWithBothLines() {
    String file =
        "input.ratings.path = r.csv\nfeatures = [\n{ name = a, kind = numeric }\n"
            + "{ name = a, kind = one-hot }\n]";

    assertThat(problem(file))
        .startsWith("features[1].name = a (my.conf:4): is the name of two features, the other at ")
        .endsWith("my.conf:3; give each its own");
  }

  @Test
  void settingsReadInOneCaseOnlyAreAccepted() throws IOException {
    read(SOURCE + "fit { penalty = l2, l1-ratio = 0.3, lambda = 0.1 }, select.lambdas = 50");
    read(SOURCE + "fit { penalty = none, lambda = 0 }");
    assertThat(read(SOURCE + "select.fold-column = f").foldColumn()).contains("f");
    assertThat(read(SOURCE + "select.fold-column = f, fit.lambda = 1").foldColumn()).isEmpty();
  }

  @Test
  void harmlessSpellingsAreAccepted() throws IOException {
    String file =
        SOURCE
            + "fit { standardize = no, lambda = \"0.25\", max-iterations = 1e3 }\n"
            + "compute.partitions = 7, input.ratings.range = []";

    ShrinkageConfig config = read(file);

    assertThat(config.fit().standardize()).isFalse();
    assertThat(config.fit().lambda()).isEqualTo(OptionalDouble.of(0.25));
    assertThat(config.fit().maxIterations()).isEqualTo(1000);
    assertThat(config.compute().partitions()).isEqualTo(OptionalInt.of(7));
    assertThat(config.input().ratings().range()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2018-01-01, 2018-01-01T00:00:00Z",
    "2018-01-01T12:30:00, 2018-01-01T12:30:00Z",
    "2018-01-01T12:30:00+02:00, 2018-01-01T10:30:00Z",
    "1514764800, 2018-01-01T00:00:00Z"
  })
  void timesAreInUtc(String text, String instant) throws IOException {
    SplitConfig split = read(SOURCE, "split.by=time", "split.test-after=" + text).split();

    assertThat(split.testAfter()).contains(Instant.parse(instant));
  }

  @Test
  void timeColumnIsNeededOnlyWhereItIsRead() throws IOException {
    assertThat(read(SOURCE).timeColumn()).isEmpty();
    assertThat(read(SOURCE, "input.ratings.duplicates=latest").timeColumn()).contains("timestamp");
  }

  @Test
  void assignmentWithoutKeyIsReported() {
    assertThat(set("fit.lambda"))
        .isEqualTo("--set fit.lambda: expected KEY=VALUE, such as fit.lambda=0.1");
    assertThat(set("a..b=1")).isEqualTo("--set a..b=1: expected KEY=VALUE, such as fit.lambda=0.1");
  }

  @Test
  void absentFileIsReported() {
    ConfigException e =
        catchThrowableOfType(
            ConfigException.class,
            () -> ConfigReader.read(new ConfigSources(Optional.of(Path.of("no.conf")), List.of())));

    assertThat(e.problems().get(0))
        .hasToString("--config no.conf: there is no such file that can be read");
    assertThat(e.problems()).hasSize(1);
  }

  @Test
  void fileThatDoesNotParseIsReportedWithItsLine() {
    assertThat(problem("a = 1\nfit { lambda = \n"))
        .startsWith("--config my.conf (my.conf:")
        .contains("cannot be read: ");
  }

  @Test
  void substitutionsInACircleAreReported() {
    assertThat(problem("data.a = ${data.b}\ndata.b = ${data.a}"))
        .contains("substitutions (my.conf:")
        .contains("cannot be resolved");
  }

  @Test
  void recordedSettingsReadBackEqual() throws IOException {
    String file =
        "input { ratings { path = r.csv, range = [], options { \"a.b\" = x, c.d = 1.0 } }\n"
            + "movies { query = \"SELECT 1\", tables { m { path = m.csv } } } }\n"
            + "features = [ { name = y, kind = numeric, range = [1, 2] }\n"
            + "{ name = g, kind = multi-hot, min-count = 4 }, { name = d, kind = one-hot } ]\n"
            + "split { by = time, test-after = 2018-01-01 }, compute.depth = 2\n"
            + "fit { solver = gradient, learning-rate = 0.1, learning-rate-decay = 0.5 }";
    ShrinkageConfig config = read(file);

    ShrinkageConfig back = ConfigReader.fromRecord(config.asMap(), "run.json", ConfigSources.of());

    assertThat(back).isEqualTo(config);
    assertThat(back.asMap()).isEqualTo(config.asMap());
    assertThat(config.input().ratings().options())
        .containsEntry("a.b", "x")
        .containsEntry("c.d", "1.0");
  }

  @Test
  void overridesLieOverRecordedSettings() {
    Map<String, Object> recorded = ConfigReader.read(ConfigSources.of()).asMap();

    ShrinkageConfig config =
        ConfigReader.fromRecord(recorded, "run.json", ConfigSources.of("crosscheck.solver=l-bfgs"));

    assertThat(config.crosscheck().solver()).isEqualTo(CrossCheckSolver.L_BFGS);
    assertThat(config.input().ratings().synthetic()).isTrue();
  }

  @Test
  @SuppressWarnings("unchecked")
  void secretsAreRedactedAndHaveToBeGivenAgain() throws IOException {
    String file =
        SOURCE
            + "input.ratings { format = jdbc, options { url = \"jdbc:x?user=u&password=p&a=b\","
            + " password = hush, fs.s3a.access.key = hush, fetchsize = 10 } }";
    ShrinkageConfig config = read(file);
    Map<String, Object> recorded = config.asMap();

    assertThat(config.toString()).contains("fetchsize").doesNotContain("hush", "password=p&");
    Map<String, Object> ratings =
        (Map<String, Object>) ((Map<String, Object>) recorded.get("input")).get("ratings");
    assertThat(ratings.get("options"))
        .isEqualTo(
            Map.of(
                "url", "jdbc:x?user=u&password=(redacted)&a=b",
                "password", "(redacted)",
                "fs.s3a.access.key", "(redacted)",
                "fetchsize", "10",
                "header", "true"));
    ConfigException e =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                ConfigReader.fromRecord(
                    recorded, "run.json", ConfigSources.of("input.ratings.options.url=jdbc:y")));
    assertThat(e.problems())
        .extracting(ConfigProblem::toString)
        .containsExactlyInAnyOrder(
            "input.ratings.options.password (run.json): was redacted when the run was recorded;"
                + " give it again with --set",
            "input.ratings.options.fs.s3a.access.key (run.json): was redacted when the run was"
                + " recorded; give it again with --set");
  }

  @Test
  void passwordInAPathIsRedactedAndHasToBeGivenAgain() throws IOException {
    Map<String, Object> recorded =
        read(SOURCE
                + "input.ratings.path = \"s3a://id:hush@bucket/r.csv\"\n"
                + "output.dir = \"s3a://id:hush@bucket/out\"")
            .asMap();

    assertThat(recorded.toString()).contains("s3a://id:(redacted)@bucket").doesNotContain("hush");
    ConfigException e =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                ConfigReader.fromRecord(
                    recorded, "run.json", ConfigSources.of("input.ratings.path=r.csv")));
    assertThat(e.problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "output.dir (run.json): was redacted when the run was recorded; give it again with"
                + " --set");
  }

  @Test
  void referenceHasEveryKeyAndNoOther() throws IOException {
    ShrinkageConfig config = read(SOURCE);
    Map<String, Object> reference =
        com.typesafe.config.ConfigFactory.parseResources(
                ConfigReader.class, "/io/shrinkage/reference.conf")
            .root()
            .unwrapped();

    List<String> documented = new ArrayList<>(keys("", reference));
    documented.remove("data");

    assertThat(documented).containsExactlyInAnyOrderElementsOf(keys("", config.asMap()));
  }

  @Test
  void referenceExplainsEveryKeyOfAFeature() throws IOException {
    List<String> keys = new ArrayList<>();
    try (java.io.InputStream stream =
        ConfigReader.class.getResourceAsStream("/io/shrinkage/reference.conf")) {
      new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.matches("#   [a-z].*"))
          .forEach(line -> keys.add(line.substring(4).split(" ")[0]));
    }
    String all =
        "input.ratings.path = r.csv\nfeatures = [ { name = a, kind = multi-hot }"
            + ", { name = b, kind = numeric } ]";
    Map<String, Object> written = new LinkedHashMap<>();
    for (FeatureSpec feature : read(all).features()) {
      written.putAll(FeatureReader.plain(feature));
    }

    assertThat(keys).containsExactlyInAnyOrderElementsOf(written.keySet());
  }

  /** Full keys of the leaves; a block that is empty is a leaf. */
  private static List<String> keys(String path, Map<?, ?> map) {
    List<String> keys = new ArrayList<>();
    map.forEach(
        (key, value) -> {
          String full = path.isEmpty() ? (String) key : path + "." + key;
          if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
            keys.addAll(keys(full, inner));
          } else {
            keys.add(full);
          }
        });
    return keys;
  }
}
