package io.shrinkage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.shrinkage.linalg.Blas;
import io.shrinkage.testing.Cases;
import io.shrinkage.testing.SparkExtension;
import io.shrinkage.testing.TrainedRun;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A table of numbers, packed as it is read, against the same rows in their fixed order. */
@ExtendWith(SparkExtension.class)
class FastIT {
  private static final int ROWS = 3000;
  private static final double RELATIVE = 1e-9;

  private static final StructType SCHEMA =
      new StructType()
          .add("row", DataTypes.LongType)
          .add("movie", DataTypes.IntegerType)
          .add("y", DataTypes.DoubleType)
          .add("w", DataTypes.FloatType)
          .add("real", DataTypes.DoubleType)
          .add("near 1e6", DataTypes.DoubleType)
          .add("single", DataTypes.FloatType)
          .add("whole", DataTypes.IntegerType)
          .add("long", DataTypes.LongType)
          .add("short", DataTypes.ShortType)
          .add("byte", DataTypes.ByteType)
          .add("money", DataTypes.createDecimalType(10, 2))
          .add("strict", DataTypes.DoubleType)
          .add("empty", DataTypes.DoubleType);

  private static final String FEATURES =
      "features=[{ name = real, column = real, kind = numeric, range = [-2.5, 2.5] },"
          + " { name = big, column = \"near 1e6\", kind = numeric },"
          + " { name = single, column = single, kind = numeric, missing = zero },"
          + " { name = whole, column = whole, kind = numeric, missing = zero, range = [0, 90] },"
          + " { name = long, column = long, kind = numeric },"
          + " { name = short, column = short, kind = numeric },"
          + " { name = byte, column = byte, kind = numeric },"
          + " { name = money, column = money, kind = numeric },"
          + " { name = empty, column = empty, kind = numeric },"
          + " { name = strict, column = strict, kind = numeric, missing = reject, range = [-3, 3] }]";

  @TempDir private static Path dir;
  private static SparkSession session;
  private static String table;

  @BeforeAll
  static void write(SparkSession running) {
    session = running;
    table = dir.resolve("table").toString();
    List<Row> rows = new ArrayList<>();
    Cases.checkSeed(
        5,
        random -> {
          for (long number = 0; number < ROWS; number++) {
            rows.add(row(number, random));
          }
        });
    session.createDataFrame(rows, SCHEMA).repartition(3).write().parquet(table);
  }

  /** Every twentieth cell is missing, not finite or far out; keys, ratings and weights as well. */
  private static Row row(long number, SplittableRandom random) {
    double real = Cases.normal(random);
    double strict = Cases.normal(random);
    int whole = random.nextInt(100);
    float single = (float) Cases.normal(random);
    double y = 2 + real - 0.5 * strict + whole / 50.0 + single + Cases.normal(random);
    return RowFactory.create(
        random.nextInt(200) == 0 ? null : (Object) number,
        random.nextInt(40),
        spoilt(y, random, 200),
        random.nextInt(200) == 0 ? -1f : (Object) (1 + random.nextInt(3) / 2f),
        spoilt(real, random, 20),
        1e6 + Cases.normal(random),
        random.nextInt(20) == 0 ? Float.NaN : (Object) single,
        random.nextInt(20) == 0 ? null : (Object) whole,
        random.nextInt(20) == 0 ? null : (Object) (long) random.nextInt(1000),
        (short) random.nextInt(7),
        random.nextInt(20) == 0 ? null : (Object) (byte) random.nextInt(5),
        random.nextInt(20) == 0 ? null : BigDecimal.valueOf(random.nextInt(10_000), 2),
        spoilt(strict, random, 50),
        null);
  }

  private static Object spoilt(double value, SplittableRandom random, int every) {
    return switch (random.nextInt(4 * every)) {
      case 0 -> null;
      case 1 -> Double.NaN;
      case 2 -> Double.NEGATIVE_INFINITY;
      case 3 -> 1e300;
      default -> value;
    };
  }

