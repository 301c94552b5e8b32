package io.shrinkage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.shrinkage.config.ConfigException;
import io.shrinkage.config.ConfigReader;
import io.shrinkage.config.ConfigSources;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.testing.Cases;
import io.shrinkage.testing.Heard;
import io.shrinkage.testing.SparkExtension;
import io.shrinkage.testing.TrainedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Features of a table of users, as if its columns had stood in the ratings. */
@ExtendWith(SparkExtension.class)
class UsersIT {
  private static final int ROWS = 1200;
  private static final int USERS = 80;
  private static final int MOVIES = 25;

  private static final String GENRE = "{ name = genre, column = genres, kind = multi-hot }";
  private static final String GROUP = "{ name = group, column = group, kind = one-hot }";
  private static final String AGE =
      "{ name = age, column = age, kind = numeric, range = [1, 120] }";
  private static final String DAY = "{ name = day, column = day, kind = numeric }";

  @TempDir private static Path dir;
  private static SparkSession session;
  private static String ratings;
  private static String movies;
  private static String users;
  private static String joined;
  private static TrainedRun run;
  private static TrainedRun beside;
  private static List<Row> expectedScores;

  /**
   * 1,200 ratings by 80 users, a tenth of whom the table of users lacks; some have no group, and
   * some an age that is out of range or unreadable. In {@code joined} the same stands beside each
   * rating.
   */
  @BeforeAll
  static void write(SparkSession running) throws IOException {
    session = running;
    StringBuilder movieLines = new StringBuilder("movieId,genres\n");
    for (int movie = 0; movie < MOVIES; movie++) {
      movieLines.append(movie).append(movie % 3 == 0 ? ",Drama\n" : ",Comedy|Drama\n");
    }
    String[] values = new String[USERS];
    StringBuilder userLines = new StringBuilder("userId,group,age,seen\n");
    for (int user = 0; user < USERS; user++) {
      boolean known = user % 10 != 3;
      values[user] = known ? group(user) + "," + age(user) : ",";
      userLines.append(known ? user + "," + values[user] + ",x\n" : "");
    }
    userLines.append("5000,never seen,30,x\n,nobody,31,x\n");
    StringBuilder plain = new StringBuilder("userId,movieId,rating,timestamp,day\n");
    StringBuilder wide = new StringBuilder("userId,movieId,rating,timestamp,day,group,age\n");
    Cases.checkSeed(
        5,
        random -> {
          for (int i = 0; i < ROWS; i++) {
            int user = random.nextInt(USERS);
            int movie = random.nextInt(MOVIES);
            double rating =
                3
                    + (movie % 3 == 0 ? 0.6 : 0)
                    + (user % 4 == 1 ? 0.9 : 0)
                    + 0.01 * (user - 40)
                    + 0.5 * Cases.normal(random);
            String row =
                String.format(
                    Locale.ROOT,
                    "%d,%d,%.1f,%d,%d",
                    user,
                    movie,
                    Math.max(0.5, Math.min(5, Math.rint(2 * rating) / 2)),
                    1000 + i,
                    i % 7);
            plain.append(row).append('\n');
            wide.append(row).append(',').append(values[user]).append('\n');
          }
        });
    movies = file("movies.csv", movieLines);
    users = file("users.csv", userLines);
    ratings = file("ratings.csv", plain);
    joined = file("joined.csv", wide);
    run = train(ofUsers("csv", ratings, users, GENRE, GROUP, AGE), "crosscheck.enabled=true");
    beside = train(common("csv", joined, GENRE, GROUP, AGE));
    expectedScores = scores(beside, joined);
  }

  private static String group(int user) {
    return user % 7 == 0 ? "" : "g " + user % 4;
  }

  private static String age(int user) {
    return user % 11 == 0 ? "999" : user % 13 == 0 ? "old" : String.valueOf(18 + user % 50);
  }

  private static String file(String name, CharSequence text) throws IOException {
    return Files.writeString(dir.resolve(name), text).toString();
  }

  /** The same rows with typed columns: what is no number is absent. */
  private static String parquet(String csv) {
    String path = csv.replace(".csv", ".parquet");
    if (!Files.exists(Path.of(path))) {
      Dataset<Row> rows = session.read().option("header", true).csv(csv);
      for (String name : rows.columns()) {
        if (!name.equals("group") && !name.equals("seen")) {
          String type = name.equals("rating") ? "double" : "int";
          rows = rows.withColumn(name, functions.expr("try_cast(" + name + " AS " + type + ")"));
        }
      }
      rows.repartition(3).write().parquet(path);
    }
    return path;
  }

