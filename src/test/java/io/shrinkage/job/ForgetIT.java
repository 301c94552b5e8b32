package io.shrinkage.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.shrinkage.config.ConfigReader;
import io.shrinkage.config.ConfigSources;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.job.GenerateOptions.Format;
import io.shrinkage.model.Tombstones;
import io.shrinkage.spark.Forgotten;
import io.shrinkage.spark.RunLock;
import io.shrinkage.spark.RunStore;
import io.shrinkage.testing.Heard;
import io.shrinkage.testing.SparkExtension;
import io.shrinkage.testing.TrainedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is forgotten is as if never seen, in what is read from then on and in what was kept. */
@ExtendWith(SparkExtension.class)
class ForgetIT {
  private static final LocalDate FIRST = LocalDate.parse("2024-01-01");
  private static final int DAYS = 3;

  /** Of days 1 and 3, with a rejected row on each. */
  private static final String USER = "987654321";

  /** Of a rejected row of day 3, and no other. */
  private static final String REJECTED = "876543210";

  @TempDir private static Path data;
  @TempDir private Path dir;
  private Path out;
  private final List<String> said = new ArrayList<>();
  private final Console console = new Heard(said);

  @BeforeAll
  static void generate(SparkSession session) throws IOException {
    Path made = data.resolve("made");
    GenerateOptions options =
        new GenerateOptions(
            2000,
            OptionalInt.of(120),
            OptionalInt.of(100),
            42,
            Format.PARQUET,
            OptionalInt.of(DAYS),
            FIRST,
            made.toString());
    assertThat(new GenerateJob(options, Console.SILENT).run()).isEqualTo(ExitCode.DONE);
    Files.move(made.resolve("movies"), data.resolve("movies"));
    for (int day = 1; day <= DAYS; day++) {
      Dataset<Row> rows =
          session.read().parquet(made.resolve("ratings/date=" + date(day)).toString());
      write(day == 2 ? rows.where("userId <> 7") : renamed(rows), day);
    }
  }

  /** User 7 has another id, and the worst ratings of some users are out of range. */
  private static Dataset<Row> renamed(Dataset<Row> rows) {
    Dataset<Row> named =
        rows.withColumn(
            "userId",
            when(col("userId").equalTo(7), lit(Long.parseLong(USER))).otherwise(col("userId")));
    Dataset<Row> bad =
        named
            .where("userId IN (" + USER + ", 5, 6)")
            .dropDuplicates("userId")
            .withColumn("rating", lit(99.0));
    Dataset<Row> other =
        bad.where("userId = 5").withColumn("userId", lit(Long.parseLong(REJECTED)));
    return named.union(bad).union(other);
  }

  private static void write(Dataset<Row> rows, int day) {
    Dataset<Row> kept = day == 1 ? rows.where("userId <> " + REJECTED) : rows;
    kept.coalesce(1).write().parquet(data.resolve("ratings/date=" + date(day)).toString());
  }

  @BeforeEach
  void output() {
    out = dir.resolve("out");
  }

  private static LocalDate date(int day) {
    return FIRST.plusDays(day - 1L);
  }

