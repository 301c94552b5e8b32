package io.shrinkage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shrinkage.features.DataException;
import io.shrinkage.model.RunRecord.Errors;
import io.shrinkage.model.RunRecord.Metrics;
import io.shrinkage.model.RunRecord.Status;
import io.shrinkage.report.SampleRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunJsonTest {
  @Test
  void everyKeyIsThereInItsOrder() throws IOException {
    JsonNode run = tree(SampleRun.run());
    assertThat(keys(run))
        .startsWith(
            "run_id",
            "command",
            "status",
            "solver",
            "seed",
            "config",
            "versions",
            "data",
            "features",
            "model",
            "certificate",
            "metrics",
            "path",
            "selection",
            "crosscheck",
            "stages");
    assertThat(keys(run.get("versions"))).containsExactly("java", "spark", "shrinkage");
    assertThat(keys(run.get("data")))
        .containsExactly(
            "read",
            "accepted",
            "quarantined",
            "forgotten",
            "reasons",
            "compressed_rows",
            "partitions",
            "users",
            "movies",
            "passes",
            "test_share",
            "where",
            "feature_values");
    assertThat(keys(run.get("features"))).containsExactly("columns", "groups");
    assertThat(keys(run.at("/features/groups/0")))
        .containsExactly("name", "kind", "columns", "nonzero", "kept");
    assertThat(keys(run.get("model")))
        .containsExactly("lambda", "l1_ratio", "intercept", "nonzero", "hash", "coefficients");
    assertThat(keys(run.get("certificate")))
        .containsExactly("duality_gap", "kkt_violation", "converged", "stop_reason", "iterations");
    assertThat(keys(run.get("metrics")))
        .containsExactly("train", "test", "baseline_mean", "baseline_item_mean", "unregularized");
    assertThat(keys(run.at("/metrics/test"))).containsExactly("rmse", "mae", "r2", "n");
    assertThat(keys(run.at("/path/0")))
        .containsExactly(
            "lambda", "nonzero", "train_mse", "cv_mse", "cv_se", "validation_mse", "kkt_violation");
    assertThat(keys(run.get("selection")))
        .containsExactly(
            "rule",
            "lambda_min",
            "lambda_1se",
            "l1_ratio",
            "folds",
            "edge",
            "warning",
            "l1_ratios",
            "stability");
    assertThat(keys(run.get("crosscheck")))
        .startsWith(
            "solver",
            "reg_param",
            "elastic_net_param",
            "max_abs_coefficient_difference",
            "objective_relative_difference",
            "agrees",
            "reason");
    assertThat(keys(run.at("/stages/0"))).containsExactly("name", "seconds", "rows");
    assertThat(keys(run.at("/trace/0")))
        .containsExactly("iteration", "loss", "step", "nonzero", "kkt");
  }

  @Test
  void everyKeyAboutOverfittingAndCostIsThereInItsOrder() throws IOException {
    JsonNode run = tree(SampleRun.run());
    assertThat(keys(run))
        .containsSubsequence(
            "path_weights", "learning_curve", "ablation", "early_stopping", "compute", "cost");
    assertThat(keys(run.at("/path_weights/0"))).containsExactly("name", "feature", "standardized");
    assertThat(run.at("/path_weights/0/standardized").size()).isEqualTo(run.get("path").size());
    assertThat(keys(run.at("/selection/l1_ratios/0")))
        .containsExactly("l1_ratio", "lambda_min", "lambda_1se", "cv_mse", "cv_se");
    assertThat(keys(run.at("/selection/stability")))
        .containsExactly("repeats", "lambda_min", "lambda_1se", "nonzero_1se");
    assertThat(keys(run.get("learning_curve")))
        .containsExactly("orders", "points", "forecast", "reason", "reading");
    assertThat(keys(run.at("/learning_curve/points/0")))
        .containsExactly(
            "share", "rows", "lambda", "train_mse", "test_mse", "low", "high", "nonzero");
    assertThat(keys(run.at("/learning_curve/forecast")))
        .containsExactly("share", "rows", "test_mse", "low", "high");
    assertThat(keys(run.get("ablation"))).containsExactly("rows", "mse", "features");
    assertThat(keys(run.at("/ablation/features/0")))
        .containsExactly("name", "columns", "mse_without", "difference", "se");
    assertThat(keys(run.get("early_stopping")))
        .containsExactly(
            "replayed", "patience", "min_improvement", "best_iteration", "iterations", "curve");
    assertThat(keys(run.at("/early_stopping/curve/0")))
        .containsExactly("iteration", "train_mse", "validation_mse");
    assertThat(keys(run.get("compute")))
        .containsExactly("blas", "threads", "reproducible", "statistics_bytes");
    assertThat(keys(run.get("cost"))).containsExactly("planned", "actual");
    assertThat(keys(run.at("/cost/planned")))
        .containsExactly(
            "rows", "columns", "buckets", "gramian_bytes", "tree_depth", "result_bytes", "passes")
        .isEqualTo(keys(run.at("/cost/actual")));
  }

  @Test
  void partThatDoesNotApplyIsPresentAndNull() throws IOException {
    RunRecord refused =
        RunRecord.builder("r1", "train")
            .status(Status.REFUSED)
            .message("too many bad rows")
            .build();
    JsonNode run = tree(refused);
    assertThat(keys(run)).isEqualTo(keys(tree(SampleRun.run())));
    assertThat(run.get("model").isNull()).isTrue();
    assertThat(run.get("metrics").isNull()).isTrue();
    assertThat(run.get("seed").isNull()).isTrue();
    assertThat(run.get("status").textValue()).isEqualTo("refused");
    assertThat(run.get("cost").isNull()).isTrue();
    assertThat(run.at("/path").size()).isZero();
    assertThat(run.get("path_weights").isArray()).isTrue();
    assertThat(read(written(refused))).isEqualTo(refused);
  }

  @Test
  void recordComesBackAsItWas() throws IOException {
    RunRecord run = SampleRun.run();
    assertThat(read(written(run))).isEqualTo(run);
    assertThat(written(read(written(run)))).isEqualTo(written(run));
  }

  @Test
  void numbersAreNumbersAndNotFiniteOnesAreNull() throws IOException {
    RunRecord run =
        RunRecord.builder("r1", "train")
            .metrics(
                new Metrics(
                    new Errors(Double.NaN, Double.POSITIVE_INFINITY, 0.1 + 0.2, 3),
                    null,
                    null,
                    null,
                    null))
            .build();
    JsonNode train = tree(run).at("/metrics/train");
    assertThat(train.get("rmse").isNull()).isTrue();
    assertThat(train.get("mae").isNull()).isTrue();
    assertThat(train.get("r2").doubleValue()).isEqualTo(0.1 + 0.2);
    assertThat(train.get("n").isIntegralNumber()).isTrue();
    assertThat(tree(run).at("/metrics/test").isNull()).isTrue();
    assertThat(written(run)).doesNotContain("NaN").doesNotContain("Infinity");
  }

  @Test
  void statusesHaveTheirDocumentedNames() {
    assertThat(Status.values())
        .extracting(Status::key)
        .containsExactly("done", "not_converged", "crosscheck_disagrees", "kept_out", "refused");
  }

  @Test
  void unknownStatusIsNamed() {
    assertThatThrownBy(() -> read("{\"run_id\":\"a\",\"command\":\"train\",\"status\":\"fine\"}"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "run.json: status = fine, expected done, not_converged, crosscheck_disagrees, kept_out"
                + " or refused");
  }

  @Test
  void wrongTypeIsNamedWithItsPlace() throws IOException {
    String json = written(SampleRun.run()).replaceFirst("\"read\" : 20000", "\"read\" : \"many\"");
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(DataException.class)
        .hasMessage("run.json: data.read = \"many\", expected a whole number");
  }

  @Test
  void runOfAnotherVersionIsReadAsFarAsItGoes() throws IOException {
    RunRecord run =
        read("{\"run_id\":\"a\",\"command\":\"train\",\"status\":\"done\",\"novelty\":[1]}");
    assertThat(run.runId()).isEqualTo("a");
    assertThat(run.path()).isEmpty();
    assertThat(run.data()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc", "a/b", "", ".", "..", "-r", "a b", "a\\u0000"})
  void idThatIsNoNameOfADirectoryIsRefused(String id) {
    assertThatThrownBy(
            () -> read("{\"run_id\":\"" + id + "\",\"command\":\"train\",\"status\":\"done\"}"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("run.json: run_id = ")
        .hasMessageContaining("expected up to 100 letters, digits, dots");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "\"read\" : 20000# \"read\" : 20001#"
            + " run.json: data.read = 20001, expected accepted 19965 + quarantined 35 + forgotten 0",
        "\"accepted\" : 19965# \"accepted\" : -1#"
            + " run.json: data.accepted = -1, expected 0 or more",
        "\"format_version\" : 1# \"format_version\" : 2#"
            + " run.json: format_version = 2, expected 1, the only one that this program reads",
      })
  void whatDoesNotFitTogetherIsNamed(String old, String replacement, String message)
      throws IOException {
    String json = written(SampleRun.run());
    assertThat(json).contains(old);
    assertThatThrownBy(() -> read(json.replaceFirst(old, replacement)))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static JsonNode tree(RunRecord run) throws IOException {
    return new ObjectMapper().readTree(written(run));
  }

  private static String written(RunRecord run) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RunJson.write(run, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static RunRecord read(String json) throws IOException {
    return RunJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }
}
