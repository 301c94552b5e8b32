package io.shrinkage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.config.ConfigException;
import io.shrinkage.config.ConfigReader;
import io.shrinkage.config.ConfigSources;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.features.SyntheticRatings;
import io.shrinkage.spark.SyntheticTables;
import io.shrinkage.testing.SparkExtension;
import io.shrinkage.testing.TrainedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The cost sheet before a run, held against what the run then counts. */
@ExtendWith(SparkExtension.class)
class DryRunIT {
  // More than a sample takes in.
  private static final int ROWS = 300_000;

  private static final String FEATURES =
      "features=[{ name = genre, column = genres, kind = multi-hot },"
          + " { name = director, column = director, kind = one-hot, min-count = 300 },"
          + " { name = actor, column = actor, kind = one-hot, min-count = 1 },"
          + " { name = year, column = year, kind = numeric }]";

  @TempDir private static Path dir;
  private static SparkSession session;

  @BeforeAll
  static void write(SparkSession running) {
    session = running;
    SyntheticTables large =
        new SyntheticTables(session, new SyntheticRatings(ROWS, 6000, 60_000, 7));
    large.ratings(2).write().parquet(path("large.parquet"));
    large.ratings(3).write().option("header", true).csv(path("large.csv"));
    large.movies().write().parquet(path("movies"));
    SyntheticTables small = new SyntheticTables(session, new SyntheticRatings(900, 60, 40, 7));
    withBadRow(small.ratings(3)).write().json(path("small.json"));
    small.movies().write().parquet(path("few-movies"));
  }

  /** One rating out of range, and a column of folds. */
  private static Dataset<Row> withBadRow(Dataset<Row> ratings) {
    return ratings.selectExpr(
        "userId",
        "movieId",
        "IF(timestamp = max(timestamp) OVER (), 99, rating) AS rating",
        "timestamp",
        "userId % 3 AS fold");
  }

  private static String path(String name) {
    return dir.resolve(name).toString();
  }

  private static List<String> sets(String ratings, String format, String movies, String... more) {
    List<String> sets =
        new ArrayList<>(
            List.of(
                "input.ratings.path=\"" + path(ratings) + "\"",
                "input.ratings.format=" + format,
                "input.movies.path=\"" + path(movies) + "\"",
                "input.movies.format=parquet",
                "fit.lambda=0.02",
                "crosscheck.enabled=false",
                FEATURES));
    sets.addAll(List.of(more));
    return sets;
  }

  /** The sheet's lines. */
  private static final class Sheet implements Console {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void line(String text) {
      lines.add(text);
    }

    @Override
    public void progress(String text) {}

    /** The figure of a line, which begins with its name. */
    String figure(String name) {
      String start = String.format("%-24s ", name);
      String rest =
          lines.stream()
              .filter(line -> line.startsWith(start))
              .map(line -> line.substring(start.length()))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no line '" + name + "' in " + lines));
      return rest.split(" {2,}")[0];
    }

    double number(String name) {
      String digits = figure(name).replace("about ", "").replace(",", "");
      return Double.parseDouble(digits.split(" ")[0]);
    }
  }

  private static Sheet dryRun(List<String> sets) {
    Sheet sheet = new Sheet();
    Path out = dir.resolve("dry");
    List<String> all = new ArrayList<>(sets);
    all.add(ConfigReader.assignment("output.dir", out.toString()));
    ShrinkageConfig config = ConfigReader.read(ConfigSources.of(all.toArray(String[]::new)));
    try {
      assertThat(new DryRunJob(config, sheet).run()).isEqualTo(ExitCode.DONE);
    } finally {
      assertThat(out).doesNotExist();
    }
    return sheet;
  }

  private static TrainedRun train(List<String> sets) {
    TrainedRun run = TrainedRun.train(dir.resolve("out"), sets);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    return run;
  }

  private static double mega(TrainedRun run, String figure) {
    return run.json().at("/cost/planned/" + figure).asLong() / 1e6;
  }

  /** What must be right, and what must be near where it is marked: bytes by columns squared. */
  private static void assertForesees(Sheet sheet, TrainedRun run) {
    assertThat(sheet.number("rows after compression"))
        .isCloseTo(
            run.json().at("/data/compressed_rows").asDouble(),
            within(0.1 * run.json().at("/data/compressed_rows").asDouble()));
    for (int i = 0; i < 4; i++) {
      String feature = "/features/groups/" + i;
      double columns = run.json().at(feature + "/columns").asDouble();
      assertThat(sheet.number("  " + run.json().at(feature + "/name").asText()))
          .isCloseTo(columns, within(0.06 * columns));
    }
    assertThat(sheet.figure("  year")).isEqualTo("1");
    assertThat(sheet.figure("  genre")).startsWith("about ");
    assertThat(sheet.figure("columns")).startsWith("about ");
    assertThat(sheet.number("buckets (slots)"))
        .isEqualTo(run.json().at("/cost/actual/buckets").asDouble());
    assertThat(sheet.number("tree depth"))
        .isEqualTo(run.json().at("/cost/actual/tree_depth").asDouble());
    assertThat(sheet.number("passes over the source"))
        .isEqualTo(run.json().at("/cost/actual/passes").asDouble());
    assertThat(sheet.figure("Gramian")).startsWith("about ").endsWith(" MB");
    assertThat(sheet.number("Gramian"))
        .isCloseTo(mega(run, "gramian_bytes"), within(0.13 * mega(run, "gramian_bytes")));
    assertThat(sheet.number("result to the driver"))
        .isCloseTo(mega(run, "result_bytes"), within(0.13 * mega(run, "result_bytes")));
    assertThat(sheet.figure("solver")).isEqualTo(run.json().get("solver").asText());
    assertThat(sheet.figure("verdict")).isEqualTo("fits");
    assertThat(sheet.lines.get(sheet.lines.size() - 1)).startsWith("Nothing was written.");
  }

