package io.shrinkage.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shrinkage.model.Lease;
import io.shrinkage.model.LeaseJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  private static final Instant NOW = Instant.parse("2024-01-31T12:00:00Z");
  private static final Duration TERM = Duration.ofMinutes(2);

  @TempDir private Path out;
  private final List<String> told = new CopyOnWriteArrayList<>();

  private RunLock lock(String runId, Instant now) throws IOException {
    return new RunStore(new Configuration(), out.toString())
        .lock(runId, Clock.fixed(now, ZoneOffset.UTC), TERM, told::add);
  }

  private Lease held() throws IOException {
    try (InputStream in = Files.newInputStream(out.resolve(".lock"))) {
      return LeaseJson.read(in, ".lock");
    }
  }

  private void write(String name, Lease lease) throws IOException {
    try (OutputStream file = Files.newOutputStream(out.resolve(name))) {
      LeaseJson.write(lease, file);
    }
  }

  /** Of another host, so that only its end counts. */
  private static Lease elsewhere(String id, Instant expires) {
    return new Lease(
        id, "run-" + id, "elsewhere", 7, Optional.empty(), "ann", NOW.minusSeconds(60), expires);
  }

  /** Of a process of this host that has ended. */
  private static Lease dead(String id) throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    Lease own = LeaseHolder.lease("run-" + id, NOW, TERM);
    return new Lease(
        id,
        own.runId(),
        own.host(),
        process.pid(),
        own.started(),
        own.user(),
        own.acquired(),
        own.expires());
  }

  private String[] files() {
    return out.toFile().list();
  }

  @Test
  void secondRunIsToldWhoHoldsTheLockAndUntilWhen() throws IOException {
    try (RunLock first = lock("run-1", NOW)) {
      assertThatThrownBy(() -> lock("run-2", NOW.plusSeconds(1)))
          .isInstanceOf(LockHeldException.class)
          .hasMessageContaining("run run-1 (pid " + ProcessHandle.current().pid() + " of user ")
          .hasMessageContaining("since 2024-01-31T12:00:00Z")
          .hasMessageContaining("until 2024-01-31T12:02:00Z")
          .hasMessageContaining("choose another --out");
      first.requireHeld();
    }
    assertThat(files()).isEmpty();
    assertThat(told).isEmpty();
    lock("run-3", NOW).close();
  }

  @Test
  void leaseIsRenewed() throws IOException {
    lockRenewedAfter(Duration.ofSeconds(100));
  }

  private void lockRenewedAfter(Duration pause) throws IOException {
    Instant[] now = {NOW};
    Clock clock =
        new Clock() {
          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now[0];
          }
        };
    RunStore store = new RunStore(new Configuration(), out.toString());
    try (RunLock lock = store.lock("run-1", clock, TERM, told::add)) {
      now[0] = NOW.plus(pause);
      lock.requireHeld();
      assertThat(held().expires()).isEqualTo(NOW.plus(pause).plus(TERM));
      assertThat(held().acquired()).isEqualTo(NOW);
    }
  }

  @Test
  void heartRenewsWithoutBeingAsked() throws Exception {
    RunStore store = new RunStore(new Configuration(), out.toString());
    try (RunLock lock = store.lock("run-1", Clock.systemUTC(), Duration.ofMillis(300), told::add)) {
      Instant first = held().expires();
      while (!held().expires().isAfter(first)) {
        Thread.sleep(20);
      }
      lock.requireHeld();
    }
  }

  @Test
  void leaseOfAnotherHostIsTakenOverOnceItHasExpired() throws IOException {
    write(".lock", elsewhere("a", NOW));
    assertThatThrownBy(() -> lock("run-2", NOW)).isInstanceOf(LockHeldException.class);
    try (RunLock lock = lock("run-2", NOW.plusSeconds(1))) {
      assertThat(held().runId()).isEqualTo("run-2");
      lock.requireHeld();
    }
    assertThat(told)
        .singleElement()
        .asString()
        .contains("Took over", "run run-a (pid 7 of user ann on elsewhere)", "expired at");
    assertThat(files()).isEmpty();
  }

  @Test
  void leaseOfAProcessThatHasEndedIsTakenOverAtOnce() throws Exception {
    write(".lock", dead("a"));
    lock("run-2", NOW).close();
    assertThat(told).singleElement().asString().contains("whose process has ended");
  }

  @Test
  void numberOfAnEndedProcessThatAnotherHasNowDoesNotHoldTheLock() throws Exception {
    Lease own = LeaseHolder.lease("run-1", NOW, TERM);
    write(
        ".lock",
        new Lease(
            "a",
            "run-1",
            own.host(),
            own.pid(),
            own.started().map(at -> at.minusSeconds(3600)),
            own.user(),
            own.acquired(),
            own.expires()));
    lock("run-2", NOW).close();
    assertThat(told).hasSize(1);
  }

  @Test
  void takeoverThatDiedHalfwayIsTakenOver() throws Exception {
    write(".lock", dead("a"));
    write(".lock-after-a", dead("b"));
    try (RunLock lock = lock("run-3", NOW)) {
      lock.requireHeld();
      assertThat(files()).containsExactly(".lock");
    }
  }

  @Test
  void takeoverUnderWayHoldsTheLock() throws Exception {
    write(".lock", dead("a"));
    write(".lock-after-a", elsewhere("b", NOW.plusSeconds(60)));
    assertThatThrownBy(() -> lock("run-3", NOW)).hasMessageContaining("run-b");
  }

  @Test
  void lostLeaseForbidsToPublishAndIsLeftToItsNewHolder() throws IOException {
    RunLock first = lock("run-1", NOW);
    try (RunLock second = lock("run-2", NOW.plus(TERM).plusSeconds(1))) {
      assertThatThrownBy(first::requireHeld)
          .isInstanceOf(LockHeldException.class)
          .hasMessageContaining("(run-1) lost its lock to run run-2")
          .hasMessageContaining("publishes nothing");
      first.close();
      second.requireHeld();
    }
  }

  @Test
  void lockThatSomebodyRemovedForbidsToPublish() throws IOException {
    try (RunLock lock = lock("run-1", NOW)) {
      Files.delete(out.resolve(".lock"));
      assertThatThrownBy(lock::requireHeld).hasMessageContaining("somebody removed it");
    }
  }

  @Test
  void damagedLockHoldsForATermAfterItWasWritten() throws IOException {
    Path file = Files.writeString(out.resolve(".lock"), "{ \"id\": ");
    Files.setLastModifiedTime(file, FileTime.from(NOW));
    assertThatThrownBy(() -> lock("run-1", NOW.plusSeconds(1)))
        .isInstanceOf(LockHeldException.class);
    lock("run-2", NOW.plus(TERM).plusSeconds(1)).close();
  }

  @Test
  void oneOfManyThatComeAtOnceTakesOver() throws Exception {
    write(".lock", dead("a"));
    ExecutorService many = Executors.newFixedThreadPool(8);
    List<Callable<Optional<RunLock>>> attempts = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      String runId = "run-" + i;
      attempts.add(
          () -> {
            try {
              return Optional.of(lock(runId, NOW));
            } catch (LockHeldException e) {
              return Optional.empty();
            }
          });
    }
    List<RunLock> holders = new ArrayList<>();
    for (Future<Optional<RunLock>> ended : many.invokeAll(attempts)) {
      ended.get().ifPresent(holders::add);
    }
    many.shutdown();
    assertThat(holders).hasSize(1);
    holders.get(0).requireHeld();
    holders.get(0).close();
    assertThat(files()).isEmpty();
  }
}