  private static List<String> common(String format, String path, String... features) {
    return new ArrayList<>(
        List.of(
            "input.ratings.format=" + format,
            ConfigReader.assignment("input.ratings.path", path),
            ConfigReader.assignment("input.movies.path", movies),
            "features=[" + String.join(", ", features) + "]",
            "fit.lambda=0.02",
            "crosscheck.enabled=false",
            "select.ablation=false",
            "learning-curve.enabled=false"));
  }

  private static List<String> ofUsers(
      String format, String path, String table, String... features) {
    List<String> sets = common(format, path, features);
    sets.add("input.users.format=" + (table.endsWith(".parquet") ? "parquet" : "csv"));
    sets.add(ConfigReader.assignment("input.users.path", table));
    return sets;
  }

  private static TrainedRun train(List<String> sets, String... more) {
    List<String> all = new ArrayList<>(sets);
    all.addAll(List.of(more));
    TrainedRun trained = TrainedRun.train(dir.resolve("out"), all);
    assertThat(trained.exitCode()).isEqualTo(ExitCode.DONE);
    return trained;
  }

  private static void assertSame(TrainedRun trained, TrainedRun expected) {
    for (String key : List.of("accepted", "reasons", "compressed_rows", "users", "movies")) {
      assertThat(trained.json().get("data").get(key)).isEqualTo(expected.json().at("/data/" + key));
    }
    assertThat(trained.json().get("metrics")).isEqualTo(expected.json().get("metrics"));
    assertThat(trained.hash()).isEqualTo(expected.hash());
  }

  @Test
  void theModelIsThatOfRatingsThatHaveTheColumns() {
    assertSame(run, beside);
    assertThat(run.json().at("/data/compressed_rows").asInt()).isLessThan(ROWS);
    assertThat(run.json().at("/crosscheck/agrees").asBoolean()).isTrue();
    assertThat(run.coefficient("group=g 1")).isPositive();
    assertThat(run.json().at("/model/coefficients").has("group=(missing)")).isTrue();
    assertThat(run.json().at("/model/coefficients").has("group=never seen")).isFalse();

    String typed = parquet(ratings);
    assertSame(train(ofUsers("parquet", typed, users, GENRE, GROUP, AGE)), beside);
  }

  @Test
  void rowsThatDoNotCompressAndTablesOfNumbersTakeUsersToo() throws IOException {
    String strict = GROUP.replace(" }", ", missing = reject }");
    String[] noItem = {
      "input.movies.path=\"\"", "input.ratings.columns.item=\"\"", "input.ratings.max-bad-share=1"
    };
    TrainedRun rows = train(ofUsers("csv", ratings, parquet(users), DAY, strict), noItem);
    int rejected = rows.json().at("/data/reasons/feature_missing").asInt();
    assertThat(rejected).isPositive();
    assertThat(rows.json().at("/data/compressed_rows").asInt()).isEqualTo(ROWS - rejected);
    assertSame(rows, train(common("csv", joined, DAY, strict), noItem));
    Dataset<Row> quarantine =
        session.read().parquet(rows.directory().resolve("quarantine").toString());
    assertThat(quarantine.first().<String>getAs("_raw"))
        .as("the rating as it stands, without the user's values")
        .matches("\\d+,\\d+,[0-9.]+,\\d+,\\d");

    // Two columns of one name, each a number.
    String days = dir.resolve("days.parquet").toString();
    session.read().parquet(parquet(users)).withColumnRenamed("age", "day").write().parquet(days);
    String other = AGE.replace("column = age", "column = day, from = users");
    String own = DAY.replace("column = day", "column = day, from = ratings");
    TrainedRun numbers = train(ofUsers("parquet", parquet(ratings), days, other, own));
    TrainedRun plain = train(common("parquet", parquet(joined), AGE, DAY));
    assertThat(numbers.json().at("/data/compressed_rows").asInt()).isEqualTo(ROWS);
    assertThat(numbers.json().get("metrics")).isEqualTo(plain.json().get("metrics"));
    assertThat(numbers.coefficient("age")).isEqualTo(plain.coefficient("age")).isNotZero();
    assertThat(numbers.coefficient("day")).isEqualTo(plain.coefficient("day"));
    double expected =
        numbers.intercept() + 39 * numbers.coefficient("age") + 6 * numbers.coefficient("day");
    String one = file("one.csv", "userId,movieId,timestamp,day\n21,1,1,6\n");
    assertThat(Double.parseDouble(scores(numbers, one).get(0).getString(3)))
        .isCloseTo(expected, within(1e-9));
  }

