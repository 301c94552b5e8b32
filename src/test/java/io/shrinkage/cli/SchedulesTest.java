package io.shrinkage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shrinkage.testing.Script;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The examples of schedules are read by what will read them, where it is there. */
class SchedulesTest {
  private static final Path EXAMPLES = Path.of("conf/schedule");

  @TempDir private Path dir;

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private Script run(String... command) {
    return Script.start(dir, "tool", Map.of(), List.of(command));
  }

  /** The example with the project's own folder in place of that of an installation. */
  private Path installed(String example) throws Exception {
    String text = Files.readString(EXAMPLES.resolve(example));
    return Files.writeString(
        dir.resolve(example),
        text.replace("/opt/shrinkage", Path.of("").toAbsolutePath().toString()));
  }

  @Test
  void crontabHasFiveFieldsOfTimeAndACommandThatIsThere() throws Exception {
    List<String> jobs =
        Files.readAllLines(installed("crontab")).stream()
            .filter(line -> !line.startsWith("#") && !line.matches("[A-Z]+=.*"))
            .toList();
    assertThat(jobs).isNotEmpty();
    for (String job : jobs) {
      String[] fields = job.split(" +", 6);
      assertThat(List.of(fields).subList(0, 5)).allMatch(field -> field.matches("[0-9*/,-]+"));
      assertThat(Path.of(fields[5].split(" ")[0])).isExecutable();
      assertThat(fields[5]).as("% ends a command in a crontab").doesNotContain("%");
    }
  }

  @Test
  void systemdAcceptsTheUnits() throws Exception {
    assumeTrue(isInstalled("systemd-analyze"), "no systemd-analyze");
    Script verify =
        run(
            "systemd-analyze",
            "verify",
            installed("shrinkage-retrain.service").toString(),
            installed("shrinkage-retrain.timer").toString());
    assertThat(verify.exitCode()).as(verify.err()).isZero();
    assertThat(verify.err()).doesNotContain("shrinkage-retrain");
  }

  @Test
  void pythonCompilesTheDag() throws Exception {
    assumeTrue(isInstalled("python3"), "no python3");
    Script compiled =
        run(
            "python3",
            "-c",
            "import ast, sys; ast.parse(open(sys.argv[1]).read())",
            EXAMPLES.resolve("airflow_dag.py").toString());
    assertThat(compiled.exitCode()).as(compiled.err()).isZero();
  }

  @Test
  @SuppressWarnings("unchecked")
  void kubernetesManifestIsAScheduleOfOurMainClass() throws Exception {
    try (InputStream in = Files.newInputStream(EXAMPLES.resolve("kubernetes.yaml"))) {
      Map<String, Object> manifest = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      assertThat(manifest).containsEntry("kind", "ScheduledSparkApplication");
      Map<String, Object> spec = (Map<String, Object>) manifest.get("spec");
      assertThat(spec.get("schedule").toString().split(" ")).hasSize(5);
      Map<String, Object> template = (Map<String, Object>) spec.get("template");
      assertThat(template).containsEntry("mainClass", Main.class.getName());
      assertThat((List<String>) template.get("arguments")).startsWith("retrain");
    }
  }

  @Test
  void scriptRefusesWhatItDoesNotKnowAndASecondRetraining() throws Exception {
    Script wrong = run("scripts/retrain.sh", "--config", "x", "--out", "y", "--dat", "z");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("unknown argument --dat", "usage: scripts/retrain.sh");

    Script noDate = run("scripts/retrain.sh", "--config", "x", "--out", "y", "--date", "yesterday");
    assertThat(noDate.exitCode()).isEqualTo(2);
    assertThat(noDate.err()).contains("--date yesterday: expected YYYY-MM-DD");

    assumeTrue(isInstalled("flock"), "no flock");
    Path out = dir.resolve("out");
    Script second =
        run(
            "bash",
            "-c",
            "mkdir -p $0/logs; flock $0/logs/.lock scripts/retrain.sh --config x --out $0",
            out.toString());
    assertThat(second.exitCode()).isEqualTo(7);
    assertThat(second.err()).contains("another retraining runs");
  }
}