  private static TrainedRun train(String... sets) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "input.ratings.path=\"" + table + "\"",
                "input.ratings.format=parquet",
                "input.ratings.options={ header = null }",
                "input.ratings.range=[-20, 20]",
                "input.ratings.max-bad-share=0.5",
                "fit.tolerance=1e-12",
                "select.lambdas=20",
                "select.repeats=2",
                "learning-curve.enabled=false",
                FEATURES));
    all.addAll(List.of(sets));
    TrainedRun run = TrainedRun.train(dir.resolve("out"), all);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    return run;
  }

  private static final String OF_ROWS =
      "input.ratings.columns={ user = \"\", item = row, rating = y, time = \"\", weight = w }";

  private static final String OF_MOVIES =
      "input.ratings.columns={ user = row, item = movie, rating = y, time = \"\", weight = w }";

  @Test
  void rowsPackedAsTheyAreReadGiveTheModelOfTheFixedOrder() {
    TrainedRun ordered = train(OF_ROWS, "split.unit=item");
    TrainedRun fast = train(OF_ROWS, "split.unit=item", "compute.reproducible=fast");
    assertSame(fast, ordered);
    assertThat(ordered.json().at("/data/reasons").fieldNames())
        .toIterable()
        .contains(
            "missing_key",
            "malformed",
            "rating_missing",
            "rating_not_finite",
            "rating_out_of_range",
            "feature_missing",
            "feature_unreadable",
            "feature_out_of_range");
    assertThat(ordered.json().at("/compute/blas").asText()).isEqualTo("plain");
    assertThat(fast.json().at("/compute/blas").asText()).isEqualTo(Blas.fastest(false).text());
    assertThat(fast.json().at("/compute/reproducible").asText()).isEqualTo("fast");
  }

  @Test
  void itemsThatRepeatHaveTheirMeansInTheBaseline() {
    TrainedRun ordered = train(OF_MOVIES);
    TrainedRun fast = train(OF_MOVIES, "compute.reproducible=fast", "compute.blas=plain");
    assertSame(fast, ordered);
    assertThat(fast.json().at("/compute/blas").asText()).isEqualTo("plain");
    assertThat(ordered.json().at("/metrics/baseline_item_mean/rmse").asDouble())
        .isNotEqualTo(ordered.json().at("/metrics/baseline_mean/rmse").asDouble());
  }

  @Test
  void bucketsOfAllColumnsAreThoseOfTheFixedOrder() {
    String keyless = "input.ratings.columns={ user = \"\", item = \"\", rating = y, time = \"\" }";
    assertSame(train(keyless, "compute.reproducible=fast"), train(keyless));
  }

  @Test
  void rowsThatAConditionLetsThroughArePackedAlike() {
    String where = "input.ratings.where=\"movie < 30\"";
    assertSame(train(OF_ROWS, where, "compute.reproducible=fast"), train(OF_ROWS, where));
  }

  @Test
  void dataThatCannotBePackedIsReadInItsOrder() {
    String latest = "input.ratings.duplicates=error";
    TrainedRun fast = train(OF_MOVIES, latest, "compute.reproducible=fast", "compute.blas=plain");
    TrainedRun ordered = train(OF_MOVIES, latest);
    assertThat(fast.json().at("/model/hash")).isEqualTo(ordered.json().at("/model/hash"));
  }

  @Test
  void anAbsentBlasIsRefusedByName() {
    for (Blas blas : Blas.values()) {
      if (!blas.isPresent()) {
        assertThatThrownBy(
                () -> train(OF_ROWS, "compute.reproducible=fast", "compute.blas=" + blas.text()))
            .isInstanceOf(UsageException.class)
            .hasMessageContaining("this JVM has none")
            .hasMessageContaining(blas.remedy());
      }
    }
  }

  private static void assertSame(TrainedRun fast, TrainedRun ordered) {
    for (String counted :
        List.of("read", "accepted", "quarantined", "reasons", "users", "movies", "test_share")) {
      assertThat(fast.json().at("/data/" + counted))
          .as(counted)
          .isEqualTo(ordered.json().at("/data/" + counted));
    }
    assertThat(fast.json().at("/data/feature_values"))
        .isEqualTo(ordered.json().at("/data/feature_values"));
    assertThat(quarantine(fast)).isEqualTo(quarantine(ordered)).isNotEmpty();
    for (String numbers : List.of("/path", "/model/lambda", "/model/coefficients", "/metrics")) {
      assertClose(numbers, fast.json().at(numbers), ordered.json().at(numbers));
    }
    assertThat(fast.json().at("/certificate/converged").asBoolean()).isTrue();
  }

  private static List<String> quarantine(TrainedRun run) {
    return session
        .read()
        .parquet(run.directory().resolve("quarantine").toString())
        .orderBy("_raw", "_reason")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }

  private static void assertClose(String place, JsonNode actual, JsonNode expected) {
    if (expected.isFloatingPointNumber() && !place.endsWith("kkt_violation")) {
      double number = expected.asDouble();
      assertThat(actual.asDouble())
          .as(place)
          .isCloseTo(number, within(RELATIVE * Math.max(1e-3, Math.abs(number))));
    } else if (expected.isContainerNode()) {
      assertThat(actual.size()).as(place).isEqualTo(expected.size());
      if (expected.isArray()) {
        for (int i = 0; i < expected.size(); i++) {
          assertClose(place + "/" + i, actual.get(i), expected.get(i));
        }
      } else {
        expected
            .fieldNames()
            .forEachRemaining(
                name -> assertClose(place + "/" + name, actual.get(name), expected.get(name)));
      }
    } else if (!expected.isFloatingPointNumber()) {
      assertThat(actual).as(place).isEqualTo(expected);
    }
  }
}