  @Test
  void parquetRowsAreExactAndTheRestIsNear() {
    List<String> sets = sets("large.parquet", "parquet", "movies");
    Sheet sheet = dryRun(sets);

    assertThat(sheet.figure("rows of the source")).isEqualTo("300,000");
    assertThat(sheet.number("sample")).isBetween(1.0, 100_000.0);
    assertForesees(sheet, train(sets));
  }

  @Test
  void csvRowsAreNear() {
    List<String> sets = sets("large.csv", "csv", "movies", "split.by=time", "split.unit=item");
    sets.add("split.test-after=\"2020-07-01\"");
    Sheet sheet = dryRun(sets);

    assertThat(sheet.figure("rows of the source")).startsWith("about ");
    assertThat(sheet.number("rows of the source")).isCloseTo(ROWS, within(0.01 * ROWS));
    assertForesees(sheet, train(sets));
  }

  @Test
  void featuresOfTheRatingsAreNear() {
    List<String> sets =
        sets("large.parquet", "parquet", "movies", "input.ratings.where=\"movieId % 4 = 0\"");
    sets.add(
        "features=[{ name = genre, column = genres, kind = multi-hot },"
            + " { name = director, column = director, kind = one-hot, min-count = 100 },"
            + " { name = time, column = timestamp, kind = numeric },"
            + " { name = year, column = year, kind = numeric }]");
    Sheet sheet = dryRun(sets);

    assertThat(sheet.figure("rows of the source")).isEqualTo("300,000");
    assertForesees(sheet, train(sets));
  }

  @Test
  void aSmallTableIsForeseenExactly() {
    List<String> sets = sets("small.json", "json", "few-movies");
    sets.addAll(
        List.of("select.fold-column=fold", "fit.lambda=auto", "learning-curve.enabled=false"));
    Sheet sheet = dryRun(sets);
    TrainedRun run = train(sets);

    assertThat(sheet.figure("rows of the source")).isEqualTo("900");
    assertThat(sheet.figure("  accepted")).isEqualTo("899");
    assertThat(String.join("\n", sheet.lines)).contains("rating_out_of_range 1");
    assertThat(sheet.figure("rows after compression"))
        .isEqualTo(run.json().at("/data/compressed_rows").asText());
    assertThat(sheet.figure("columns")).isEqualTo(run.json().at("/features/columns").asText());
    assertThat(sheet.figure("buckets (slots)"))
        .isEqualTo(run.json().at("/cost/actual/buckets").asText());
    // Names, folds, ratings, and the rejected row.
    assertThat(sheet.figure("passes over the source")).isEqualTo("4");
    assertThat(run.json().at("/cost/actual/passes").asInt()).isEqualTo(4);
    assertThat(sheet.lines).noneMatch(line -> line.matches(".{25}about.*"));
  }

  @Test
  void aNamedSolverThatCannotRunIsRefused() {
    List<String> sets = sets("large.parquet", "parquet", "movies", "fit.solver=statistics");
    sets.add("features=[{ name = user, column = userId, kind = one-hot }]");

    assertThatThrownBy(() -> dryRun(sets))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("fit.solver = statistics does not fit")
        .hasMessageContaining("--conf spark.driver.memory=8g");
  }

  @Test
  void whatTrainRefusesWithoutAScanIsRefusedInTheSameWords() throws IOException {
    List<String> column =
        sets("small.json", "json", "few-movies", "input.ratings.columns.weight=w");
    List<String> absent = sets("absent.csv", "csv", "few-movies");
    for (List<String> sets : List.of(column, absent)) {
      String message = message(() -> TrainedRun.train(dir.resolve("refused"), sets));
      assertThatThrownBy(() -> dryRun(sets))
          .isInstanceOf(DataException.class)
          .hasMessage(message.substring(0, message.indexOf("\nrecord: ")));
    }
    Files.writeString(dir.resolve("header.csv"), "userId,movieId,rating,timestamp\n");
    assertThatThrownBy(() -> dryRun(sets("header.csv", "csv", "few-movies")))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("has no rows");
    assertThatThrownBy(
            () ->
                dryRun(
                    sets(
                        "large.parquet",
                        "parquet",
                        "movies",
                        "input.ratings.where=\"rating = = 1\"")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("input.ratings.where");
  }

  private static String message(Runnable run) {
    try {
      run.run();
    } catch (DataException e) {
      return e.getMessage();
    }
    throw new AssertionError("not refused");
  }

  @Test
  void aSampleWithoutAcceptedRowsGivesABound() {
    Sheet sheet =
        dryRun(sets("large.parquet", "parquet", "movies", "input.ratings.where=\"userId = -1\""));

    assertThat(sheet.figure("  accepted")).isEqualTo("0");
    assertThat(sheet.number("accepted rows")).isCloseTo(ROWS / sheet.number("sample"), within(0.5));
    assertThat(String.join("\n", sheet.lines)).contains("or fewer: the sample has none");
  }
}
