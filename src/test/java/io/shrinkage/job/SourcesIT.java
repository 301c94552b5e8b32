package io.shrinkage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.testing.Cases;
import io.shrinkage.testing.SparkExtension;
import io.shrinkage.testing.TrainedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One model from the same rows, whatever they come in and however they are dealt. */
@ExtendWith(SparkExtension.class)
class SourcesIT {
  private static final int ROWS = 1500;

  @TempDir private static Path dir;
  private static SparkSession session;
  private static String movies;
  private static String ratings;
  private static TrainedRun compressed;
  private static TrainedRun single;

  /** 1,500 ratings of 40 movies, of which 5 are unknown; x is a feature of the row. */
  @BeforeAll
  static void write(SparkSession running) throws IOException {
    session = running;
    StringBuilder movieLines = new StringBuilder("movieId,genres,year\n");
    List<String> rows = new ArrayList<>();
    Cases.checkSeed(
        11,
        random -> {
          for (int movie = 0; movie < 35; movie++) {
            movieLines.append(
                movie
                    + ","
                    + (movie % 3 == 0 ? "Drama" : "Comedy|Drama")
                    + ","
                    + (1950 + movie)
                    + "\n");
          }
          for (int i = 0; i < ROWS; i++) {
            int movie = random.nextInt(40);
            double x = Math.rint(1000 * Cases.normal(random)) / 1000;
            double rating = 3 + (movie % 3 == 0 ? 1 : 0) + 0.4 * x + 0.5 * Cases.normal(random);
            double half = Math.max(0.5, Math.min(5, Math.rint(2 * rating) / 2));
            rows.add(
                String.format(
                    Locale.ROOT,
                    "%d,%d,%.1f,%d,%.3f,%d",
                    i / 7,
                    movie,
                    half,
                    1000 + i,
                    x,
                    1 + i % 3));
          }
        });
    movies = Files.writeString(dir.resolve("movies.csv"), movieLines).toString();
    ratings = csv("ratings.csv", rows);
    compressed = train(ratings, "csv", OF_MOVIES);
    single = train(ratings, "csv", OF_ROWS);
  }

  private static final String OF_MOVIES =
      "features=[{ name = genre, column = genres, kind = multi-hot },"
          + " { name = year, column = year, kind = numeric }]";

  private static final String OF_ROWS =
      "features=[{ name = genre, column = genres, kind = multi-hot },"
          + " { name = x, column = x, kind = numeric }]";

  private static String csv(String name, List<String> rows) throws IOException {
    String text = "userId,movieId,rating,timestamp,x,w\n" + String.join("\n", rows) + "\n";
    return Files.writeString(dir.resolve(name), text).toString();
  }

