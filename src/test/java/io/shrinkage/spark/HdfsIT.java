package io.shrinkage.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shrinkage.config.ConfigReader;
import io.shrinkage.config.ConfigSources;
import io.shrinkage.job.Console;
import io.shrinkage.job.ExitCode;
import io.shrinkage.job.LockedException;
import io.shrinkage.job.TrainJob;
import io.shrinkage.testing.SparkExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Publishing, the pointer and the lock on a real HDFS. */
@ExtendWith(SparkExtension.class)
class HdfsIT {
  private static final Instant NOW = Instant.parse("2024-01-31T12:00:00Z");

  private static MiniDFSCluster cluster;
  private static Configuration hadoop;

  @BeforeAll
  static void start() throws IOException {
    hadoop = new Configuration();
    hadoop.set(
        MiniDFSCluster.HDFS_MINIDFS_BASEDIR,
        java.nio.file.Path.of("target/hdfs").toAbsolutePath().toString());
    cluster = new MiniDFSCluster.Builder(hadoop).numDataNodes(1).build();
    cluster.waitActive();
  }

  @AfterAll
  static void stop() {
    cluster.shutdown();
  }

  private static RunStore store(String name) throws IOException {
    return new RunStore(hadoop, root(name).toString());
  }

  private static Path root(String name) throws IOException {
    return new Path(cluster.getFileSystem().getUri().toString(), "/" + name);
  }

  private static List<String> names(String name) throws IOException {
    return Arrays.stream(cluster.getFileSystem().listStatus(root(name)))
        .map(status -> status.getPath().getName())
        .toList();
  }

  private static void publish(RunStore store, String runId) throws IOException {
    try (RunStore.Staging staging = store.stage(runId)) {
      try (OutputStream out = staging.create(RunStore.RECORD)) {
        out.write(runId.getBytes(StandardCharsets.UTF_8));
      }
      staging.publish();
    }
  }

  @Test
  void trainsPublishesAndCrowns(SparkSession session) throws IOException {
    String out = root("train").toString();
    ConfigSources sources =
        ConfigSources.of(
            "input.ratings.options.rows=5000", ConfigReader.assignment("output.dir", out));
    assertThat(new TrainJob(ConfigReader.read(sources), Console.SILENT).run())
        .isEqualTo(ExitCode.DONE);
    assertThat(names("train")).containsExactlyInAnyOrder("CHAMPION", "HISTORY", "runs");
    FileSystem files = cluster.getFileSystem();
    Path run = files.listStatus(new Path(out, "runs"))[0].getPath();
    assertThat(store("train").champion()).contains(run.getName());
    assertThat(files.exists(new Path(run, "run.json"))).isTrue();

    try (RunLock held = store("train").lock("other", Clock.systemUTC(), line -> {})) {
      held.requireHeld();
      assertThatThrownBy(() -> new TrainJob(ConfigReader.read(sources), Console.SILENT).run())
          .isInstanceOf(LockedException.class)
          .hasMessageContaining("run other (pid ");
    }
  }

  @Test
  void readersAlwaysFindAWholePointer() throws Exception {
    RunStore store = store("pointer");
    publish(store, "r0");
    store.crown("r0", Instant.EPOCH);
    AtomicBoolean ended = new AtomicBoolean();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    Future<Integer> reads =
        reader.submit(
            () -> {
              int count = 0;
              while (!ended.get()) {
                assertThat(store("pointer").champion().orElseThrow()).matches("r[0-9]+");
                count++;
              }
              return count;
            });
    for (int n = 1; n <= 50; n++) {
      store.crown("r" + n, Instant.EPOCH);
    }
    ended.set(true);
    assertThat(reads.get()).isPositive();
    reader.shutdown();
    assertThat(store.champion()).contains("r50");
    assertThat(names("pointer")).containsExactlyInAnyOrder("CHAMPION", "HISTORY", "runs");
  }

  @Test
  void publishedRunIsNotReplaced() throws IOException {
    RunStore store = store("twice");
    publish(store, "r1");
    assertThatThrownBy(() -> publish(store, "r1")).hasMessageContaining("there is already a run");
  }

  @Test
  void oneOfManyTakesTheLockAndOneTakesItOverOnceItHasExpired() throws Exception {
    List<RunLock> first = winners("lock", NOW);
    assertThat(first).hasSize(1);
    List<RunLock> next = winners("lock", NOW.plus(RunLock.TERM).plus(Duration.ofSeconds(1)));
    assertThat(next).hasSize(1);
    first.get(0).close();
    next.get(0).requireHeld();
    next.get(0).close();
    assertThat(names("lock")).isEmpty();
  }

  /** Those of eight runs at once that got the lock; it stays theirs. */
  private static List<RunLock> winners(String name, Instant now) throws Exception {
    ExecutorService many = Executors.newFixedThreadPool(8);
    List<Callable<RunLock>> attempts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String runId = "run-" + i;
      attempts.add(
          () -> {
            try {
              return store(name).lock(runId, Clock.fixed(now, ZoneOffset.UTC), line -> {});
            } catch (LockHeldException e) {
              return null;
            }
          });
    }
    List<RunLock> winners = new ArrayList<>();
    for (Future<RunLock> ended : many.invokeAll(attempts)) {
      if (ended.get() != null) {
        winners.add(ended.get());
      }
    }
    many.shutdown();
    return winners;
  }
}
