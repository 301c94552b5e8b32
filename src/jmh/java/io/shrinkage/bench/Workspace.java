package io.shrinkage.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;

/** The folder of the benchmarks' data, kept between runs, and the processes that work in it. */
final class Workspace {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** That of {@code conf/spark-defaults.conf}. */
  private static final List<String> DEFAULT_OPTIONS = List.of("-XX:+UseParallelGC");

  private final Path home;
  private final Path folder;

  Workspace(Path home) {
    this.home = home;
    this.folder = home.resolve("target/bench");
  }

  /** The project. */
  Path home() {
    return home;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Runs a class in a JVM of its own and hands back what it wrote to its second argument. */
  Map<String, ?> measure(Class<?> main, String heap, Object plan) {
    return measure(main, heap, DEFAULT_OPTIONS, plan);
  }

  /** The same in a JVM with options in place of the usual collector's. */
  Map<String, ?> measure(Class<?> main, String heap, List<String> options, Object plan) {
    Path asked = path(main.getSimpleName() + "-plan.json");
    Path found = path(main.getSimpleName() + "-found.json");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(found);
      JSON.writeValue(asked.toFile(), plan);
      run(java(heap, options, main.getName(), asked.toString(), found.toString()));
      return read(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command that runs a class on Spark's jars, ours and the benchmarks'. */
  List<String> java(String heap, String main, String... arguments) {
    return java(heap, DEFAULT_OPTIONS, main, arguments);
  }

  private List<String> java(String heap, List<String> options, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.addAll(options);
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.add("-Dlog4j2.configurationFile=" + home.resolve("conf/log4j2.properties").toUri());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs a command to its end; what it says goes to our standard error. */
  void run(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(home.toFile()).redirectError(Redirect.INHERIT);
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    try {
      Process process = builder.start();
      process.getInputStream().transferTo(System.err);
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IllegalStateException("exit " + exit + " of " + String.join(" ", command));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Synthetic ratings of the same movies and users at any size, made if they are not there. */
  Path ratings(long rows) {
    Path data = path("movies-" + rows);
    if (!Files.exists(data.resolve("truth.json"))) {
      say("generating %,d ratings in %s", rows, data);
      List<String> command = new ArrayList<>();
      command.add(home.resolve("scripts/shrinkage").toString());
      command.addAll(List.of("generate", "--rows", Long.toString(rows)));
      command.addAll(List.of("--movies", "60000", "--users", "200000"));
      command.addAll(List.of("--out", data.toString()));
      run(command);
    }
    return data;
  }

  static Map<String, ?> read(Path file) throws IOException {
    return JSON.readValue(
        file.toFile(),
        JSON.getTypeFactory()
            .constructMapType(java.util.LinkedHashMap.class, String.class, Object.class));
  }

  static void say(String format, Object... values) {
    System.err.printf(Locale.ROOT, "bench: " + format + "%n", values);
  }
}