  @Test
  void oneNameInTwoTablesNeedsToSayWhichIsMeant() throws IOException {
    List<String> lines = Files.readAllLines(Path.of(ratings));
    lines.replaceAll(line -> line + (line.startsWith("userId") ? ",group,age" : ",x,50"));
    String other = file("other.csv", String.join("\n", lines));
    assertThatThrownBy(() -> train(ofUsers("csv", other, users, GENRE, GROUP, AGE)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("the users and the ratings have this column; set from = users or");

    String[] named = {
      GENRE, GROUP.replace(" }", ", from = users }"), AGE.replace(" }", ", from = users }")
    };
    TrainedRun trained = train(ofUsers("csv", other, users, named));
    assertThat(trained.json().at("/model/coefficients"))
        .isEqualTo(beside.json().at("/model/coefficients"));
    assertThat(trained.intercept()).isEqualTo(beside.intercept());
    assertThat(scores(trained, other)).isEqualTo(expectedScores);
  }

  @Test
  void aTableThatIsNoTableOfUsersIsRefusedInWords() throws IOException {
    String twice = file("twice.csv", "userId,group,age\n7,a,1\n8,a,1\n7.0,b,2\n");
    assertThatThrownBy(() -> train(ofUsers("csv", ratings, twice, GENRE, GROUP)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "input.users: two rows have the key 7; a user must have one row, so remove one");
    assertThatThrownBy(() -> train(ofUsers("csv", ratings, twice, GENRE)))
        .as("it is read although no feature takes anything from it")
        .hasMessageContaining("two rows have the key 7");
    String unnamed = file("unnamed.csv", "user,group\n7,a\n");
    assertThatThrownBy(() -> train(ofUsers("csv", ratings, unnamed, GENRE, GROUP)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "input.users.columns.user: the users have no column 'userId'; they have [user, group]");
    assertThatThrownBy(() -> train(ofUsers("csv", ratings, "no.csv", GENRE, GROUP)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("input.users.path: there is nothing at no.csv");
  }

  private static List<Row> scores(TrainedRun trained, String input) {
    Path out = dir.resolve("scores-" + trained.directory().getFileName());
    score(trained, input, out, Console.SILENT);
    return session
        .read()
        .option("header", true)
        .csv(out.resolve("scores").toString())
        .select("userId", "movieId", "timestamp", "prediction")
        .sort("timestamp")
        .collectAsList();
  }

  private static void score(TrainedRun trained, String input, Path out, Console console) {
    new ScoreJob(
            new ScoreOptions(
                trained.directory().toString(),
                input,
                Optional.of(out.toString()),
                false,
                ConfigSources.of()),
            console)
        .run();
  }

  @Test
  void scoresAreThoseOfTheModelOnRatingsThatHaveTheColumns() throws IOException {
    assertThat(expectedScores).hasSize(ROWS);
    assertThat(scores(run, ratings)).isEqualTo(expectedScores);

    List<String> lines = new ArrayList<>();
    Path out = dir.resolve("pairs");
    score(run, file("pairs.csv", "userId,movieId\n1,2\n7777,2\n,2\n"), out, new Heard(lines));
    assertThat(lines)
        .contains(
            "from the run's movies, by key: genre", "from the run's users, by key: group, age");
    JsonNode outcome = TrainedRun.json(out.resolve("score.json"));
    assertThat(outcome.get("scored").asInt()).isEqualTo(2);
    assertThat(outcome.at("/reasons/missing_key").asInt()).isEqualTo(1);

    String nobody = file("nobody.csv", "movieId\n2\n");
    assertThatThrownBy(() -> score(run, nobody, dir.resolve("no"), Console.SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no column ['group', 'age']")
        .hasMessageContaining("the user's key 'userId', by which the run's users are looked up");
  }

  @Test
  void aRunIsVerifiedEstimatedAndNotRecommendedFrom() {
    VerifyOptions verify = new VerifyOptions(run.directory().toString(), true, ConfigSources.of());
    assertThat(new VerifyJob(verify, Console.SILENT).run()).isEqualTo(ExitCode.DONE);

    List<String> lines = new ArrayList<>();
    List<String> sets = ofUsers("csv", ratings, users, GENRE, GROUP, AGE);
    ShrinkageConfig config = ConfigReader.read(ConfigSources.of(sets.toArray(String[]::new)));
    assertThat(new DryRunJob(config, new Heard(lines)).run()).isEqualTo(ExitCode.DONE);
    assertThat(String.join("\n", lines))
        .containsPattern("rows after compression +" + compressedRows() + "\n")
        .containsPattern("  group +5 ");

    RecommendOptions recommend =
        new RecommendOptions(
            run.directory().toString(),
            Optional.of("1"),
            3,
            OptionalDouble.empty(),
            Optional.empty(),
            ConfigSources.of());
    assertThatThrownBy(() -> new RecommendJob(recommend, Console.SILENT).run())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("[group, age] are of the user or the rating");
  }

  private static String compressedRows() {
    return String.format(Locale.ROOT, "%,d", run.json().at("/data/compressed_rows").asInt());
  }

  @Test
  void syntheticUsersAreThoseOfTheRatings() {
    String options = "{ header = null, rows = 900, movies = 60, users = 40, seed = 7 }";
    TrainedRun made =
        train(
            List.of(
                "input.ratings={ format = synthetic, path = \"\", options = " + options + " }",
                "input.users={ format = synthetic, path = \"\", options = " + options + " }",
                "features=[{ name = age, column = ageGroup, kind = one-hot }]",
                "fit.lambda=0.001",
                "crosscheck.enabled=false",
                "learning-curve.enabled=false"));
    assertThat(made.json().at("/features/columns").asInt()).isGreaterThan(3);
    assertThat(made.json().at("/model/coefficients").has("age=(missing)")).isFalse();
  }

  private static ShrinkageConfig ofDays(Path out, String days, String table) {
    List<String> sets = ofUsers("parquet", days, table, GENRE, GROUP, AGE);
    sets.add("retrain.rare=0");
    sets.add(ConfigReader.assignment("output.dir", out.toString()));
    return ConfigReader.read(ConfigSources.of(sets.toArray(String[]::new)));
  }

  private record Retrained(ExitCode exitCode, JsonNode json, List<String> lines) {
    int scanned() {
      return json.at("/retrain/scanned").size();
    }

    String said() {
      return String.join("\n", lines);
    }
  }

  private static Retrained retrain(Path out, String days, String table) {
    List<String> lines = new ArrayList<>();
    List<Path> before = TrainedRun.runs(out);
    ExitCode code =
        new RetrainJob(
                ofDays(out, days, table),
                new RetrainOptions(Optional.empty(), true),
                new Heard(lines))
            .run();
    List<Path> added = TrainedRun.runs(out);
    added.removeAll(before);
    JsonNode json = added.isEmpty() ? null : TrainedRun.json(added.get(0).resolve("run.json"));
    return new Retrained(code, json, lines);
  }

  @Test
  void daysAreReadAgainWhenTheUsersHaveOtherValuesAndNotOtherwise() {
    String days = dir.resolve("days").toString();
    session
        .read()
        .parquet(parquet(ratings))
        .where("day < 3")
        .withColumn("date", functions.expr("date_add(DATE '2024-01-01', day)"))
        .coalesce(1)
        .write()
        .partitionBy("date")
        .parquet(days);
    Dataset<Row> known = session.read().parquet(parquet(users));
    String table = dir.resolve("known.parquet").toString();
    known.write().parquet(table);
    Path out = dir.resolve("retrained");

    Retrained first = retrain(out, days, table);
    assertThat(first.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(first.scanned()).isEqualTo(3);

    known
        .withColumn("seen", functions.lit("yesterday"))
        .sort(functions.desc("userId"))
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(table);
    assertThat(retrain(out, days, table).said()).contains("Nothing has changed");

    known
        .withColumn("group", functions.expr("if(userId = 1, 'g 2', group)"))
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(table);
    Retrained changed = retrain(out, days, table);
    assertThat(changed.said()).contains("other values now, so 3 days were read again");
    assertThat(changed.scanned()).isEqualTo(3);
    assertThat(changed.json().at("/model/hash").asText())
        .isEqualTo(train(ofUsers("parquet", days, table, GENRE, GROUP, AGE)).hash())
        .isNotEqualTo(first.json().at("/model/hash").asText());

    String more = dir.resolve("more.parquet").toString();
    Dataset<Row> added = session.read().parquet(table);
    added
        .union(added.limit(1).withColumn("userId", functions.expr("userId + 1000000")))
        .write()
        .parquet(more);
    Retrained joined = retrain(out, days, more);
    assertThat(joined.scanned()).as("a new user has no ratings in these days").isZero();
    assertThat(joined.json().at("/model/hash").asText())
        .isEqualTo(changed.json().at("/model/hash").asText());

    assertThat(
            new ForgetJob(ofDays(out, days, table), new ForgetOptions(List.of("1")), Console.SILENT)
                .run())
        .isEqualTo(ExitCode.DONE);
    Retrained without = retrain(out, days, table);
    assertThat(without.scanned()).as("forget has read them already").isZero();
    assertThat(without.json().at("/data/forgotten").asInt()).isPositive();
  }
}
