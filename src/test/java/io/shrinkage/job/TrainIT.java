package io.shrinkage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.shrinkage.features.DataException;
import io.shrinkage.testing.Cases;
import io.shrinkage.testing.Golden;
import io.shrinkage.testing.SparkExtension;
import io.shrinkage.testing.StockMllib;
import io.shrinkage.testing.TrainedRun;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkExtension.class)
class TrainIT {
  @TempDir private Path dir;

  @BeforeEach
  void start(SparkSession running) {
    assertThat(running.sparkContext().isStopped()).isFalse();
  }

  private TrainedRun train(String path, String target, List<String> columns, String... sets) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "input.ratings.path=\"" + path + "\"",
                "input.ratings.columns={ user = \"\", item = \"\", time = \"\", rating = "
                    + target
                    + " }",
                "input.ratings.range=[]",
                "split.test-share=0",
                numeric(columns)));
    all.addAll(List.of(sets));
    return TrainedRun.train(dir.resolve("out"), all);
  }

  private static String numeric(List<String> columns) {
    return "features=["
        + String.join(
            ",",
            columns.stream()
                .map(name -> "{ name = " + name + ", column = " + name + ", kind = numeric }")
                .toList())
        + "]";
  }

  private String csv(String name, String... lines) throws IOException {
    return Files.writeString(dir.resolve(name), String.join("\n", lines) + "\n").toString();
  }

  /** 200 rows; c is constant, d does not matter, y = 2 + a − 0.5 b + noise. */
  private String seeded() throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b,c,d,y"));
    Cases.checkSeed(
        17,
        random -> {
          for (int i = 0; i < 200; i++) {
            double a = 3 * Cases.normal(random);
            double b = a + Cases.normal(random);
            double y = 2 + a - 0.5 * b + 0.3 * Cases.normal(random);
            lines.add(
                String.format(
                    Locale.ROOT, "%.4f,%.4f,7.25,%.4f,%.4f", a, b, Cases.normal(random), y));
          }
        });
    return csv("seeded.csv", lines.toArray(String[]::new));
  }

  private static Path regression(String name) {
    Path data = Path.of(System.getProperty("shrinkage.data", "../shared/data"));
    Path file = data.resolve("regression").resolve(name);
    assumeTrue(Files.exists(file), "no data at " + file + "; set -Dshrinkage.data");
    return file.toAbsolutePath();
  }

  private static List<String> columns(JsonNode golden) {
    List<String> names = new ArrayList<>();
    golden.get("columns").forEach(name -> names.add(name.asText()));
    return names;
  }

  // The settings of the oracle pose the problem to MLlib's two solvers in turn, too; without an
  // intercept to the exact one alone, since its l-bfgs takes minutes there.
  @ParameterizedTest
  @ValueSource(strings = {"prostate", "diabetes"})
  void weightsAreThoseOfScikitLearnAndMllibAgrees(String name) {
    JsonNode golden = Golden.json("sklearn/" + name + ".json");
    String target = name.equals("prostate") ? "lpsa" : "Y";
    List<String> columns = columns(golden);
    double[] deviations = Golden.numbers(golden.get("deviations"));
    String path = regression(name + ".data").toString();

    int turn = 0;
    for (JsonNode fit : golden.get("fits")) {
      boolean intercept = fit.get("intercept").asBoolean();
      if (name.equals("diabetes") && !intercept) {
        continue;
      }
      // Both solvers meet both kinds of scales: the settings alternate, and each mix begins anew.
      boolean exact = !intercept || (turn + turn / 2) % 2 == 0;
      turn++;
      String solver = exact ? "normal" : "l-bfgs";
      TrainedRun run =
          train(
              path,
              target,
              columns,
              "input.ratings.options.sep=\"\\t\"",
              "fit.solver=proximal",
              "fit.lambda=" + fit.get("lambda"),
              "fit.l1-ratio=" + fit.get("l1Ratio"),
              "fit.standardize=" + fit.get("standardize"),
              "fit.intercept=" + fit.get("intercept"),
              "crosscheck.solver=" + solver);

      String as = name + " " + fit + " " + run.json().get("crosscheck");
      assertThat(run.exitCode()).as(as).isEqualTo(ExitCode.DONE);
      double[] weights = Golden.numbers(fit.get("weights"));
      double largest = 0;
      for (int j = 0; j < weights.length; j++) {
        largest = Math.max(largest, Math.abs(weights[j]) * deviations[j]);
      }
      for (int j = 0; j < weights.length; j++) {
        double difference = run.coefficient(columns.get(j)) - weights[j];
        assertThat(difference * deviations[j])
            .as(as + " " + columns.get(j))
            .isCloseTo(0, within(1e-6 * largest));
        if (weights[j] == 0) {
          assertThat(run.coefficient(columns.get(j))).isZero();
        }
      }
      assertThat(run.intercept())
          .as(as)
          .isCloseTo(fit.get("offset").asDouble(), within(1e-6 * largest));
      assertThat(run.json().at("/certificate/kkt_violation").asDouble()).isLessThanOrEqualTo(1e-8);
      assertThat(run.json().at("/crosscheck/solver").asText()).isEqualTo(solver);
      assertThat(run.json().at("/crosscheck/agrees").asBoolean()).as(as).isTrue();
      assertThat(run.json().at("/crosscheck/objective_relative_difference").asDouble())
          .as(as)
          .isLessThan(1e-6);
    }
  }

  @Test
  void gradientReachesTheProximalWeightsUnderL2() throws IOException {
    String path = seeded();
    String[] sets = {"fit.penalty=l2", "fit.lambda=0.1", "crosscheck.enabled=false"};
    List<String> columns = List.of("a", "b", "c");

    TrainedRun proximal =
        train(path, "y", columns, sets[0], sets[1], sets[2], "fit.solver=proximal");
    TrainedRun gradient =
        train(path, "y", columns, sets[0], sets[1], sets[2], "fit.solver=gradient");

    assertThat(gradient.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(gradient.json().get("solver").asText()).isEqualTo("gradient");
    for (String name : columns) {
      assertThat(gradient.coefficient(name)).isCloseTo(proximal.coefficient(name), within(1e-6));
    }
    assertThat(gradient.intercept()).isCloseTo(proximal.intercept(), within(1e-6));
  }

  @Test
  void gradientUnderL1HoversNearZeroWhereTheProximalWeightsAreZero() throws IOException {
    String path = seeded();
    String[] sets = {"fit.penalty=l1", "fit.lambda=0.2", "fit.max-iterations=200"};

    TrainedRun proximal =
        train(path, "y", List.of("a", "d"), sets[0], sets[1], sets[2], "fit.solver=proximal");
    TrainedRun gradient =
        train(path, "y", List.of("a", "d"), sets[0], sets[1], sets[2], "fit.solver=gradient");

    assertThat(proximal.coefficient("d")).isZero();
    assertThat(gradient.coefficient("d")).isNotZero().isCloseTo(0, within(0.05));
    assertThat(gradient.coefficient("a")).isCloseTo(proximal.coefficient("a"), within(0.05));
  }

  @Test
  void divergingRateEndsInFiniteWeightsAndTheCureAndLeavesTheChampion() throws IOException {
    String path = seeded();
    TrainedRun good = train(path, "y", List.of("a", "b", "c"), "fit.lambda=0.01");
    Path champion = dir.resolve("out/CHAMPION");
    assertThat(champion).hasContent(good.json().get("run_id").asText());

    TrainedRun run =
        train(
            path,
            "y",
            List.of("a", "b", "c"),
            "fit.solver=gradient",
            "fit.lambda=0.01",
            "fit.learning-rate=50");

    assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_CONVERGED);
    assertThat(run.json().get("status").asText()).isEqualTo("not_converged");
    assertThat(run.json().at("/certificate/stop_reason").asText()).isEqualTo("diverged");
    assertThat(run.json().at("/certificate/converged").asBoolean()).isFalse();
    assertThat(run.json().get("message").asText())
        .containsPattern(
            "learning rate 50.0 is too large; the largest safe one here is 0[.][0-9]+");
    for (String name : List.of("a", "b", "c")) {
      assertThat(run.coefficient(name)).isFinite();
    }
    assertThat(run.intercept()).isFinite();
    assertThat(champion).hasContent(good.json().get("run_id").asText());
    assertThat(run.directory().resolve("model.json")).exists();
  }

  @Test
  void noPenaltyAndLambdaZeroAreLeastSquares() throws IOException {
    String path = csv("line.csv", "a,y", "0,1.1", "1,2.9", "2,5.1", "3,6.9");

    // Slope Σ(a − 1.5)(y − 4)/Σ(a − 1.5)² = 9.8/5, offset 4 − 1.5·1.96.
    for (String set : List.of("fit.penalty=none", "fit.lambda=0")) {
      TrainedRun run = train(path, "y", List.of("a"), set);
      assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(run.coefficient("a")).isCloseTo(1.96, within(1e-9));
      assertThat(run.intercept()).isCloseTo(1.06, within(1e-9));
      assertThat(run.json().at("/model/lambda").asDouble()).isZero();
      assertThat(run.json().at("/certificate/duality_gap").isNull()).isTrue();
    }
  }

  @Test
  void constantColumnKeepsZeroCoefficient() throws IOException {
    TrainedRun run = train(seeded(), "y", List.of("a", "b", "c"), "fit.lambda=0");

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.coefficient("c")).isZero();
    assertThat(run.coefficient("a")).isCloseTo(1, within(0.2));
  }

  @Test
  void moreColumnsThanRowsHaveAnOptimumUnderAPenalty() throws IOException {
    List<String> columns = new ArrayList<>();
    for (int j = 0; j < 12; j++) {
      columns.add("v" + j);
    }
    List<String> lines = new ArrayList<>(List.of(String.join(",", columns) + ",y"));
    Cases.checkSeed(
        5,
        random -> {
          for (int i = 0; i < 6; i++) {
            List<String> cells = new ArrayList<>();
            for (int j = 0; j <= 12; j++) {
              cells.add(String.format(Locale.ROOT, "%.3f", Cases.normal(random)));
            }
            lines.add(String.join(",", cells));
          }
        });

    TrainedRun run =
        train(csv("wide.csv", lines.toArray(String[]::new)), "y", columns, "fit.lambda=0.05");

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.json().at("/certificate/duality_gap").asDouble()).isBetween(-1e-12, 1e-6);
    assertThat(run.json().at("/crosscheck/agrees").asBoolean()).isTrue();
  }

  @Test
  void ratingsThatAreAllTheSameArePredictedByTheirMean() throws IOException {
    TrainedRun run =
        train(
            csv("flat.csv", "a,y", "1,3.5", "2,3.5", "5,3.5"), "y", List.of("a"), "fit.lambda=0.1");

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.coefficient("a")).isZero();
    assertThat(run.intercept()).isEqualTo(3.5);
    assertThat(run.json().at("/crosscheck/agrees").isNull()).isTrue();
    assertThat(run.json().at("/crosscheck/reason").asText()).isNotEmpty();
  }

  @Test
  void lambdaIsChosenOnValidationRows() throws IOException {
    TrainedRun run =
        train(
            seeded(),
            "y",
            List.of("a", "b", "c"),
            "split.test-share=0.2",
            "select.rule=validation");

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.json().at("/selection/rule").asText()).isEqualTo("validation");
    assertThat(run.json().at("/selection/lambda_min")).isEqualTo(run.json().at("/model/lambda"));
    double best = Double.POSITIVE_INFINITY;
    double at = Double.NaN;
    double before = Double.POSITIVE_INFINITY;
    for (JsonNode point : run.json().get("path")) {
      assertThat(point.get("lambda").asDouble()).isLessThan(before);
      before = point.get("lambda").asDouble();
      if (point.get("validation_mse").asDouble() < best) {
        best = point.get("validation_mse").asDouble();
        at = before;
      }
    }
    assertThat(run.json().at("/model/lambda").asDouble()).isEqualTo(at);
  }

  @Test
  void slicesOfAFeatureMakeUpTheTestError() throws IOException {
    TrainedRun run =
        train(seeded(), "y", List.of("a", "b", "c"), "split.test-share=0.3", "fit.lambda=0.05");

    JsonNode test = run.json().at("/metrics/test");
    long count = 0;
    double squares = 0;
    for (JsonNode slice : run.json().at("/prediction/slices")) {
      if (slice.get("feature").asText().equals("a")) {
        count += slice.get("count").asLong();
        squares += slice.get("count").asLong() * Math.pow(slice.get("rmse").asDouble(), 2);
      }
    }
    assertThat(count).isPositive().isEqualTo(test.get("n").asLong());
    assertThat(Math.sqrt(squares / count)).isCloseTo(test.get("rmse").asDouble(), within(1e-12));
  }

  @Test
  void recordHasEveryKeyAndWhatDoesNotApplyIsNull() throws IOException {
    TrainedRun run = train(seeded(), "y", List.of("a", "b", "c"), "fit.lambda=0.01");

    assertKeys(
        run.json(),
        "run_id command status solver seed config versions data features model certificate metrics"
            + " path selection crosscheck stages");
    assertKeys(run.json().get("versions"), "java spark shrinkage");
    assertKeys(
        run.json().get("data"),
        "read accepted quarantined forgotten reasons compressed_rows partitions users movies passes test_share");
    assertKeys(run.json().get("features"), "columns groups");
    assertKeys(run.json().at("/features/groups/0"), "name kind columns nonzero kept");
    assertKeys(run.json().get("model"), "lambda l1_ratio intercept nonzero hash coefficients");
    assertKeys(
        run.json().get("certificate"),
        "duality_gap kkt_violation converged stop_reason iterations");
    assertKeys(
        run.json().get("metrics"), "train test baseline_mean baseline_item_mean unregularized");
    assertKeys(run.json().at("/metrics/train"), "rmse mae r2 n");
    assertKeys(
        run.json().get("crosscheck"),
        "solver reg_param elastic_net_param max_abs_coefficient_difference"
            + " objective_relative_difference agrees");
    assertKeys(run.json().at("/stages/0"), "name seconds rows");
    assertThat(run.json().get("status").asText()).isEqualTo("done");
    assertThat(run.json().get("command").asText()).isEqualTo("train");
    assertThat(run.json().at("/metrics/test").isNull()).isTrue();
    assertThat(run.json().get("selection").isNull()).isTrue();
    assertThat(run.json().at("/data/users").isNull()).isTrue();
    assertThat(run.json().at("/data/movies").isNull()).isTrue();
    assertThat(run.json().at("/model/hash").asText()).matches("[0-9a-f]{64}");
    assertThat(run.json().at("/data/read").asInt()).isEqualTo(200);
    for (String file :
        List.of(
            "run.json", "model.json", "coefficients.csv", "report.html", "mllib", "quarantine")) {
      assertThat(run.directory().resolve(file)).exists();
    }
    assertThat(dir.resolve("out/.staging")).doesNotExist();

    TrainedRun path =
        train(seeded(), "y", List.of("a", "b"), "split.test-share=0.2", "crosscheck.enabled=false");
    assertKeys(path.json().at("/path/0"), "lambda nonzero train_mse cv_mse cv_se");
    assertKeys(path.json().get("selection"), "rule lambda_min lambda_1se");
    assertKeys(
        path.json().get("crosscheck"),
        "solver reg_param elastic_net_param max_abs_coefficient_difference"
            + " objective_relative_difference agrees");
    assertThat(path.json().at("/crosscheck/agrees").isNull()).isTrue();
  }

  private static void assertKeys(JsonNode node, String keys) {
    Set<String> present = new TreeSet<>();
    node.fieldNames().forEachRemaining(present::add);
    assertThat(present).contains(keys.split(" "));
  }

  @Test
  void coefficientsTableHasTheIndicesOfTheMllibVector() throws IOException {
    TrainedRun run = train(seeded(), "y", List.of("a", "b", "c"), "fit.lambda=0.01");

    List<String> lines = Files.readAllLines(run.directory().resolve("coefficients.csv"));
    assertThat(lines.get(0)).isEqualTo("index,feature,name,coefficient,standardized,count");
    assertThat(lines).hasSize(4);
    for (int j = 0; j < 3; j++) {
      String[] cells = lines.get(j + 1).split(",");
      assertThat(cells[0]).isEqualTo(String.valueOf(j));
      assertThat(Double.parseDouble(cells[3])).isEqualTo(run.coefficient(cells[2]));
    }
  }

  @Test
  void tooManyBadRowsPublishRecordAndQuarantineAlone() throws IOException {
    String path = csv("bad.csv", "a,y", "1,2", "2,x", "3,4");

    assertThatThrownBy(() -> train(path, "y", List.of("a")))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(
            "1 of 3 rows are bad", "rating_not_a_number 1", "max-bad-share", "quarantine");

    List<Path> runs = TrainedRun.runs(dir.resolve("out"));
    assertThat(runs).hasSize(1);
    JsonNode record = TrainedRun.json(runs.get(0).resolve("run.json"));
    assertThat(record.get("status").asText()).isEqualTo("refused");
    assertThat(record.at("/data/read").asInt()).isEqualTo(3);
    assertThat(record.at("/data/quarantined").asInt()).isEqualTo(1);
    assertThat(record.get("model").isNull()).isTrue();
    assertThat(runs.get(0).resolve("quarantine")).isDirectory();
    assertThat(runs.get(0).resolve("model.json")).doesNotExist();
    assertThat(dir.resolve("out/CHAMPION")).doesNotExist();
    assertThat(dir.resolve("out/.staging")).doesNotExist();
  }

  @Test
  void stockMllibLoadsTheModelWithoutOurClassesAndPredictsTheSame() throws Exception {
    File jars = Path.of("target/spark-home/jars").toFile();
    assumeTrue(jars.isDirectory(), "no Spark runtime under target/; the build lays it out");
    TrainedRun run = train(seeded(), "y", List.of("a", "b", "c"), "fit.lambda=0.01");
    List<double[]> rows = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Cases.checkSeed(
        23,
        random -> {
          for (int i = 0; i < 20; i++) {
            double[] row = {Cases.normal(random), 100 * Cases.normal(random), 7.25};
            rows.add(row);
            text.append(row[0] + " " + row[1] + " " + row[2] + "\n");
          }
        });
    Path file = Files.writeString(dir.resolve("rows.txt"), text);

    List<String> predictions = stockMllib(jars, run.directory().resolve("mllib"), file);

    assertThat(predictions).hasSize(20);
    for (int i = 0; i < 20; i++) {
      double expected = run.intercept();
      for (int j = 0; j < 3; j++) {
        expected += run.coefficient(List.of("a", "b", "c").get(j)) * rows.get(i)[j];
      }
      assertThat(Double.parseDouble(predictions.get(i))).isCloseTo(expected, within(1e-12));
    }
  }

  private List<String> stockMllib(File jars, Path model, Path rows) throws Exception {
    String name = "/" + StockMllib.class.getName().replace('.', '/') + ".class";
    Path alone = dir.resolve("alone" + name);
    Files.createDirectories(alone.getParent());
    try (InputStream in = StockMllib.class.getResourceAsStream(name)) {
      Files.copy(in, alone);
    }
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1", // what it runs, it runs once
            "-cp",
            jars.getAbsolutePath() + "/*" + File.pathSeparator + dir.resolve("alone"),
            StockMllib.class.getName(),
            model.toString(),
            rows.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(dir.resolve("stock.err").toFile()).start();
    List<String> predictions;
    try (BufferedReader reader = process.inputReader()) {
      predictions =
          reader
              .lines()
              .filter(line -> line.startsWith("prediction "))
              .map(line -> line.substring("prediction ".length()))
              .toList();
    }
    assertThat(process.waitFor()).as(Files.readString(dir.resolve("stock.err"))).isZero();
    return predictions;
  }
}
