package io.shrinkage.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A command of {@code scripts/} as a process of its own, with what it says in files. */
public final class Script {
  private final Process process;
  private final Path out;
  private final Path err;

  private Script(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts a command of the project's folder.
   *
   * @param files where its output goes
   * @param environment beside our own, without Spark's
   */
  public static Script start(
      Path files, String name, Map<String, String> environment, List<String> command) {
    Path out = files.resolve(name + ".stdout");
    Path err = files.resolve(name + ".stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder
        .environment()
        .keySet()
        .removeAll(List.of("SPARK_HOME", "SPARK_CONF_DIR", "SPARK_TESTING", "SPARK_LOCAL_IP"));
    builder.environment().putAll(environment);
    try {
      return new Script(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code scripts/shrinkage train} into an output directory. */
  public static List<String> train(Path output, String... arguments) {
    List<String> command = new ArrayList<>(List.of("scripts/shrinkage", "train"));
    command.addAll(List.of(arguments));
    command.add("--out=" + output);
    return command;
  }

  /** The exit code, once it has ended. */
  public int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Kills the process and those that it started, as {@code kill -9} does. */
  public void kill() throws InterruptedException {
    try (Stream<ProcessHandle> children = process.descendants()) {
      children.forEach(ProcessHandle::destroyForcibly);
    }
    process.destroyForcibly().waitFor();
  }

  /** Asks the process to end. */
  public void terminate() {
    process.destroy();
  }

  /** What it has said so far on standard output. */
  public String out() {
    return text(out);
  }

  /** What it has said so far on standard error. */
  public String err() {
    return text(err);
  }

  /** Waits until it has said something on standard output. */
  public void awaitLine(String text) throws InterruptedException {
    while (!out().contains(text)) {
      if (!isAlive()) {
        throw new AssertionError("it ended without saying '" + text + "':\n" + out() + err());
      }
      Thread.sleep(20);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
