package io.shrinkage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.shrinkage.config.ConfigReader;
import io.shrinkage.config.ConfigSources;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.job.GenerateOptions.Format;
import io.shrinkage.spark.RatingsScan;
import io.shrinkage.spark.TreeAggregation;
import io.shrinkage.testing.Heard;
import io.shrinkage.testing.SparkExtension;
import io.shrinkage.testing.TrainedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Days that are read once, and challengers that are promoted only when they are better. */
@ExtendWith(SparkExtension.class)
class RetrainIT {
  private static final LocalDate FIRST = LocalDate.parse("2024-01-01");
  private static final int DAYS = 5;

  @TempDir private static Path shared;
  @TempDir private Path dir;
  private static SparkSession session;
  private Path data;
  private Path out;

  @BeforeAll
  static void generate(SparkSession running) {
    session = running;
    GenerateOptions options =
        new GenerateOptions(
            3000,
            OptionalInt.of(150),
            OptionalInt.of(300),
            42,
            Format.PARQUET,
            OptionalInt.of(DAYS),
            FIRST,
            shared.resolve("data").toString());
    assertThat(new GenerateJob(options, Console.SILENT).run()).isEqualTo(ExitCode.DONE);
  }

  @BeforeEach
  void copy() throws IOException {
    data = dir.resolve("data");
    out = dir.resolve("out");
    try (Stream<Path> files = Files.walk(shared.resolve("data"))) {
      for (Path file : files.toList()) {
        Files.copy(file, data.resolve(shared.resolve("data").relativize(file)));
      }
    }
  }

