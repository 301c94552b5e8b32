package io.shrinkage.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.config.ConfigReader;
import io.shrinkage.config.ConfigSources;
import io.shrinkage.testing.Heard;
import io.shrinkage.testing.Script;
import io.shrinkage.testing.SparkExtension;
import io.shrinkage.testing.TrainedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One run is killed in the midst of its fit; others go on with copies of what it left. */
@ExtendWith(SparkExtension.class)
class ResumeIT {
  // Bad rows, so that there is a quarantine; users, whose table stands in the kept one's keys;
  // 400 small steps, which take some seconds.
  private static final List<String> SETS =
      List.of(
          "input.ratings={ format = synthetic, path = \"\", options = "
              + "{ header = null, rows = 5000, movies = 500, users = 200, seed = 42 } }",
          "input.movies={ format = synthetic, path = \"\", options = ${input.ratings.options} }",
          "input.users={ format = synthetic, path = \"\", options = ${input.ratings.options} }",
          "features=[{ name = genre, column = genres, kind = multi-hot, separator = \"|\" },"
              + " { name = director, column = director, kind = one-hot, min-count = 20 },"
              + " { name = actor, column = actor, kind = one-hot, min-count = 20 },"
              + " { name = age, column = ageGroup, kind = one-hot }]",
          "input.ratings.range=[1, 5]",
          "input.ratings.max-bad-share=1",
          "fit.solver=gradient",
          "fit.penalty=l2",
          "fit.lambda=0.001",
          "fit.learning-rate=0.001",
          "fit.max-iterations=400",
          "learning-curve.enabled=false",
          "crosscheck.enabled=false");

  @TempDir private static Path dir;
  private static Path left;
  private static TrainedRun whole;

  @BeforeAll
  static void killOneAndLetAnotherEnd(SparkSession session) throws Exception {
    left = dir.resolve("left");
    List<String> arguments = SETS.stream().map(set -> "--set=" + set).toList();
    Script killed =
        Script.start(dir, "killed", Map.of(), Script.train(left, arguments.toArray(String[]::new)));
    while (checkpoint(left, "fit").isEmpty()) {
      assertThat(killed.isAlive()).as(killed.out() + killed.err()).isTrue();
      Thread.sleep(20);
    }
    killed.kill();
    assertThat(TrainedRun.runs(left)).isEmpty();
    whole = TrainedRun.train(dir.resolve("whole"), SETS);
    assertThat(whole.exitCode()).isEqualTo(ExitCode.NOT_CONVERGED);
  }

  private static List<Path> checkpoint(Path out, String name) {
    try (Stream<Path> files = Files.walk(out)) {
      return files.filter(file -> file.endsWith(Path.of("checkpoint", name))).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // files come and go
    }
  }

  /** What a resumed run said, and what it published. */
  private record Resumed(List<String> lines, ExitCode exitCode, TrainedRun run) {
    String said() {
      return String.join("\n", lines);
    }
  }

  private static Resumed resume(Path out, List<String> sets) {
    List<String> lines = new ArrayList<>();
    Console console = new Heard(lines);
    List<String> all = new ArrayList<>(sets);
    all.add(ConfigReader.assignment("output.dir", out.toString()));
    ConfigSources sources = ConfigSources.of(all.toArray(String[]::new));
    ExitCode exitCode = TrainJob.resuming(ConfigReader.read(sources), console).run();
    Path run = TrainedRun.runs(out).get(0);
    return new Resumed(
        lines, exitCode, new TrainedRun(exitCode, run, TrainedRun.json(run.resolve("run.json"))));
  }

  private static Path copyOfLeft(String name) throws IOException {
    Path copy = dir.resolve(name);
    FileUtils.copyDirectory(left.toFile(), copy.toFile());
    return copy;
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void goesOnFromTheLastIterationToTheSameModel(SparkSession session) throws IOException {
    String runId = checkpoint(left, "fit").get(0).getName(left.getNameCount() + 1).toString();
    Path out = copyOfLeft("again");
    Resumed resumed = resume(out, SETS);
    assertThat(resumed.said())
        .contains("Resuming run " + runId)
        .contains("from the checkpoint: accepted ")
        .contains("The fit goes on from its checkpoint.")
        .doesNotContain("is ignored");
    assertThat(whole.json().at("/model/coefficients").toString()).contains("\"age=");
    assertThat(resumed.run.directory()).hasFileName(runId);
    assertThat(resumed.run.hash()).isEqualTo(whole.hash());
    for (String part : List.of("/data", "/metrics", "/certificate", "/trace")) {
      assertThat(resumed.run.json().at(part)).as(part).isEqualTo(whole.json().at(part));
    }
    assertThat(resumed.run.json().at("/data/quarantined").asLong()).isPositive();
    assertThat(session.read().parquet(resumed.run.directory() + "/quarantine").count())
        .isEqualTo(resumed.run.json().at("/data/quarantined").asLong());
    assertThat(out.toFile().list()).containsExactly("runs");
    assertThat(resumed.run.directory().toFile().list())
        .containsExactlyInAnyOrder(whole.directory().toFile().list());
  }

  @Test
  void damagedStateIsToldOfAndTheFitBeginsAnew(SparkSession session) throws IOException {
    Path out = copyOfLeft("damaged-fit");
    damage(checkpoint(out, "fit").get(0));
    Resumed resumed = resume(out, SETS);
    assertThat(resumed.said())
        .contains("/fit is ignored: it is damaged", "from the checkpoint: accepted ");
    assertThat(resumed.run.hash()).isEqualTo(whole.hash());
  }

  @Test
  void damagedTableIsToldOfAndTheRatingsAreReadAgain(SparkSession session) throws IOException {
    Path out = copyOfLeft("damaged-table");
    damage(checkpoint(out, "intake").get(0));
    Resumed resumed = resume(out, SETS);
    assertThat(resumed.said())
        .contains("/intake is ignored: it is damaged", "The ratings are read again");
    assertThat(resumed.run.hash()).isEqualTo(whole.hash());
  }

  @Test
  void otherSettingsBeginAnew(SparkSession session) throws IOException {
    Path out = copyOfLeft("other");
    List<String> sets = new ArrayList<>(SETS);
    sets.add("fit.lambda=0.002");
    sets.add("fit.max-iterations=5");
    Resumed resumed = resume(out, sets);
    assertThat(resumed.said())
        .contains("of other settings, another input or another version")
        .contains("There is no unfinished run of these settings and this input")
        .contains("Removed what runs that did not end left");
    assertThat(out.toFile().list()).containsExactly("runs");
  }
}
