package io.shrinkage.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One {@code scripts/shrinkage train} as a process, and the seconds since it began. */
final class TrainingRun {
  private static final String LAST_LINE = "\nrun:    ";

  private final Process process;
  private final Path log;
  private final long start = System.nanoTime();

  private TrainingRun(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static TrainingRun start(Path home, Path log, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("scripts/shrinkage").toString());
    command.add("train");
    command.addAll(arguments);
    try {
      return new TrainingRun(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start(),
          log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Whether it has neither ended nor said its last line. */
  boolean isAtWork() {
    try {
      return process.isAlive() && !Files.readString(log).contains(LAST_LINE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int exitCode() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Kills the driver. */
  void kill() {
    try (Stream<ProcessHandle> children = process.descendants()) {
      children.forEach(ProcessHandle::destroyForcibly);
    }
    process.destroyForcibly();
    exitCode();
  }
}
