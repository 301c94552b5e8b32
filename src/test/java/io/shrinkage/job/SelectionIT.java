package io.shrinkage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.shrinkage.features.DataException;
import io.shrinkage.testing.Cases;
import io.shrinkage.testing.Golden;
import io.shrinkage.testing.RegressionSet;
import io.shrinkage.testing.SparkExtension;
import io.shrinkage.testing.TrainedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How λ is chosen and what is measured beside the fit, through the main job. */
@ExtendWith(SparkExtension.class)
class SelectionIT {
  @TempDir private Path dir;

  @BeforeEach
  void start(SparkSession running) {
    assertThat(running.sparkContext().isStopped()).isFalse();
  }

  /** A table with columns x0 …, y and fold. */
  private String table(double[][] x, double[] y, IntFunction<String> fold) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.join(",", IntStream.range(0, x[0].length).mapToObj(j -> "x" + j).toList())
            + ",y,fold");
    for (int i = 0; i < y.length; i++) {
      StringBuilder line = new StringBuilder();
      for (double value : x[i]) {
        line.append(value).append(',');
      }
      lines.add(line.append(y[i]).append(',').append(fold.apply(i)).toString());
    }
    return Files.writeString(dir.resolve("table.csv"), String.join("\n", lines) + "\n").toString();
  }

  private TrainedRun train(String path, int columns, String... sets) {
    String features =
        String.join(
            ",",
            IntStream.range(0, columns)
                .mapToObj(j -> "{ name = x" + j + ", column = x" + j + ", kind = numeric }")
                .toList());
    List<String> all =
        new ArrayList<>(
            List.of(
                "input.ratings.path=\"" + path + "\"",
                "input.ratings.columns={ user = \"\", item = \"\", time = \"\", rating = y }",
                "input.ratings.range=[]",
                "crosscheck.enabled=false",
                "features=[" + features + "]"));
    all.addAll(List.of(sets));
    return TrainedRun.train(dir.resolve("out"), all);
  }

  /** y = x₀ − ½x₁ + noise; the other four columns do not matter. */
  private String seeded(int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(29);
    double[][] x = new double[rows][6];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < 6; j++) {
        x[i][j] = Cases.normal(random);
      }
      y[i] = x[i][0] - 0.5 * x[i][1] + Cases.normal(random);
    }
    return table(x, y, i -> "f" + i % 4);
  }

  @ParameterizedTest
  @EnumSource
  void curveAndChoicesAreThoseOfGlmnetWithItsFolds(RegressionSet set) throws IOException {
    assumeThat(set.file()).exists();
    JsonNode golden = Golden.json("glmnet/cv-" + set.key() + ".json");
    int folds = golden.get("folds").asInt();
    double[][] x = set.features();
    double[] y = set.target();
    String path = table(x, y, i -> String.valueOf(i % folds));
    double mean = IntStream.range(0, y.length).mapToDouble(i -> y[i]).average().orElseThrow();
    double variance =
        IntStream.range(0, y.length)
            .mapToDouble(i -> (y[i] - mean) * (y[i] - mean))
            .average()
            .orElseThrow();

    for (JsonNode curve : golden.get("curves")) {
      TrainedRun run =
          train(
              path,
              x[0].length,
              "split.test-share=0",
              "select.fold-column=fold",
              "select.lambdas=60",
              "fit.l1-ratio=" + curve.get("l1Ratio"));

      assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(run.json().get("solver").asText()).isEqualTo("statistics");
      assertThat(run.json().at("/data/passes").asInt()).isEqualTo(2);
      assertThat(run.json().at("/cost/planned/passes").asInt()).isEqualTo(2);
      assertThat(run.json().at("/cost/planned/columns"))
          .isEqualTo(run.json().at("/cost/actual/columns"))
          .isEqualTo(run.json().at("/features/columns"));
      assertThat(run.json().at("/cost/actual/gramian_bytes").asLong()).isPositive();
      double[] lambdas = Golden.numbers(curve.get("lambda"));
      JsonNode points = run.json().get("path");
      for (int k = 0; k < points.size(); k++) {
        JsonNode point = points.get(k);
        assertThat(point.get("lambda").asDouble()).isCloseTo(lambdas[k], within(1e-9 * lambdas[0]));
        assertThat(point.get("cv_mse").asDouble())
            .as("cv_mse %d", k)
            .isCloseTo(curve.get("mse").get(k).asDouble(), within(1e-6 * variance));
        assertThat(point.get("cv_se").asDouble())
            .as("cv_se %d", k)
            .isCloseTo(curve.get("se").get(k).asDouble(), within(1e-6 * variance));
        assertThat(point.get("kkt_violation").asDouble()).isLessThanOrEqualTo(1e-8);
      }
      JsonNode selection = run.json().get("selection");
      double close = 1e-9 * lambdas[0];
      assertThat(selection.get("lambda_min").asDouble())
          .isCloseTo(curve.get("lambdaMin").asDouble(), within(close));
      assertThat(selection.get("lambda_1se").asDouble())
          .isCloseTo(curve.get("lambda1se").asDouble(), within(close));
      assertThat(run.json().at("/model/lambda")).isEqualTo(selection.get("lambda_1se"));
      assertThat(selection.get("folds").asInt()).isEqualTo(folds);
      assertThat(selection.get("stability").isNull()).isTrue();
      assertThat(run.json().at("/learning_curve/reason").asText())
          .isEqualTo("there are no test rows to measure the error on");
    }
  }

  @Test
  void rulesTakeTheirLambdaAndStabilityIsShown() throws IOException {
    String path = seeded(400);
    TrainedRun simple = train(path, 6, "fit.penalty=l1");
    TrainedRun lowest = train(path, 6, "fit.penalty=l1", "select.rule=cv-min");

    JsonNode selection = simple.json().get("selection");
    assertThat(lowest.json().get("selection").get("lambda_min"))
        .isEqualTo(selection.get("lambda_min"));
    assertThat(simple.json().at("/model/lambda")).isEqualTo(selection.get("lambda_1se"));
    assertThat(lowest.json().at("/model/lambda")).isEqualTo(selection.get("lambda_min"));
    assertThat(simple.json().at("/model/nonzero").asInt())
        .isLessThanOrEqualTo(lowest.json().at("/model/nonzero").asInt());
    assertThat(simple.coefficient("x0")).isBetween(0.7, 1.2);
    assertThat(selection.at("/stability/repeats").asInt()).isEqualTo(10);
    assertThat(selection.at("/stability/lambda_1se")).hasSize(10);
    assertThat(simple.json().get("path_weights")).isNotEmpty();
    assertThat(simple.json().at("/path_weights/0/standardized"))
        .hasSameSizeAs(simple.json().get("path"));
    assertThat(simple.json().at("/learning_curve/points")).hasSize(7);
    assertThat(simple.json().at("/ablation/features")).hasSize(6);
    assertThat(simple.json().at("/ablation/features/0/difference").asDouble()).isGreaterThan(0.5);
  }

  @Test
  void theL1RatioOfTheLowestErrorIsTaken() throws IOException {
    TrainedRun run = train(seeded(400), 6, "select.l1-ratios=[0.2, 1.0]");

    JsonNode tried = run.json().at("/selection/l1_ratios");
    assertThat(tried).hasSize(2);
    int best =
        tried.get(0).get("cv_mse").asDouble() <= tried.get(1).get("cv_mse").asDouble() ? 0 : 1;
    assertThat(run.json().at("/selection/l1_ratio")).isEqualTo(tried.get(best).get("l1_ratio"));
    assertThat(run.json().at("/model/l1_ratio")).isEqualTo(tried.get(best).get("l1_ratio"));
    assertThat(run.json().at("/model/lambda")).isEqualTo(tried.get(best).get("lambda_1se"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void solversAgreeOnTheChosenLambda() throws IOException {
    String path = seeded(300);
    TrainedRun statistics = train(path, 6, "fit.solver=statistics", "fit.lambda=0.05");
    for (String solver : List.of("local", "proximal")) {
      TrainedRun other = train(path, 6, "fit.solver=" + solver, "fit.lambda=0.05");
      assertThat(other.json().get("solver").asText()).isEqualTo(solver);
      assertThat(other.exitCode()).isEqualTo(ExitCode.DONE);
      for (int j = 0; j < 6; j++) {
        assertThat(other.coefficient("x" + j))
            .isCloseTo(statistics.coefficient("x" + j), within(1e-7));
      }
    }
  }

  @Test
  void earlyStoppingReturnsTheIterateOfTheLowestErrorAndTheReplayIsTheSame() throws IOException {
    String path = seeded(120);
    String[] sets = {"fit.penalty=l2", "fit.lambda=1e-4", "split.validation-share=0.2"};
    TrainedRun replay = train(path, 6, sets);
    TrainedRun run =
        train(
            path,
            6,
            sets[0],
            sets[1],
            sets[2],
            "fit.solver=gradient",
            "early-stopping={ enabled = true, patience = 20 }");

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    JsonNode stopped = run.json().get("early_stopping");
    JsonNode replayed = replay.json().get("early_stopping");
    assertThat(stopped.get("replayed").asBoolean()).isFalse();
    assertThat(replayed.get("replayed").asBoolean()).isTrue();
    assertThat(replayed.get("curve")).hasSameSizeAs(stopped.get("curve"));
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < stopped.get("curve").size(); i++) {
      for (String error : List.of("train_mse", "validation_mse")) {
        assertThat(replayed.get("curve").get(i).get(error).asDouble())
            .as("%s %d", error, i)
            .isCloseTo(stopped.get("curve").get(i).get(error).asDouble(), within(1e-9));
      }
      lowest = Math.min(lowest, stopped.get("curve").get(i).get("validation_mse").asDouble());
    }
    int best = stopped.get("best_iteration").asInt();
    assertThat(stopped.get("curve").get(best).get("validation_mse").asDouble()).isEqualTo(lowest);
  }

  @Test
  void aRowWithoutAFoldIsRejectedAndOneFoldIsRefused() throws IOException {
    double[][] x = new double[60][1];
    double[] y = new double[60];
    for (int i = 0; i < 60; i++) {
      x[i][0] = i % 7;
      y[i] = x[i][0] + i % 3;
    }
    String path = table(x, y, i -> i == 5 ? "" : i % 2 == 0 ? "left" : "right");
    TrainedRun run =
        train(
            path,
            1,
            "split.test-share=0",
            "select.fold-column=fold",
            "input.ratings.max-bad-share=0.1");

    assertThat(run.json().at("/data/reasons/missing_key").asInt()).isEqualTo(1);
    assertThat(run.json().at("/selection/folds").asInt()).isEqualTo(2);

    String single = table(x, y, i -> "all");
    assertThatThrownBy(() -> train(single, 1, "split.test-share=0", "select.fold-column=fold"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "select.fold-column: 'fold' has one value, 'all'; each value is a fold, and there"
                + " must be 2 to 1,000");
  }

  @Test
  void theDemoKeepsWhatMattersAndDropsWhatDoesNotForThreeSeeds() {
    for (int seed : new int[] {42, 7, 1}) {
      TrainedRun run =
          TrainedRun.train(
              dir.resolve("out"),
              List.of("input.ratings.options.seed=" + seed, "crosscheck.enabled=false"));
      assertThat(kept(run)).as("seed %d", seed).containsExactly("genre", "director", "actor");
    }
  }

  @Test
  void groupPenaltyDropsYearAndRuntimeAsGroups() {
    TrainedRun groups = TrainedRun.train(dir.resolve("out"), List.of("fit.penalty=group-l1"));
    TrainedRun plain =
        TrainedRun.train(dir.resolve("out"), List.of("fit.penalty=l1", "crosscheck.enabled=false"));

    assertThat(groups.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(kept(groups)).containsExactly("genre", "director", "actor");
    assertThat(groups.json().at("/crosscheck/agrees").isNull()).isTrue();
    assertThat(plain.coefficient("year")).isZero();
    assertThat(plain.coefficient("runtime")).isZero();
  }

  private static List<String> kept(TrainedRun run) {
    List<String> kept = new ArrayList<>();
    for (JsonNode group : run.json().at("/features/groups")) {
      if (group.get("kept").asBoolean()) {
        kept.add(group.get("name").asText().toLowerCase(Locale.ROOT));
      }
    }
    return kept;
  }
}
