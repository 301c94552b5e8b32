package io.shrinkage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.testing.Script;
import io.shrinkage.testing.SparkExtension;
import io.shrinkage.testing.TrainedRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real processes and one output directory. */
@ExtendWith(SparkExtension.class)
class LockIT {
  @TempDir private Path dir;

  private static List<String> training(Path output) {
    return Script.train(
        output,
        "--set=input.ratings.options.rows=50000",
        "--set=select.ablation=false",
        "--set=select.repeats=0",
        "--set=crosscheck.enabled=false");
  }

  private Script train(String name, Path output) {
    return Script.start(dir, name, Map.of(), training(output));
  }

  @Test
  void oneOfTwoRunsAtOnceIsToldWhoHoldsTheLock() throws Exception {
    Path output = dir.resolve("out");
    List<Script> both = List.of(train("one", output), train("two", output));
    int[] codes = {both.get(0).exitCode(), both.get(1).exitCode()};
    assertThat(codes).as(both.get(0).err() + both.get(1).err()).containsExactlyInAnyOrder(0, 7);

    String run = TrainedRun.runs(output).get(0).getFileName().toString();
    assertThat(TrainedRun.runs(output)).hasSize(1);
    assertThat(output.resolve("CHAMPION")).hasContent(run);
    assertThat(output.toFile().list()).containsExactlyInAnyOrder("CHAMPION", "HISTORY", "runs");
    Script refused = both.get(codes[0] == 7 ? 0 : 1);
    assertThat(refused.err())
        .contains("shrinkage: output.dir: " + output + ": run " + run + " (pid ", "holds the lock")
        .doesNotContain("\tat ");
  }

  @Test
  void killedRunLeavesALockThatTheNextTakesOverAndCleansUpAfter(SparkSession session)
      throws Exception {
    assertThat(session.sparkContext().isStopped()).isFalse();
    Path output = dir.resolve("out");
    Files.createDirectories(output);
    Files.writeString(output.resolve(".CHAMPION-0"), "half");
    Script killed = train("killed", output);
    killed.awaitLine("read ");
    killed.kill();
    assertThat(output.resolve(".lock")).exists();
    assertThat(output.resolve(".staging")).isNotEmptyDirectory();

    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> next = training(output);
    int exitCode =
        Main.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            next.subList(1, next.size()).toArray(String[]::new));
    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("Took over the lock of " + output, "whose process has ended")
        .contains("Removed what runs that did not end left");
    assertThat(output.toFile().list()).containsExactlyInAnyOrder("CHAMPION", "HISTORY", "runs");
  }

  @Test
  void runThatIsToldToEndGivesItsLockBack() throws Exception {
    Path output = dir.resolve("out");
    Script told = train("told", output);
    told.awaitLine("read ");
    told.terminate();
    assertThat(told.exitCode()).isEqualTo(143);
    assertThat(output.resolve(".lock")).doesNotExist();
    assertThat(TrainedRun.runs(output)).isEmpty();
  }
}
