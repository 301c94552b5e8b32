package io.shrinkage.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that publishes and crowns run after run is killed at random moments. */
class PublishingUnderFireTest {
  private static final List<String> PARTS = List.of("model.json", "deep/part", "run.json");
  private static final int KILLS = 8;

  @TempDir private Path dir;

  /** The process: publishes until it is killed. */
  public static void main(String[] args) throws IOException {
    RunStore store = new RunStore(new Configuration(), args[0]);
    try (RunLock lock = store.lock(args[1], Clock.systemUTC(), line -> {})) {
      store.removeLeftovers(runId -> false);
      for (int n = 0; ; n++) {
        String runId = args[1] + "-" + n;
        try (RunStore.Staging staging = store.stage(runId)) {
          for (String part : PARTS) {
            try (OutputStream out = staging.create(part)) {
              out.write(new byte[1 << 14]);
            }
          }
          lock.requireHeld();
          staging.publish();
        }
        store.crown(runId, Instant.EPOCH);
      }
    }
  }

  private Process start(String name) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            PublishingUnderFireTest.class.getName(),
            dir.toString(),
            name)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<Path> children(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(directory)) {
      return found.toList();
    }
  }

  @Test
  void whatIsPublishedIsWholeAtAnyMoment() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    Optional<String> before = Optional.empty();
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = start("p" + kill);
      while (!Files.exists(dir.resolve("runs/p" + kill + "-0"))) {
        assertThat(process.isAlive()).isTrue();
        Thread.sleep(5);
      }
      Thread.sleep(random.nextInt(60));
      process.destroyForcibly().waitFor();

      Optional<String> champion = new RunStore(new Configuration(), dir.toString()).champion();
      for (Path run : children(dir.resolve("runs"))) {
        assertThat(PARTS)
            .as("parts of %s", run)
            .allMatch(part -> size(run.resolve(part)) == 1 << 14);
      }
      assertThat(champion.map(dir.resolve("runs")::resolve).map(Files::isDirectory))
          .as("CHAMPION %s, before %s", champion, before)
          .isNotEqualTo(Optional.of(false));
      assertThat(before.isPresent() && champion.isEmpty()).isFalse();
      before = champion;
    }
    assertThat(before).isPresent();
    new RunStore(new Configuration(), dir.toString()).removeLeftovers(runId -> false);
    assertThat(children(dir).stream().map(path -> path.getFileName().toString()))
        .contains("runs", "CHAMPION")
        .noneMatch(name -> name.startsWith(".CHAMPION"));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return -1;
    }
  }
}
