package io.shrinkage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shrinkage.job.Console;
import io.shrinkage.job.GenerateJob;
import io.shrinkage.job.GenerateOptions;
import io.shrinkage.job.GenerateOptions.Format;
import io.shrinkage.testing.Script;
import io.shrinkage.testing.SparkExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A night of the scheduled script, as a process of its own. */
@ExtendWith(SparkExtension.class)
class RetrainScriptIT {
  private static final String DAY = "2024-01-01";

  @TempDir private Path dir;

  @Test
  void nightLeavesALogALineForLogShippersAndTheExitCode(SparkSession running) throws Exception {
    assertThat(running.sparkContext().isStopped()).isFalse();
    Path data = dir.resolve("data");
    GenerateOptions options =
        new GenerateOptions(
            2000,
            OptionalInt.of(100),
            OptionalInt.of(100),
            42,
            Format.PARQUET,
            OptionalInt.of(1),
            LocalDate.parse(DAY),
            data.toString());
    new GenerateJob(options, Console.SILENT).run();
    Path logs = Files.createDirectories(dir.resolve("logs"));
    for (String old : List.of("a", "b", "c")) {
      Files.writeString(logs.resolve("retrain-" + old + ".log"), "of a former night");
    }

    Script night =
        Script.start(
            dir,
            "night",
            Map.of(),
            List.of(
                "scripts/retrain.sh",
                "--config",
                "conf/retrain.conf",
                "--out",
                dir.resolve("out").toString(),
                "--date",
                DAY,
                "--logs",
                logs.toString(),
                "--keep",
                "2",
                "--",
                "--set",
                "data.dir=" + data,
                "--set",
                "select.repeats=0"));

    assertThat(night.exitCode()).as(night.out() + night.err()).isZero();
    assertThat(night.out()).contains(DAY + ": promoted", "(exit 0); log: " + logs);
    try (Stream<Path> left = Files.list(logs)) {
      List<String> names =
          left.map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".log"))
              .toList();
      assertThat(names).hasSize(2).anyMatch(name -> name.startsWith("retrain-" + DAY + "-"));
    }
    List<String> lines = Files.readAllLines(logs.resolve("runs.jsonl"));
    assertThat(lines).hasSize(2);
    JsonNode run = new ObjectMapper().readTree(lines.get(0));
    assertThat(run.get("read").asInt()).isEqualTo(2000);
    assertThat(run.get("promoted").asBoolean()).isTrue();
    assertThat(run.get("date").asText()).isEqualTo(DAY);
    assertThat(new ObjectMapper().readTree(lines.get(1)).get("exit_code").asInt()).isZero();
  }
}
