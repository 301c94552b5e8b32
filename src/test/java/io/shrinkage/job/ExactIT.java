package io.shrinkage.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.testing.Cases;
import io.shrinkage.testing.SparkExtension;
import io.shrinkage.testing.TrainedRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same rows give the same bits, in whatever order, partitions and format they come. */
@ExtendWith(SparkExtension.class)
class ExactIT {
  private static final int ROWS = 9000; // three blocks
  private static final int[] PARTITIONS = {1, 2, 3, 7, 16};

  @TempDir private static Path dir;
  private static Dataset<Row> measured;
  private static Dataset<Row> rated;
  private static Dataset<Row> genres;

  @BeforeAll
  static void make(SparkSession session) {
    List<Row> measurements = new ArrayList<>();
    List<Row> ratings = new ArrayList<>();
    Cases.checkSeed(
        7,
        random -> {
          for (long row = 0; row < ROWS; row++) {
            double a = Cases.normal(random);
            double b = 1e6 + Math.exp(3 * Cases.normal(random));
            double c = Cases.normal(random) * 1e-7;
            measurements.add(
                RowFactory.create(
                    row,
                    2 * a + 1e-6 * b + Cases.normal(random),
                    Math.exp(Cases.normal(random)),
                    random.nextInt(30) == 0 ? null : (Object) a,
                    b,
                    c));
            long movie = random.nextInt(300);
            ratings.add(
                RowFactory.create(
                    row,
                    movie,
                    0.5 + random.nextInt(6) / 2.0 + movie % 5 / 2.0,
                    0.1 + random.nextInt(5) / 3.0));
          }
        });
    measured =
        session.createDataFrame(
            measurements,
            new StructType()
                .add("row", DataTypes.LongType)
                .add("y", DataTypes.DoubleType)
                .add("w", DataTypes.DoubleType)
                .add("a", DataTypes.DoubleType)
                .add("b", DataTypes.DoubleType)
                .add("c", DataTypes.DoubleType));
    rated =
        session.createDataFrame(
            ratings,
            new StructType()
                .add("userId", DataTypes.LongType)
                .add("movieId", DataTypes.LongType)
                .add("rating", DataTypes.DoubleType)
                .add("w", DataTypes.DoubleType));
    genres = session.range(300).selectExpr("id AS movieId", "concat('g', id % 5) AS genre");
  }

  private static String write(Dataset<Row> rows, int partitions, String format) {
    String path = dir.resolve(format + "-" + rows.columns().length + "-" + partitions).toString();
    rows.repartition(partitions)
        .write()
        .mode("overwrite")
        .option("header", true)
        .format(format)
        .save(path);
    return path;
  }

  private static String hash(String path, String format, List<String> of, String... sets) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "input.ratings.path=\"" + path + "\"",
                "input.ratings.format=" + format,
                "input.ratings.range=[]",
                "crosscheck.enabled=false",
                "select.lambdas=20",
                "select.repeats=0",
                "select.ablation=false",
                "learning-curve.enabled=false"));
    all.addAll(of);
    all.addAll(List.of(sets));
    if (format.equals("parquet")) {
      all.add("input.ratings.options={ header = null }");
    }
    TrainedRun run = TrainedRun.train(dir.resolve("out"), all);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.json().at("/data/accepted").asLong()).isEqualTo(ROWS);
    assertThat(run.json().at("/model/nonzero").asInt()).isPositive();
    return run.json().at("/model/hash").asText();
  }

  private static final List<String> MEASUREMENTS =
      List.of(
          "input.ratings.columns={ user = \"\", item = row, rating = y, time = \"\", weight = w }",
          "split.unit=item",
          "features=[{ name = a, column = a, kind = numeric }, { name = b, column = b, kind = numeric },"
              + " { name = c, column = c, kind = numeric }]");

  private static List<String> ratingsOfMovies(String movies) {
    return List.of(
        "input.ratings.columns={ user = userId, item = movieId, rating = rating, time = \"\","
            + " weight = w }",
        "input.movies={ format = csv, path = \"" + movies + "\", options = { header = true } }",
        "features=[{ name = genre, column = genre, kind = one-hot }]");
  }

  @Test
  void realNumbersGiveTheSameBitsFromAnyPartitionsAndFormat() {
    Set<String> hashes = new TreeSet<>();
    for (int partitions : PARTITIONS) {
      hashes.add(
          hash(
              write(measured, partitions, "parquet"),
              "parquet",
              MEASUREMENTS,
              "compute.partitions=" + partitions));
    }
    hashes.add(hash(write(measured, 3, "csv"), "csv", MEASUREMENTS));
    assertThat(hashes).hasSize(1);
  }

  @Test
  void inTheOrderOfTheSourceOnlyARerunGivesTheSameBits() {
    String ordered = "compute.reproducible=ordered";
    String one = write(measured, 1, "parquet");
    Set<String> hashes = new TreeSet<>();
    for (int partitions : PARTITIONS) {
      hashes.add(hash(write(measured, partitions, "parquet"), "parquet", MEASUREMENTS, ordered));
    }
    assertThat(hashes).hasSizeGreaterThan(1);
    assertThat(hashes).contains(hash(one, "parquet", MEASUREMENTS, ordered));
  }

  @Test
  void firstOrderPassesOverRealNumbersGiveTheSameBitsToo() {
    Set<String> hashes = new TreeSet<>();
    for (int partitions : new int[] {1, 7}) {
      hashes.add(
          hash(
              write(measured, partitions, "parquet"),
              "parquet",
              MEASUREMENTS,
              "fit.solver=proximal",
              "fit.lambda=0.1"));
    }
    assertThat(hashes).hasSize(1);
  }

  @Test
  void weightsThatAreNoWholeNumbersGiveTheSameBits() {
    Set<String> hashes = new TreeSet<>();
    List<String> movies = ratingsOfMovies(write(genres, 1, "csv"));
    for (int partitions : PARTITIONS) {
      hashes.add(hash(write(rated, partitions, "csv"), "csv", movies));
    }
    assertThat(hashes).hasSize(1);
  }
}
