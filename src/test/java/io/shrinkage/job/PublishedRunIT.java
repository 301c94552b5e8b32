package io.shrinkage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shrinkage.config.ConfigException;
import io.shrinkage.config.ConfigReader;
import io.shrinkage.config.ConfigSources;
import io.shrinkage.features.DataException;
import io.shrinkage.testing.Heard;
import io.shrinkage.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Generates, trains once, and uses the run: score, recommend, report. */
@ExtendWith(SparkExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class PublishedRunIT {
  private static final double CLOSE = 1e-12;

  private Path dir;
  private SparkSession spark;
  private Path run;
  private JsonNode record;

  @BeforeAll
  void train(SparkSession session, @TempDir Path directory) throws IOException {
    spark = session;
    dir = directory;
    generate("world", GenerateOptions.Format.CSV, OptionalInt.empty(), 3000);
    run = trainOnMovies("out");
    record = new ObjectMapper().readTree(run.resolve("run.json").toFile());
  }

  private Path trainOnMovies(String out) throws IOException {
    return train(
        out,
        List.of(
            "input.ratings.path=\"" + dir.resolve("world/ratings") + "\"",
            "input.movies.path=\"" + dir.resolve("world/movies") + "\"",
            "fit.lambda=0.02",
            "features=[{name=genre, column=genres, kind=multi-hot},"
                + " {name=director, column=director, kind=one-hot, unseen=reject},"
                + " {name=year, column=year, kind=numeric, missing=reject, range=[1900, 2100]}]"));
  }

  private Path train(String out, List<String> settings) throws IOException {
    List<String> sets = new ArrayList<>(settings);
    sets.add("crosscheck.enabled=false");
    sets.add("learning-curve.enabled=false");
    sets.add("output.dir=\"" + dir.resolve(out) + "\"");
    ExitCode exit =
        new TrainJob(
                ConfigReader.read(ConfigSources.of(sets.toArray(String[]::new))), Console.SILENT)
            .run();
    assertThat(exit).isEqualTo(ExitCode.DONE);
    try (Stream<Path> runs = Files.list(dir.resolve(out).resolve("runs"))) {
      return runs.findFirst().orElseThrow();
    }
  }

  private void generate(String name, GenerateOptions.Format format, OptionalInt days, long rows) {
    new GenerateJob(
            new GenerateOptions(
                rows,
                OptionalInt.of(120),
                OptionalInt.of(60),
                11,
                format,
                days,
                LocalDate.of(2024, 2, 28),
                dir.resolve(name).toString()),
            Console.SILENT)
        .run();
  }

  private double weight(String column) {
    return record.at("/model/coefficients").path(column).asDouble();
  }

  /** b + Σ w·x by hand, from run.json alone. */
  private double byHand(String genres, String director, double year) {
    double sum = record.at("/model/intercept").asDouble() + year * weight("year");
    for (String genre : genres.split("\\|")) {
      sum += weight("genre=" + genre);
    }
    return sum + weight("director=" + director);
  }

  private void score(Path input, String out, boolean clip, String... sets) {
    new ScoreJob(
            new ScoreOptions(
                run.toString(),
                input.toString(),
                Optional.of(dir.resolve(out).toString()),
                clip,
                ConfigSources.of(sets)),
            Console.SILENT)
        .run();
  }

  private Dataset<Row> csv(String path) {
    return spark
        .read()
        .option("header", "true")
        .option("inferSchema", "true")
        .csv(dir.resolve(path).toString());
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  @Test
  void generatedRowsDoNotDependOnFormatOrDays() {
    generate("flat", GenerateOptions.Format.PARQUET, OptionalInt.empty(), 300);
    generate("daily", GenerateOptions.Format.CSV, OptionalInt.of(3), 100);

    Dataset<Row> flat = spark.read().parquet(dir.resolve("flat/ratings").toString());
    Dataset<Row> daily = csv("daily/ratings");

    assertThat(
            daily
                .select("userId", "movieId", "rating")
                .sort("userId", "movieId")
                .collectAsList()
                .toString())
        .isEqualTo(
            flat.select("userId", "movieId", "rating")
                .sort("userId", "movieId")
                .collectAsList()
                .toString());
    assertThat(daily.groupBy("date").count().sort("date").collectAsList().toString())
        .isEqualTo("[[2024-02-28,100], [2024-02-29,100], [2024-03-01,100]]");
    assertThat(dir.resolve("daily/truth.json")).content().contains("\"genre=Drama\" : 0.7");
  }

  @Test
  void movieTableIsScoredByTheFormula() {
    score(dir.resolve("world/movies"), "movie-scores", false);

    List<Row> rows = csv("movie-scores/scores").collectAsList();
    assertThat(rows).hasSize(120);
    for (Row row : rows) {
      double expected =
          byHand(row.getAs("genres"), row.getAs("director"), row.<Integer>getAs("year"));
      assertThat(row.<Double>getAs("prediction")).isCloseTo(expected, within(CLOSE));
    }
    assertThat(rows.stream().map(row -> row.<Double>getAs("prediction")).distinct().count())
        .isGreaterThan(5);
  }

  @Test
  void pairsTakeTheirFeaturesFromTheRunsMovies() throws IOException {
    score(dir.resolve("world/movies"), "all", false);
    score(file("pairs.csv", "userId,movieId\n1,5\n2,17\n"), "pairs", false);

    List<Row> movies =
        csv("all/scores").where("movieId in (5, 17)").sort("movieId").collectAsList();
    List<Row> pairs = csv("pairs/scores").sort("movieId").collectAsList();
    assertThat(csv("pairs/scores").columns()).containsExactly("userId", "movieId", "prediction");
    assertThat(pairs).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(pairs.get(i).<Double>getAs("prediction"))
          .isEqualTo(movies.get(i).<Double>getAs("prediction"));
    }
  }

  @Test
  void rowsThatCannotBeScoredAreQuarantinedWithTheirText() throws IOException {
    score(
        file(
            "dirty.csv",
            "genres,director,year\nDrama,,2000\nDrama,,\nDrama,,1066\nDrama,,next\n\"Dra\n"),
        "dirty",
        false);

    List<Row> set =
        spark
            .read()
            .parquet(dir.resolve("dirty/quarantine").toString())
            .sort("_reason")
            .collectAsList();
    assertThat(csv("dirty/scores").count()).isEqualTo(1);
    assertThat(set.toString())
        .isEqualTo(
            "[[feature_missing,Drama,,], [feature_out_of_range,Drama,,1066],"
                + " [feature_unreadable,Drama,,next], [malformed,\"Dra]]");
    JsonNode outcome = json("dirty/score.json");
    assertThat(outcome.get("read").asLong()).isEqualTo(5);
    assertThat(outcome.get("scored").asLong() + outcome.get("quarantined").asLong()).isEqualTo(5);
  }

  private JsonNode json(String path) throws IOException {
    return new ObjectMapper().readTree(dir.resolve(path).toFile());
  }

  /** A spreadsheet runs a cell that begins with =, +, - or @; a number is none of those. */
  @Test
  void textThatASpreadsheetWouldRunIsDisarmedInCsv() throws IOException {
    Path input =
        file(
            "formulas.csv",
            "genres,director,year,=note,n\n"
                + "Drama,,2000,\"=HYPERLINK(A1,B1)\",-1.5\n"
                + "Drama,,2000,@SUM(A1),+2\nDrama,,2000,-2+3,-1e3\nDrama,,2000,'=1,\n"
                + "Drama,,2000,a=b,-\n");
    score(input, "formulas", false);

    List<Row> rows =
        spark
            .read()
            .option("header", "true")
            .option("escape", "\"")
            .csv(dir.resolve("formulas/scores").toString())
            .select("'=note", "n")
            .collectAsList();
    assertThat(rows.stream().map(row -> row.mkString(" ")))
        .containsExactlyInAnyOrder(
            "'=HYPERLINK(A1,B1) -1.5", "'@SUM(A1) +2", "'-2+3 -1e3", "''=1 null", "a=b '-");
  }

  @Test
  void refusedLevelEndsTheScoringAndIsNamed() throws IOException {
    Path input = file("unseen.csv", "genres,director,year\nDrama,Nobody Ever,2000\n");

    assertThatThrownBy(() -> score(input, "unseen", false))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("feature 'director' has the level 'Nobody Ever'");
    assertThat(dir.resolve("unseen")).doesNotExist();
  }

  @Test
  void clippingMovesPredictionsIntoTheRange() throws IOException {
    Path whole = run;
    try {
      run = trainOnALine();
      Path input = file("far.json", "{\"x\":100}\n{\"x\":3}\n{\"x\":-100}\n");
      score(input, "unclipped", false);
      score(input, "clipped", true);
    } finally {
      run = whole;
    }

    assertThat(predictions("unclipped"))
        .satisfiesExactly(
            high -> assertThat(high).isCloseTo(100, within(1e-6)),
            middle -> assertThat(middle).isCloseTo(3, within(1e-6)),
            low -> assertThat(low).isCloseTo(-100, within(1e-6)));
    assertThat(predictions("clipped").get(0)).isEqualTo(5);
    assertThat(predictions("clipped").get(1)).isCloseTo(3, within(1e-6));
    assertThat(predictions("clipped").get(2)).isEqualTo(0.5);
  }

  private List<Double> predictions(String out) {
    return spark.read().json(dir.resolve(out).resolve("scores").toString()).collectAsList().stream()
        .map(row -> row.<Double>getAs("prediction"))
        .toList();
  }

  /** One table without users or movies, in which the rating is x. */
  private Path trainOnALine() throws IOException {
    StringBuilder rows = new StringBuilder("x,rating\n");
    for (int i = 0; i < 40; i++) {
      double x = 0.5 + i * 0.1;
      rows.append(x).append(',').append(x).append('\n');
    }
    return train(
        "line-" + UUID.randomUUID(),
        List.of(
            "input.ratings.path=\"" + file("line.csv", rows.toString()) + "\"",
            "input.ratings.columns={user=\"\", item=\"\", time=\"\"}",
            "features=[{name=x, column=x, kind=numeric}]",
            "fit.penalty=none",
            "fit.lambda=0"));
  }

  @Test
  void settingsOfTheModelCannotBeChanged() {
    assertThatThrownBy(() -> score(dir.resolve("world/movies"), "no", false, "fit.l1-ratio=0.1"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("fit: belongs to the trained model");
  }

  @Test
  void tableWithoutFeaturesAndKeyIsRefused() {
    assertThatThrownBy(() -> score(dir.resolve("world/users"), "no", false))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no column ['genres', 'director', 'year']")
        .hasMessageContaining("or the movie's key 'movieId'");
  }

  private List<String> recommend(
      Optional<String> user, int top, OptionalDouble threshold, String out) {
    List<String> lines = new ArrayList<>();
    Console console = new Heard(lines);
    new RecommendJob(
            new RecommendOptions(
                run.toString(),
                user,
                top,
                threshold,
                out.isEmpty() ? Optional.empty() : Optional.of(dir.resolve(out).toString()),
                ConfigSources.of()),
            console)
        .run();
    return lines;
  }

  @Test
  void everyUserGetsTheBestOfTheMoviesNotRated() {
    score(dir.resolve("world/movies"), "reference", false);
    recommend(Optional.empty(), 7, OptionalDouble.empty(), "all-users");

    List<Row> ranking =
        csv("reference/scores")
            .sort(
                org.apache.spark.sql.functions.col("prediction").desc(),
                org.apache.spark.sql.functions.col("movieId"))
            .collectAsList();
    Set<String> rated = new HashSet<>();
    for (Row row : csv("world/ratings").collectAsList()) {
      rated.add(row.getAs("userId") + "/" + row.getAs("movieId"));
    }
    List<String> expected = new ArrayList<>();
    for (int user = 1; user <= 60; user++) {
      int rank = 0;
      for (Row movie : ranking) {
        if (rank < 7 && !rated.contains(user + "/" + movie.getAs("movieId"))) {
          expected.add(user + " " + ++rank + " " + movie.getAs("movieId"));
        }
      }
    }
    Dataset<Row> written = spark.read().parquet(dir.resolve("all-users").toString());
    List<String> found =
        written.sort("userId", "rank").collectAsList().stream()
            .map(row -> row.getAs("userId") + " " + row.getAs("rank") + " " + row.getAs("movieId"))
            .toList();
    assertThat(found).isEqualTo(expected);
    for (Row row : written.collectAsList()) {
      Row parts = row.getAs("contributions");
      double sum = row.<Double>getAs("base");
      for (int i = 0; i < parts.size(); i++) {
        sum += parts.getDouble(i);
      }
      assertThat(sum).isCloseTo(row.<Double>getAs("prediction"), within(CLOSE));
    }
  }

  @Test
  void thresholdKeepsWhatReachesIt() {
    recommend(Optional.empty(), 100, OptionalDouble.of(3.5), "high");
    recommend(Optional.empty(), 100, OptionalDouble.empty(), "any");

    Dataset<Row> any = spark.read().parquet(dir.resolve("any").toString());
    Dataset<Row> high = spark.read().parquet(dir.resolve("high").toString());
    assertThat(high.count())
        .isPositive()
        .isLessThan(any.count())
        .isEqualTo(any.where("prediction >= 3.5").count());
  }

  @Test
  void oneUserIsPrintedAsIsWrittenForAll() {
    List<String> lines = recommend(Optional.of("7"), 3, OptionalDouble.empty(), "one");

    List<Row> rows =
        spark.read().parquet(dir.resolve("one").toString()).sort("rank").collectAsList();
    int header = lines.indexOf(lines.stream().filter(l -> l.startsWith("rank ")).toList().get(1));
    assertThat(lines.get(header)).contains("prediction", "genre", "director", "year", "movieId");
    for (int i = 0; i < 3; i++) {
      assertThat(rows.get(i).<Long>getAs("userId")).isEqualTo(7);
      assertThat(lines.get(header + 1 + i)).contains(rows.get(i).<String>getAs("title"));
    }
  }

  @Test
  void unknownUserIsRefused() {
    assertThatThrownBy(() -> recommend(Optional.of("61"), 3, OptionalDouble.empty(), ""))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("--user 61: there is no such user");
  }

  @Test
  void reportIsRebuiltAsItWas() throws IOException {
    byte[] before = Files.readAllBytes(run.resolve("report.html"));
    Files.writeString(run.resolve("report.html"), "lost");

    new ReportJob(run.toString(), Console.SILENT).run();

    assertThat(Files.readAllBytes(run.resolve("report.html"))).isEqualTo(before);
    assertThatThrownBy(() -> new ReportJob(dir.toString(), Console.SILENT).run())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("it has no run.json");
  }

  @Test
  void runWithoutMoviesCannotRecommend() throws IOException {
    Path whole = run;
    try {
      run = trainOnALine();
      assertThatThrownBy(() -> recommend(Optional.of("7"), 3, OptionalDouble.empty(), ""))
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith("recommend needs a table of movies to choose from");
    } finally {
      run = whole;
    }
  }
}