  private static TrainedRun train(String path, String format, String features, String... sets) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "input.ratings.path=\"" + path + "\"",
                "input.ratings.format=" + format,
                "input.movies.path=\"" + movies + "\"",
                "fit.lambda=0.02",
                "fit.tolerance=1e-10",
                "crosscheck.enabled=false",
                "learning-curve.enabled=false",
                features));
    all.addAll(List.of(sets));
    TrainedRun run = TrainedRun.train(dir.resolve("out"), all);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    return run;
  }

  private static Dataset<Row> typed() {
    return session
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(ratings)
        .repartition(5);
  }

  private static void assertSame(TrainedRun run, TrainedRun expected) {
    assertThat(run.json().at("/data/accepted").asInt()).isEqualTo(ROWS);
    assertThat(run.json().get("metrics")).isEqualTo(expected.json().get("metrics"));
    assertThat(run.json().at("/data/test_share")).isEqualTo(expected.json().at("/data/test_share"));
    assertThat(run.hash()).isEqualTo(expected.hash());
  }

  @Test
  void movieFeaturesAreCompressedAndRowFeaturesAreNot() {
    assertThat(compressed.json().at("/data/compressed_rows").asInt()).isLessThan(ROWS);
    assertThat(single.json().at("/data/compressed_rows").asInt()).isEqualTo(ROWS);
    assertThat(compressed.json().at("/data/movies").asInt()).isEqualTo(40);
    assertThat(compressed.json().at("/data/users").asInt()).isEqualTo(ROWS / 7 + 1);
    assertThat(compressed.hash()).isNotEqualTo(single.hash());
    assertThat(compressed.json().at("/metrics/test/rmse").asDouble())
        .isLessThan(compressed.json().at("/metrics/baseline_mean/rmse").asDouble());
  }

  @Test
  void parquetGivesTheSameModelAsCsv() {
    String path = dir.resolve("r.parquet").toString();
    typed().write().parquet(path);

    assertSame(train(path, "parquet", OF_MOVIES), compressed);
    assertSame(train(path, "parquet", OF_ROWS), single);
  }

  @Test
  void jsonAndOrcGiveTheSameModelAsCsv() {
    String json = dir.resolve("r.json").toString();
    typed().write().json(json);
    String orc = dir.resolve("r.orc").toString();
    typed().write().orc(orc);

    assertSame(train(json, "json", OF_ROWS), single);
    assertSame(train(orc, "orc", OF_ROWS), single);
  }

  @Test
  void shuffledRowsInSeveralFilesGiveTheSameModel() throws IOException {
    List<String> lines = Files.readAllLines(Path.of(ratings)).subList(1, ROWS + 1);
    List<List<String>> files = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Cases.checkSeed(
        3,
        random -> {
          for (int row : Cases.permutation(random, ROWS)) {
            files.get(random.nextInt(3)).add(lines.get(row));
          }
        });
    Path shuffled = Files.createDirectories(dir.resolve("shuffled"));
    for (int i = 0; i < files.size(); i++) {
      csv("shuffled/" + i + ".csv", files.get(i));
    }

    assertSame(train(shuffled.toString(), "csv", OF_MOVIES), compressed);
    assertSame(train(shuffled.toString(), "csv", OF_ROWS), single);
  }

  @Test
  void anyNumberOfPartitionsGivesTheSameModel() {
    for (int partitions : new int[] {1, 2, 7}) {
      TrainedRun run =
          train(ratings, "csv", OF_MOVIES, "compute.partitions=" + partitions, "compute.depth=2");

      assertSame(run, compressed);
      assertThat(run.json().at("/data/partitions").asInt()).isEqualTo(partitions);
    }
    TrainedRun rows = train(ratings, "csv", OF_ROWS, "compute.partitions=7");
    assertSame(rows, single);
    assertThat(rows.json().at("/data/partitions").asInt()).isEqualTo(7);

    String proximal = "fit.solver=proximal";
    assertSame(
        train(ratings, "csv", OF_ROWS, "compute.partitions=7", proximal),
        train(ratings, "csv", OF_ROWS, "compute.partitions=2", proximal));
  }

  @Test
  void moreThanSixtyFourRatingsAreSolvedRowByRowToTheSameSolution() throws IOException {
    List<String> lines = Files.readAllLines(Path.of(ratings)).subList(1, ROWS + 1);
    List<String> fine = new ArrayList<>();
    List<String> coarse = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      String[] cells = lines.get(i).split(",");
      // 100 distinct ratings, the means of whose halves the other file has: twice each row.
      double rating = Double.parseDouble(cells[2]);
      double step = (1 + i % 50) / 1000.0;
      for (double y : new double[] {rating - step, rating + step}) {
        fine.add(row(cells, y));
      }
      coarse.add(row(cells, rating));
      coarse.add(row(cells, rating));
    }
    String[] sets = {"input.ratings.range=[]", "split.test-share=0"};

    TrainedRun rows = train(csv("fine.csv", fine), "csv", OF_MOVIES, sets);
    TrainedRun groups = train(csv("coarse.csv", coarse), "csv", OF_MOVIES, sets);

    assertThat(rows.json().at("/data/compressed_rows").asInt()).isEqualTo(2 * ROWS);
    assertThat(rows.json().at("/data/passes").asInt())
        .isGreaterThan(groups.json().at("/data/passes").asInt());
    assertThat(groups.json().at("/data/compressed_rows").asInt()).isLessThan(ROWS);
    rows.json()
        .at("/model/coefficients")
        .fieldNames()
        .forEachRemaining(
            name ->
                assertThat(rows.coefficient(name))
                    .isCloseTo(groups.coefficient(name), within(1e-8)));
    assertThat(rows.intercept()).isCloseTo(groups.intercept(), within(1e-6));
  }

  private static String row(String[] cells, double rating) {
    return cells[0] + "," + cells[1] + "," + rating + "," + cells[3] + "," + cells[4] + ",1";
  }

  @Test
  void weightOfTwoEqualsTwoRows() throws IOException {
    List<String> lines = Files.readAllLines(Path.of(ratings)).subList(1, ROWS + 1);
    List<String> repeated = new ArrayList<>();
    for (String line : lines) {
      for (int k = 0; k < Integer.parseInt(line.substring(line.lastIndexOf(',') + 1)); k++) {
        repeated.add(line);
      }
    }
    String many = csv("repeated.csv", repeated);

    for (String features : List.of(OF_MOVIES, OF_ROWS)) {
      TrainedRun weighted =
          train(ratings, "csv", features, "input.ratings.columns.weight=w", "split.test-share=0");
      TrainedRun counted = train(many, "csv", features, "split.test-share=0");

      assertThat(weighted.coefficient("genre=Comedy"))
          .isCloseTo(counted.coefficient("genre=Comedy"), within(1e-9));
      assertThat(weighted.intercept()).isCloseTo(counted.intercept(), within(1e-7));
      assertThat(weighted.json().at("/metrics/train/rmse").asDouble())
          .isCloseTo(counted.json().at("/metrics/train/rmse").asDouble(), within(1e-9));
    }
  }

  @Test
  void splitByTimeAndByColumnHoldOutJustThoseRows() {
    // Timestamps are 1000 + i; rows later than 2000 test: 499 of them. w = 2 on a third.
    TrainedRun byTime = train(ratings, "csv", OF_MOVIES, "split.by=time", "split.test-after=2000");
    TrainedRun byColumn =
        train(
            ratings,
            "csv",
            OF_ROWS,
            "split.by=column",
            "split.column=w",
            "split.test-values=[\"2\"]");

    assertThat(byTime.json().at("/metrics/test/n").asInt()).isEqualTo(499);
    assertThat(byTime.json().at("/metrics/train/n").asInt()).isEqualTo(1001);
    assertThat(byColumn.json().at("/metrics/test/n").asInt()).isEqualTo(500);
    assertThat(byColumn.json().at("/metrics/train/n").asInt()).isEqualTo(1000);
  }

  @Test
  void wholeMoviesTestWhereTheUnitIsTheItem() {
    TrainedRun run = train(ratings, "csv", OF_MOVIES, "split.unit=item");

    // A movie without training ratings has no mean of its own: both baselines predict the same.
    assertThat(run.json().at("/metrics/baseline_item_mean"))
        .isEqualTo(run.json().at("/metrics/baseline_mean"));
    assertThat(run.json().at("/metrics/test/n").asInt()).isPositive();
  }

  @Test
  void conditionFitsOneUsersModel() {
    TrainedRun run =
        train(
            ratings, "csv", OF_MOVIES, "input.ratings.where=\"userId < 50\"", "split.test-share=0");

    assertThat(run.json().at("/data/read").asInt()).isEqualTo(350);
    assertThat(run.json().at("/data/where").asText()).isEqualTo("userId < 50");
    assertThat(run.json().at("/metrics/test").isNull()).isTrue();
  }
}