  private ShrinkageConfig config(Path output, String... sets) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "data.dir=\"" + data + "\"",
                "features=[{ name = genre, column = genres, kind = multi-hot, separator = \"|\" },"
                    + " { name = director, column = director, kind = one-hot, min-count = 60 },"
                    + " { name = actor, column = actor, kind = one-hot, min-count = 600 },"
                    + " { name = year, column = year, kind = numeric }]",
                "select.lambdas=20",
                "select.repeats=0",
                "select.ablation=false",
                "learning-curve.enabled=false",
                ConfigReader.assignment("output.dir", output.toString())));
    all.addAll(List.of(sets));
    return ConfigReader.read(new ConfigSources(Optional.of(Path.of("conf", "retrain.conf")), all));
  }

  private record Retrained(ExitCode exitCode, JsonNode json) {
    JsonNode retrain() {
      return json.get("retrain");
    }

    String hash() {
      return json.at("/model/hash").asText();
    }

    List<String> days(String key) {
      List<String> days = new ArrayList<>();
      retrain().get(key).forEach(day -> days.add(day.asText()));
      return days;
    }
  }

  private Retrained retrain(int day, String... sets) {
    return retrain(new RetrainOptions(Optional.of(date(day)), false), sets);
  }

  private Retrained retrain(RetrainOptions options, String... sets) {
    return retrain(options, Console.SILENT, sets);
  }

  private Retrained retrain(RetrainOptions options, Console console, String... sets) {
    List<Path> before = TrainedRun.runs(out);
    ExitCode code = new RetrainJob(config(out, sets), options, console).run();
    List<Path> added = TrainedRun.runs(out);
    added.removeAll(before);
    return new Retrained(
        code, added.isEmpty() ? null : TrainedRun.json(added.get(0).resolve("run.json")));
  }

  private static LocalDate date(int day) {
    return FIRST.plusDays(day - 1L);
  }

  private Path day(int day) {
    return data.resolve("ratings").resolve("date=" + date(day));
  }

  private String champion() throws IOException {
    return Files.readString(out.resolve("CHAMPION")).strip();
  }

  /** The hash of a plain training on the same days. */
  private String trained(String where, String... sets) {
    return plain(with(sets, "input.ratings.where=\"" + where + "\"")).at("/model/hash").asText();
  }

  /** What a plain training records. */
  private JsonNode plain(String... sets) {
    Path plain = dir.resolve("plain");
    TrainedRun run = TrainedRun.train(plain, config(plain, sets));
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    return run.json();
  }

  @Test
  void onlyNewDaysAreReadAndTheModelIsThatOfAllDays() throws IOException {
    Retrained first = retrain(3);
    assertThat(first.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(first.days("scanned")).hasSize(3);
    assertThat(first.retrain().get("promoted").asBoolean()).isTrue();
    assertThat(first.retrain().get("champion").isNull()).isTrue();
    assertThat(champion()).isEqualTo(first.json().get("run_id").asText());

    Retrained second = retrain(5);
    assertThat(second.days("scanned")).containsExactly("2024-01-04", "2024-01-05");
    assertThat(second.days("reused")).hasSize(3);
    assertThat(second.json().at("/data/read").asLong()).isEqualTo(5 * 3000);
    assertThat(stageRows(second, "read")).isEqualTo(2 * 3000);
    assertThat(second.json().at("/features/columns").asInt())
        .as("the vocabulary grew on the way")
        .isGreaterThan(first.json().at("/features/columns").asInt());
    assertThat(second.hash()).isEqualTo(trained("date <= '2024-01-05'"));
    assertThat(second.retrain().get("champion")).isEqualTo(first.json().get("run_id"));
    assertThat(second.retrain().at("/comparison/n").asLong()).isPositive();
    assertThat(second.retrain().get("slices").size()).isGreaterThan(3);
  }

  private static long stageRows(Retrained run, String stage) {
    for (JsonNode found : run.json().get("stages")) {
      if (found.get("name").asText().equals(stage)) {
        return found.get("rows").asLong();
      }
    }
    throw new AssertionError("no stage " + stage);
  }

  @Test
  void otherFoldsFeaturesAndGridsCostNoScan() {
    retrain(3);
    Retrained other =
        retrain(
            new RetrainOptions(Optional.of(date(3)), false),
            "select.folds=4",
            "select.lambdas=15",
            "retrain.slices=[director]",
            "features=[{ name = director, column = director, kind = one-hot, min-count = 30 }]");
    assertThat(other.days("scanned")).isEmpty();
    assertThat(other.hash())
        .isEqualTo(
            trained(
                "date <= '2024-01-03'",
                "select.folds=4",
                "select.lambdas=15",
                "features=[{ name = director, column = director, kind = one-hot, min-count = 30"
                    + " }]"));
    assertThat(retrain(3, "split.seed=7").days("scanned")).as("other buckets").hasSize(3);
  }

  @Test
  void aWindowLetsGoOfOldDays() {
    retrain(4);
    Retrained window = retrain(5, "retrain.window=3d");
    assertThat(window.days("scanned")).containsExactly("2024-01-05");
    assertThat(window.days("reused")).containsExactly("2024-01-03", "2024-01-04");
    assertThat(window.hash()).isEqualTo(trained("date >= '2024-01-03' AND date <= '2024-01-05'"));
  }

  @Test
  void decayWeighsAsAColumnOfWeightsDoes() {
    String[] decays = {"retrain.decay=2d", "select.rule=cv-min"};
    retrain(2, decays);
    Retrained grown = retrain(3, decays);
    assertThat(grown.days("scanned")).containsExactly("2024-01-03");

    Path weighted = dir.resolve("weighted");
    session
        .read()
        .parquet(data.resolve("ratings").toString())
        .withColumn("w", functions.expr("power(2D, -datediff(date '2024-01-03', date) / 2D)"))
        .where("date <= '2024-01-03'")
        .write()
        .parquet(weighted.toString());
    out = dir.resolve("plain");
    List<String> sets =
        List.of(
            "input.ratings.path=\"" + weighted + "\"",
            "input.ratings.columns.weight=w",
            "select.rule=cv-min");
    assertThat(new TrainJob(config(out, sets.toArray(String[]::new)), Console.SILENT).run())
        .isEqualTo(ExitCode.DONE);
    JsonNode expected = TrainedRun.json(TrainedRun.runs(out).get(0).resolve("run.json"));
    for (String value : List.of("model/lambda", "model/intercept", "metrics/test/rmse")) {
      assertThat(grown.json().at("/" + value).asDouble())
          .as(value)
          .isCloseTo(expected.at("/" + value).asDouble(), within(1e-9));
    }
    assertThat(grown.json().at("/model/coefficients").size()).isGreaterThan(20);
    expected
        .at("/model/coefficients")
        .fieldNames()
        .forEachRemaining(
            name ->
                assertThat(grown.json().at("/model/coefficients").get(name).asDouble())
                    .as(name)
                    .isCloseTo(
                        expected.at("/model/coefficients").get(name).asDouble(), within(1e-9)));

    out = dir.resolve("at once");
    Retrained atOnce = retrain(3, decays);
    assertThat(atOnce.days("scanned")).hasSize(3);
    assertThat(atOnce.hash()).isEqualTo(grown.hash());
    assertThat(verify(grown)).isEqualTo(ExitCode.DONE);
  }

  private ExitCode verify(Retrained run) {
    return verify(dir.resolve("out"), run);
  }

  private static ExitCode verify(Path output, Retrained run) {
    Path directory = output.resolve("runs").resolve(run.json().get("run_id").asText());
    VerifyOptions options =
        new VerifyOptions(
            directory.toString(), true, new ConfigSources(Optional.empty(), List.of()));
    return new VerifyJob(options, Console.SILENT).run();
  }

  @Test
  void aFitMayStartFromTheChampionAndItsDriftIsTold() {
    String[] sets = {"fit.solver=proximal", "fit.lambda=0.01", "retrain.warm-start=true"};
    Retrained first = retrain(2, sets);
    assertThat(first.retrain().get("warm_started_from").isNull()).isTrue();
    assertThat(first.retrain().get("drift").isNull()).isTrue();

    Retrained warm = retrain(3, sets);
    assertThat(warm.retrain().get("warm_started_from")).isEqualTo(first.json().get("run_id"));
    JsonNode drift = warm.retrain().get("drift");
    assertThat(drift.get("l2_distance").asDouble()).isBetween(1e-6, 1.0);
    assertThat(drift.get("cosine").asDouble()).isBetween(0.9, 1.0);
    assertThat(drift.get("changes").size()).isBetween(1, 20);
    assertThat(verify(warm)).isEqualTo(ExitCode.DONE);

    Retrained cold = retrain(3, "fit.solver=proximal", "fit.lambda=0.01");
    assertThat(warm.json().at("/certificate/iterations").asInt())
        .isLessThan(cold.json().at("/certificate/iterations").asInt());
    for (JsonNode change : drift.get("changes")) {
      String name = change.get("name").asText();
      double expected = cold.json().at("/model/coefficients").get(name).asDouble();
      assertThat(warm.json().at("/model/coefficients").get(name).asDouble())
          .as(name)
          .isCloseTo(expected, within(1e-5));
    }
    assertThatThrownBy(() -> retrain(3, "retrain.warm-start=true"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("retrain.warm-start: fit.solver = auto");
  }

  @Test
  void changedContentIsFoundThoughLengthAndTimeAreKept() throws IOException {
    retrain(3);
    Path file;
    try (Stream<Path> files = Files.list(day(2))) {
      file = files.filter(path -> path.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    FileTime time = Files.getLastModifiedTime(file);
    byte[] bytes = Files.readAllBytes(file);
    int at = bytes.length - 40; // within the footer's name of the writer
    bytes[at] ^= 1;
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, time);

    // A run that finds it and is stopped before it publishes leaves it to be found again.
    assertThatThrownBy(() -> retrain(3, "input.movies.columns.item=absent"))
        .isInstanceOf(DataException.class);

    Retrained again = retrain(3);
    assertThat(again.days("scanned")).containsExactly("2024-01-02");
    assertThat(again.days("replaced")).containsExactly("2024-01-02");
    assertThat(tables()).hasSize(3);
  }

  /** The store's tables; a day's former one goes once a run with its new one is published. */
  private List<Path> tables() throws IOException {
    try (Stream<Path> tables = Files.list(out.resolve("store").resolve("tables"))) {
      return tables.filter(path -> !path.getFileName().toString().startsWith(".")).toList();
    }
  }

  @Test
  void theSameDateWithTheSameInputsAddsNoRun() {
    retrain(2);
    Retrained second = retrain(3);
    int runs = TrainedRun.runs(out).size();
    Retrained again = retrain(3);
    assertThat(again.json()).isNull();
    assertThat(again.exitCode()).isEqualTo(second.exitCode());
    assertThat(TrainedRun.runs(out)).hasSize(runs);
  }

  @Test
  void aChallengerOfShuffledRatingsIsKeptOutAndABetterOneIsPromotedAndRolledBack()
      throws IOException {
    String kept = "compute.partitions=2"; // the same model by other settings: a run of its own
    shuffle(1);
    Retrained poor = retrain(1);
    assertThat(poor.exitCode()).isEqualTo(ExitCode.DONE);
    restore(1);

    Retrained better = retrain(4);
    assertThat(better.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(better.retrain().get("margin").asDouble()).isPositive();
    assertThat(champion()).isEqualTo(better.json().get("run_id").asText());

    for (int day = 1; day <= 4; day++) {
      shuffle(day);
    }
    Retrained corrupted = retrain(4, kept);
    assertThat(corrupted.exitCode()).isEqualTo(ExitCode.KEPT_OUT);
    assertThat(corrupted.json().get("status").asText()).isEqualTo("kept_out");
    assertThat(corrupted.retrain().get("promoted").asBoolean()).isFalse();
    assertThat(corrupted.retrain().get("reason").asText()).contains("has learned nothing");
    assertThat(champion()).isEqualTo(better.json().get("run_id").asText());
    assertThat(retrain(4, kept).exitCode())
        .as("exits as the first did")
        .isEqualTo(ExitCode.KEPT_OUT);

    Retrained forced = retrain(new RetrainOptions(Optional.of(date(4)), true), kept);
    assertThat(forced.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(forced.retrain().get("forced").asBoolean()).isTrue();
    assertThat(champion()).isEqualTo(forced.json().get("run_id").asText());

    RollbackJob rollback = new RollbackJob(out.toString(), Console.SILENT);
    assertThat(rollback.run()).isEqualTo(ExitCode.DONE);
    assertThat(champion()).isEqualTo(better.json().get("run_id").asText());
    assertThat(rollback.run()).isEqualTo(ExitCode.DONE);
    assertThat(champion()).isEqualTo(poor.json().get("run_id").asText());
    assertThatThrownBy(rollback::run).isInstanceOf(UsageException.class);
  }

  @Test
  void aDayOfShuffledRatingsDoesNotMakeAChampion() throws IOException {
    retrain(4);
    String before = champion();
    shuffle(5);
    Retrained corrupted = retrain(5);
    assertThat(corrupted.exitCode()).isEqualTo(ExitCode.KEPT_OUT);
    assertThat(corrupted.retrain().get("reason").asText()).contains("not better by the margin");
    assertThat(champion()).isEqualTo(before);
  }

  /** Ratings of other rows in place of their own: what there is to learn is gone. */
  private void shuffle(int day) throws IOException {
    Dataset<Row> rows = session.read().parquet(original(day).toString());
    rows.createOrReplaceTempView("day");
    Dataset<Row> mixed =
        session.sql(
            "WITH numbered AS (SELECT *, row_number() OVER (ORDER BY xxhash64(userId, movieId,"
                + " timestamp)) AS n, row_number() OVER (ORDER BY xxhash64(timestamp, userId, 5)) AS"
                + " m FROM day) SELECT a.userId, a.movieId, b.rating, a.timestamp FROM numbered a"
                + " JOIN numbered b ON a.n = b.m");
    mixed.coalesce(1).write().mode("overwrite").parquet(day(day).toString());
  }

  private void restore(int day) throws IOException {
    session
        .read()
        .parquet(original(day).toString())
        .coalesce(1)
        .write()
        .mode("overwrite")
        .parquet(day(day).toString());
  }

  private static Path original(int day) {
    return shared.resolve("data").resolve("ratings").resolve("date=" + date(day));
  }

  @Test
  void oldRunsGoAndTheChampionStays() throws IOException {
    Retrained first = retrain(2);
    for (int lambdas = 5; lambdas < 8; lambdas++) {
      retrain(2, "select.lambdas=" + lambdas, "retrain.keep=2", "retrain.margin=0.5");
    }
    assertThat(champion()).isEqualTo(first.json().get("run_id").asText());
    assertThat(TrainedRun.runs(out)).hasSize(3);
  }

  @Test
  void whatIsNotThereIsSaid() throws IOException {
    assertThatThrownBy(() -> retrain(9))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("2024-01-09")
        .hasMessageContaining("2024-01-05");
    assertThatThrownBy(() -> retrain(2, "retrain.partition=day"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("retrain.partition");
    assertThatThrownBy(() -> retrain(2, "input.ratings.duplicates=latest"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("input.ratings.duplicates");
    assertThatThrownBy(() -> retrain(2, "retrain.slices=[decade]"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("decade")
        .hasMessageContaining("genre, director, actor, year");
  }

  private static final String DEVICE =
      "{ name = device, column = device, kind = one-hot, min-count = 5 }";
  private static final String HOUR =
      "{ name = hour, column = hour, kind = numeric, range = [0, 23] }";
  private static final String[] OF_ROWS = {
    "features=[{ name = genre, column = genres, kind = multi-hot, separator = \"|\" }, "
        + DEVICE
        + ", "
        + HOUR
        + "]",
    "retrain.slices=[device, hour]",
    "retrain.rare=100"
  };

  /** The days with columns of the row: a device that matters, the last of them new on day 4. */
  private void addColumnsOfRows() throws IOException {
    for (int day = 1; day <= DAYS; day++) {
      session
          .read()
          .parquet(original(day).toString())
          .selectExpr(
              "userId",
              "movieId",
              "pmod(xxhash64(userId, 1), " + (day < 4 ? 3 : 4) + ") AS d",
              "rating",
              "timestamp",
              "pmod(xxhash64(movieId, userId), 25) AS h")
          .selectExpr(
              "userId",
              "movieId",
              "if(d = 0, null, concat('d ', d)) AS device",
              "greatest(0.5D, least(5D, rating + if(d = 1, 1, if(d = 3, -1, 0)))) AS rating",
              "timestamp",
              "if(h = 24, null, cast(h AS int)) AS hour")
          .write()
          .mode("overwrite")
          .parquet(day(day).toString());
    }
  }

  @Test
  void daysWithFeaturesOfTheRowAreReadOnceAndTheModelIsThatOfAllDays() throws IOException {
    addColumnsOfRows();
    Retrained first = retrain(3, OF_ROWS);
    assertThat(first.exitCode()).isEqualTo(ExitCode.DONE);
    Retrained second = retrain(5, OF_ROWS);
    assertThat(second.days("scanned")).containsExactly("2024-01-04", "2024-01-05");
    assertThat(second.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(second.json().at("/model/coefficients").has("device=d 3")).isTrue();
    assertThat(first.json().at("/model/coefficients").has("device=d 3")).isFalse();
    assertThat(second.hash()).isEqualTo(trained("date <= '2024-01-05'", OF_ROWS));
    assertThat(verify(second)).isEqualTo(ExitCode.DONE);
    assertThat(second.json().at("/data/movies").asInt()).isBetween(100, 150);
    assertThat(second.json().at("/data/compressed_rows").asInt()).isBetween(5 * 1000, 5 * 3000);
    List<String> slices = new ArrayList<>();
    second.retrain().get("slices").forEach(slice -> slices.add(slice.get("slice").asText()));
    assertThat(slices).contains("device=d 1", "hour=0s", "hour=20s", "rare movies");

    Retrained window = retrain(5, with(OF_ROWS, "retrain.window=2d"));
    assertThat(window.days("scanned")).isEmpty();
    assertThat(window.hash()).isEqualTo(trained("date >= '2024-01-04'", OF_ROWS));
    Retrained decayed = retrain(5, with(OF_ROWS, "retrain.decay=2d"));
    assertThat(decayed.days("scanned")).isEmpty();
    assertThat(decayed.hash()).isNotEqualTo(second.hash());
    assertThat(verify(decayed)).isEqualTo(ExitCode.DONE);
  }

  private static String[] with(String[] sets, String... more) {
    return Stream.concat(Stream.of(sets), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void otherFeaturesOfTheRowReadAllDaysAgainAndTheChampionMustBeComparable() throws IOException {
    addColumnsOfRows();
    Retrained first = retrain(2, OF_ROWS);
    String champion = first.json().get("run_id").asText();
    String movies = "features=[{ name = year, column = year, kind = numeric }, ";
    Retrained pooled =
        retrain(
            2,
            movies
                + DEVICE.replace("5", "50")
                + ", "
                + HOUR.replace("range", "missing = zero, range")
                + "]",
            "retrain.slices=[]");
    assertThat(pooled.days("scanned")).as("the same values of the row").isEmpty();
    assertThat(pooled.retrain().at("/comparison/n").asLong()).isPositive();

    Retrained without = retrain(2, movies + HOUR + "]", "retrain.slices=[]");
    assertThat(without.days("scanned")).hasSize(2);
    assertThat(without.exitCode()).isEqualTo(ExitCode.KEPT_OUT);
    assertThat(without.retrain().get("reason").asText())
        .contains("the champion predicts from device", "--force");
    assertThat(without.retrain().get("comparison").isNull()).isTrue();
    assertThat(champion()).isEqualTo(champion);
    Retrained forced =
        retrain(
            new RetrainOptions(Optional.of(date(2)), true),
            movies + HOUR + "]",
            "retrain.slices=[]");
    assertThat(forced.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(champion()).isEqualTo(forced.json().get("run_id").asText());

    Retrained more = retrain(2, with(OF_ROWS, "select.folds=4"));
    assertThat(more.days("scanned")).hasSize(2);
    assertThat(more.retrain().at("/comparison/n").asLong())
        .as("a champion that knows less is compared")
        .isPositive();
  }

  @Test
  void changedFeaturesOfTheRowAreAnnounced() throws IOException {
    addColumnsOfRows();
    retrain(2, OF_ROWS);
    List<String> said = new ArrayList<>();
    Console console = new Heard(said);
    RetrainOptions options = new RetrainOptions(Optional.of(date(3)), false);
    String[] narrower = with(OF_ROWS, OF_ROWS[0].replace("23]", "12]"));
    new RetrainJob(config(out, narrower), options, console).run();
    assertThat(said).anyMatch(line -> line.contains("so 2 days are read again"));
    said.clear();
    new RetrainJob(config(out, with(narrower, "select.folds=3")), options, console).run();
    assertThat(said).noneMatch(line -> line.contains("read again"));
  }

  @Test
  void aUserWhoIsAFeatureIsForgotten() throws IOException {
    String user = "{ name = user, column = userId, kind = one-hot, min-count = 8 }";
    String[] sets = {
      "features=[{ name = genre, column = genres, kind = multi-hot, separator = \"|\" }, "
          + user
          + "]",
      "retrain.slices=[]"
    };
    Retrained knew = retrain(3, sets);
    assertThat(knew.hash()).isEqualTo(trained("date <= '2024-01-03'", sets));
    assertThat(knew.json().at("/model/coefficients").has("user=7")).isTrue();
    ForgetOptions forgotten = new ForgetOptions(List.of("7"));
    assertThat(new ForgetJob(config(out, sets), forgotten, Console.SILENT).run())
        .isEqualTo(ExitCode.DONE);
    Retrained without = retrain(3, sets);
    assertThat(without.days("scanned")).isEmpty();
    assertThat(without.json().at("/model/coefficients").has("user=7")).isFalse();
    assertThat(without.hash()).isEqualTo(trained("date <= '2024-01-03' AND userId <> 7", sets));
  }

  @Test
  void ratingsWithFeaturesOfTheRowGiveTheSameBitsFromAnyPartitions() throws IOException {
    addColumnsOfRows();
    List<String> hashes = new ArrayList<>();
    Dataset<Row> all = session.read().parquet(data.resolve("ratings").toString());
    for (int partitions : new int[] {1, 3, 7}) {
      Path path = dir.resolve("in" + partitions);
      all.repartition(partitions).write().parquet(path.toString());
      hashes.add(
          trained(
              "true",
              with(
                  OF_ROWS,
                  "input.ratings.path=\"" + path + "\"",
                  "compute.partitions=" + partitions)));
    }
    assertThat(hashes).containsOnly(hashes.get(0));
  }

  @Test
  void compressedOrNotTheModelIsTheSame() throws IOException {
    addColumnsOfRows();
    String[] sets = {
      "features=[" + DEVICE + ", " + HOUR + "]",
      "retrain.slices=[]",
      "fit.lambda=0.001",
      "fit.solver=statistics",
      "split.test-share=0"
    };
    JsonNode compressed = plain(sets);
    JsonNode rows = plain(with(sets, "input.ratings.columns.item=\"\"", "input.movies.path=\"\""));
    assertThat(compressed.at("/data/compressed_rows").asInt()).isLessThan(DAYS * 3000);
    assertThat(rows.at("/data/compressed_rows").asInt()).isEqualTo(DAYS * 3000);
    JsonNode expected = rows.at("/model/coefficients");
    assertThat(expected.size()).isGreaterThan(3);
    expected
        .fieldNames()
        .forEachRemaining(
            name ->
                assertThat(compressed.at("/model/coefficients").get(name).asDouble())
                    .as(name)
                    .isCloseTo(expected.get(name).asDouble(), within(1e-9)));
    assertThat(compressed.at("/metrics/train/rmse").asDouble())
        .isCloseTo(rows.at("/metrics/train/rmse").asDouble(), within(1e-9));
  }

  @Test
  void daysThatDoNotCompressAreAllReadAndTheContestIsTheSame() throws IOException {
    addColumnsOfRows();
    addWeights();
    String[] before = with(OF_ROWS, "fit.lambda=0.3");
    String[] after = with(OF_ROWS, "fit.lambda=0.001");
    retrain(2, before);
    Retrained counts = retrain(3, after);
    assertThat(counts.days("scanned")).containsExactly("2024-01-03");

    out = dir.resolve("rows");
    String weighted = "input.ratings.columns.weight=w";
    retrain(2, with(before, weighted));
    List<String> said = new ArrayList<>();
    Retrained rows =
        retrain(
            new RetrainOptions(Optional.of(date(3)), false),
            new Heard(said),
            with(after, weighted));
    assertThat(said)
        .anyMatch(
            line -> line.contains("64 distinct pairs") && line.contains("all 3 days are read"));
    assertThat(rows.days("scanned")).hasSize(3);
    assertThat(rows.days("reused")).isEmpty();
    assertThat(rows.json().at("/data/compressed_rows").asInt()).isEqualTo(3 * 3000);
    assertThat(rows.hash()).isEqualTo(trained("date <= '2024-01-03'", with(after, weighted)));
    assertThat(verify(out, rows)).isEqualTo(ExitCode.DONE);
    assertThat(rows.retrain().get("promoted").asBoolean()).isTrue();
    assertSameContest(rows.retrain(), counts.retrain());
    assertThat(retrain(3, with(after, weighted)).json()).as("nothing has changed").isNull();
  }

  /** Weights that all but agree, and are too many to be counted. */
  private void addWeights() {
    for (int day = 1; day <= DAYS; day++) {
      Path rewritten = dir.resolve("weighted");
      session
          .read()
          .parquet(day(day).toString())
          .selectExpr("*", "1 + 1e-12D * pmod(xxhash64(userId, movieId, 3), 200) AS w")
          .write()
          .mode("overwrite")
          .parquet(rewritten.toString());
      session
          .read()
          .parquet(rewritten.toString())
          .write()
          .mode("overwrite")
          .parquet(day(day).toString());
    }
  }

  private static void assertSameContest(JsonNode rows, JsonNode counts) {
    assertThat(rows.get("margin").asDouble())
        .isCloseTo(counts.get("margin").asDouble(), within(1e-6));
    assertSameComparison(rows.get("comparison"), counts.get("comparison"));
    assertThat(rows.get("slices").size()).isEqualTo(counts.get("slices").size()).isEqualTo(6);
    for (int i = 0; i < rows.get("slices").size(); i++) {
      assertSameComparison(rows.get("slices").get(i), counts.get("slices").get(i));
    }
  }

  private static void assertSameComparison(JsonNode rows, JsonNode counts) {
    assertThat(rows.get("slice")).isEqualTo(counts.get("slice"));
    assertThat(rows.get("n")).isEqualTo(counts.get("n"));
    for (String key : List.of("champion_mse", "challenger_mse", "gain", "standard_error")) {
      assertThat(rows.get(key).asDouble())
          .as(rows.get("slice") + " " + key)
          .isCloseTo(counts.get(key).asDouble(), within(1e-6));
    }
  }

  @Test
  void ratingsWithoutItemsAreRetrainedAndForgotten() throws IOException {
    addColumnsOfRows();
    String[] sets = {
      "features=[" + HOUR + ", { name = when, column = timestamp, kind = numeric }]",
      "input.ratings.columns.item=\"\"",
      "input.movies.path=\"\"",
      "retrain.slices=[hour]"
    };
    Retrained knew = retrain(2, sets);
    assertThat(knew.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(knew.hash()).isEqualTo(trained("date <= '2024-01-02'", sets));
    assertThatThrownBy(() -> retrain(2, with(sets, "retrain.decay=2d")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("retrain.decay");

    List<String> said = new ArrayList<>();
    ForgetOptions forgotten = new ForgetOptions(List.of("7"));
    assertThat(new ForgetJob(config(out, sets), forgotten, new Heard(said)).run())
        .isEqualTo(ExitCode.DONE);
    assertThat(said)
        .anyMatch(line -> line.startsWith("No table is kept of 2024-01-01, 2024-01-02"))
        .anyMatch(line -> line.contains(knew.json().get("run_id").asText()));
    Retrained without = retrain(2, sets);
    assertThat(without.json().at("/data/forgotten").asInt()).isPositive();
    assertThat(without.hash()).isEqualTo(trained("date <= '2024-01-02' AND userId <> 7", sets));
    assertThat(without.retrain().get("slices").get(0).get("slice").asText()).startsWith("hour=");
    said.clear();
    new ForgetJob(config(out, sets), new ForgetOptions(List.of("nobody")), new Heard(said)).run();
    assertThat(said).anyMatch(line -> line.contains("No published model knows them"));
  }

  @Test
  void tooManyValuesOfTheRowStayRowsAndAreNotKeptByTheDay() {
    session
        .range(1_060_000)
        .selectExpr(
            "pmod(id, 1000) AS userId",
            "1 + pmod(id, 7) AS movieId",
            "cast(1 + pmod(id, 5) AS double) AS rating",
            "id AS timestamp",
            "id / 3.0D AS real")
        .write()
        .mode("overwrite")
        .parquet(day(1).toString());
    String[] sets = {
      "features=[{ name = genre, column = genres, kind = multi-hot, separator = \"|\" },"
          + " { name = real, column = real, kind = numeric }]",
      "retrain.slices=[]"
    };
    assertThatThrownBy(() -> retrain(1, with(sets, "retrain.decay=2d")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("features: with the values of real")
        .hasMessageContaining("1,048,576");
    assertThat(TrainedRun.runs(out)).as("a refusal is recorded").hasSize(1);

    String[] one = with(sets, "input.ratings.where=\"date = '2024-01-01'\"");
    try (RatingsScan scan =
        RatingsScan.of(session, config(out, one), TreeAggregation.automatic())) {
      assertThat(scan.isCompressed()).isFalse();
      assertThat(scan.isReread()).isTrue();
      assertThat(scan.accepted()).isEqualTo(1_060_000);
      assertThat(scan.passes()).isEqualTo(2);
    }
  }
}
