package io.shrinkage.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A cluster of our own by {@code scripts/local-cluster}, and the executors on it. */
final class Cluster implements AutoCloseable {
  private static final String EXECUTOR = "org.apache.spark.executor.CoarseGrainedExecutorBackend";

  private final Path home;
  private final Path state;

  private Cluster(Path home, Path state) {
    this.home = home;
    this.state = state;
  }

  /** Starts one, with its state in a folder; it stops with this process at the latest. */
  static Cluster start(Path home, Path state) {
    Cluster cluster = new Cluster(home, state);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> cluster.script("stop")));
    cluster.script("start");
    return cluster;
  }

  private void script(String command) {
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("scripts/local-cluster").toString(), command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT);
    builder.environment().putAll(Map.of("SHRINKAGE_CLUSTER", state.toString()));
    try {
      int exit = builder.start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("scripts/local-cluster " + command + " ended with " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Where it takes applications. */
  String url() {
    return read("url");
  }

  private String read(String name) {
    try {
      return Files.readString(state.resolve(name)).lines().findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The executors that run now, in the order of their workers. */
  List<ProcessHandle> executors() {
    List<ProcessHandle> executors = new ArrayList<>();
    for (String worker : List.of("worker1.pid", "worker2.pid")) {
      ProcessHandle.of(Long.parseLong(read(worker)))
          .ifPresent(
              process ->
                  process
                      .descendants()
                      .filter(Cluster::isExecutor)
                      .sorted(Comparator.comparing(ProcessHandle::pid))
                      .forEach(executors::add));
    }
    return executors;
  }

  private static boolean isExecutor(ProcessHandle process) {
    return process.isAlive()
        && Arrays.asList(process.info().arguments().orElse(new String[0])).contains(EXECUTOR);
  }

  @Override
  public void close() {
    script("stop");
  }
}