  private static ShrinkageConfig config(Path output, String... sets) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "data.dir=\"" + data + "\"",
                "features=[{ name = genre, column = genres, kind = multi-hot, separator = \"|\" },"
                    + " { name = director, column = director, kind = one-hot, min-count = 60 }]",
                "select.lambdas=10",
                "select.repeats=0",
                "select.ablation=false",
                "learning-curve.enabled=false",
                "retrain.slices=[]",
                ConfigReader.assignment("output.dir", output.toString())));
    all.addAll(List.of(sets));
    return ConfigReader.read(new ConfigSources(Optional.of(Path.of("conf", "retrain.conf")), all));
  }

  private static Path newest(Path output, List<Path> before) {
    List<Path> added = TrainedRun.runs(output);
    added.removeAll(before);
    assertThat(added).hasSize(1);
    return added.get(0);
  }

  private Path retrain() {
    List<Path> before = TrainedRun.runs(out);
    RetrainOptions options = new RetrainOptions(Optional.of(date(DAYS)), false);
    new RetrainJob(config(out), options, Console.SILENT).run();
    return newest(out, before);
  }

  private static Path train(Path output, String... sets) {
    List<Path> before = TrainedRun.runs(output);
    assertThat(new TrainJob(config(output, sets), Console.SILENT).run()).isEqualTo(ExitCode.DONE);
    return newest(output, before);
  }

  private ExitCode forget(String... users) {
    said.clear();
    return new ForgetJob(config(out), new ForgetOptions(List.of(users)), console).run();
  }

  private static JsonNode json(Path run) {
    return TrainedRun.json(run.resolve("run.json"));
  }

  private static String hash(Path run) {
    return json(run).at("/model/hash").asText();
  }

  private static long data(Path run, String key) {
    return json(run).at("/data/" + key).asLong();
  }

  private static ExitCode verify(Path run) {
    VerifyOptions options =
        new VerifyOptions(run.toString(), true, new ConfigSources(Optional.empty(), List.of()));
    return new VerifyJob(options, Console.SILENT).run();
  }

  private static List<Row> quarantined(SparkSession session, Path run, String user) {
    return session
        .read()
        .parquet(run.resolve("quarantine").toString())
        .where(col("_raw").contains(user))
        .collectAsList();
  }

  /** The tables of the store with the moments at which they were written. */
  private Map<String, String> tables() throws IOException {
    Map<String, String> tables = new TreeMap<>();
    try (Stream<Path> files = Files.list(out.resolve("store/tables"))) {
      for (Path file : files.toList()) {
        tables.put(
            file.getFileName().toString(), Files.getAttribute(file, "unix:ctime").toString());
      }
    }
    return tables;
  }

  @Test
  void aForgottenUserIsAsIfNeverSeen(SparkSession session) throws IOException {
    Path before = retrain();
    assertThat(quarantined(session, before, USER)).hasSize(2);
    Map<String, String> tables = tables();

    assertThat(forget(USER)).isEqualTo(ExitCode.DONE);
    Map<String, String> after = tables();
    assertThat(after.keySet()).isEqualTo(tables.keySet());
    assertThat(after.entrySet())
        .as("the table of day 2")
        .filteredOn(tables.entrySet()::contains)
        .hasSize(1);
    assertThat(quarantined(session, before, USER)).isEmpty();
    assertThat(quarantined(session, before, "\"userId\":\"5\"")).hasSize(2);
    assertThat(said.get(said.size() - 1)).contains(before.getFileName().toString(), "CHAMPION");
    assertThat(String.join("\n", said))
        .contains("2024-01-01, 2024-01-03")
        .doesNotContain("2024-01-02", USER);

    Path retrained = retrain();
    assertThat(json(retrained).at("/retrain/scanned")).isEmpty();
    Path here = train(out);
    Path without = train(dir.resolve("plain"), "input.ratings.where=\"userId <> " + USER + "\"");
    assertThat(hash(retrained)).isEqualTo(hash(here)).isEqualTo(hash(without));
    assertThat(hash(retrained)).isNotEqualTo(hash(before));
    for (Path run : List.of(retrained, here)) {
      assertThat(data(run, "read")).isEqualTo(data(before, "read"));
      assertThat(data(run, "forgotten"))
          .isPositive()
          .isEqualTo(data(run, "read") - data(without, "read"));
      assertThat(data(run, "accepted")).isEqualTo(data(without, "accepted"));
      assertThat(data(run, "quarantined")).isEqualTo(data(without, "quarantined"));
      assertThat(data(run, "users")).isEqualTo(data(without, "users"));
      assertThat(quarantined(session, run, USER)).isEmpty();
      assertThat(Files.readString(run.resolve("run.json"))).doesNotContain(USER);
      assertThat(verify(run)).isEqualTo(ExitCode.DONE);
    }
    assertThat(verify(before)).as("its model knew").isEqualTo(ExitCode.CROSSCHECK_DISAGREES);

    int runs = TrainedRun.runs(out).size();
    Map<String, String> settled = tables();
    assertThat(forget(USER)).isEqualTo(ExitCode.DONE);
    assertThat(tables()).isEqualTo(settled);
    assertThat(said.get(said.size() - 1)).contains(before.getFileName().toString());
    RetrainOptions again = new RetrainOptions(Optional.of(date(DAYS)), false);
    new RetrainJob(config(out), again, Console.SILENT).run();
    assertThat(TrainedRun.runs(out)).as("nothing new").hasSize(runs);
  }

  @Test
  void nobodyReadsAForgottenUserAndWhoComesLaterIsPassedOver(SparkSession session) {
    assertThat(forget(USER, REJECTED)).isEqualTo(ExitCode.DONE);
    assertThat(said.get(said.size() - 1)).contains("No published model knows them");
    Path run = train(out);
    assertThat(data(run, "forgotten")).isPositive();
    assertThat(quarantined(session, run, REJECTED)).isEmpty();
    assertThat(quarantined(session, run, USER)).isEmpty();

    ConfigSources none = new ConfigSources(Optional.empty(), List.of());
    RecommendOptions recommend =
        new RecommendOptions(
            run.toString(), Optional.of(USER), 3, OptionalDouble.empty(), Optional.empty(), none);
    assertThatThrownBy(() -> new RecommendJob(recommend, Console.SILENT).run())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no such user");
    Path scores = dir.resolve("scores");
    String input = data.resolve("ratings/date=" + date(1)).toString();
    new ScoreJob(
            new ScoreOptions(run.toString(), input, Optional.of(scores.toString()), false, none),
            Console.SILENT)
        .run();
    JsonNode scored = TrainedRun.json(scores.resolve("score.json"));
    assertThat(scored.get("forgotten").asLong()).isPositive();
    assertThat(scored.get("read").asLong())
        .isEqualTo(scored.get("scored").asLong() + scored.get("forgotten").asLong());
    assertThat(
            session
                .read()
                .parquet(scores.resolve("scores").toString())
                .where("userId = " + USER)
                .count())
        .isZero();
  }

  @Test
  void aRunThatOnlyTrainedIsAskedThroughItsInput() {
    Path knew = train(out);
    Path did = train(out, "input.ratings.where=\"date = '2024-01-02'\"");
    forget(USER);
    String last = String.join("\n", said);
    assertThat(last).contains("run:    " + knew.toAbsolutePath()).doesNotContain(did.toString());
  }

  /** Rows that are packed as they are read, and rows that compress by values of their own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ name = when, column = timestamp, kind = numeric }",
        "{ name = movie, column = movieId, from = ratings, kind = one-hot, min-count = 40 }"
      })
  void rowsWithFeaturesOfTheirOwnArePassedOverToo(String feature) throws IOException {
    String[] sets = {
      "features=[" + feature + "]",
      "fit.lambda=0.01",
      "split.test-share=0",
      "input.movies.path=\"\""
    };
    Tombstones tombstones = new Tombstones("ab".repeat(32), List.of());
    Forgotten.write(
        new Configuration(), out.toString(), tombstones.with(tombstones.hash(USER), Instant.EPOCH));
    Path run = train(out, sets);
    List<String> without = new ArrayList<>(List.of(sets));
    without.add("input.ratings.where=\"userId <> " + USER + "\"");
    Path plain = train(dir.resolve("plain"), without.toArray(String[]::new));
    assertThat(hash(run)).isEqualTo(hash(plain));
    assertThat(data(run, "forgotten")).isPositive();
    assertThat(data(run, "quarantined")).isEqualTo(data(plain, "quarantined"));
  }

  @Test
  void aForgettingThatWasKilledIsFinishedByTheNextRetrain() throws IOException {
    Path before = retrain();
    Configuration hadoop = new Configuration();
    Tombstones tombstones = new Tombstones("ab".repeat(32), List.of());
    String hash = tombstones.hash(REJECTED);
    Optional<String> identity = RunIdentity.of(hadoop, config(out));
    Forgotten.write(hadoop, out.toString(), tombstones.with(hash, Instant.EPOCH));

    assertThat(RunIdentity.of(hadoop, config(out)))
        .as("what can be resumed")
        .isNotEqualTo(identity)
        .isPresent();
    Path retrained = retrain();
    assertThat(json(retrained).at("/retrain/scanned").toString()).isEqualTo("[\"2024-01-03\"]");
    assertThat(data(retrained, "quarantined")).isEqualTo(data(before, "quarantined") - 1);
    assertThat(data(retrained, "forgotten")).isEqualTo(1);
    assertThat(hash(retrained)).isEqualTo(hash(before));
  }

  @Test
  void theTombstonesAreNeededAndTheLockIsTaken() throws IOException {
    forget("Zoë");
    Path file = out.resolve("FORGOTTEN");
    assertThat(Files.readString(file)).doesNotContain("Zoë");
    RunStore store = new RunStore(new Configuration(), out.toString());
    try (RunLock held = store.lock("other", Clock.systemUTC(), text -> {})) {
      held.requireHeld();
      assertThatThrownBy(() -> forget(USER)).isInstanceOf(LockedException.class);
    }
    Files.writeString(file, "{}");
    assertThatThrownBy(() -> train(out))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("FORGOTTEN")
        .hasMessageContaining("restore it from a backup");
    assertThatThrownBy(() -> forget(" "))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--user");
  }
}
