package io.shrinkage.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is published in an output directory. */
final class Output {
  private static final List<String> FILES =
      List.of(
          "run.json",
          "model.json",
          "pruned.json",
          "coefficients.csv",
          "report.html",
          "mllib/metadata/_SUCCESS",
          "mllib/data/_SUCCESS",
          "quarantine/_SUCCESS");

  private final Path directory;

  Output(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  /** The run that {@code CHAMPION} names; empty if there is none. */
  Optional<Path> champion() throws IOException {
    Path pointer = directory.resolve("CHAMPION");
    return Files.exists(pointer)
        ? Optional.of(directory.resolve("runs").resolve(Files.readString(pointer).strip()))
        : Optional.empty();
  }

  /** The model's hash in a run's record. */
  static String hash(Path run) throws IOException {
    JsonNode record = new ObjectMapper().readTree(run.resolve("run.json").toFile());
    return record.at("/model/hash").asText();
  }

  /** What is wrong with the published state: empty if it is whole. */
  String fault() {
    try {
      Optional<Path> champion = champion();
      if (champion.isPresent()) {
        String fault = fault(champion.get());
        if (!fault.isEmpty()) {
          return "CHAMPION: " + fault;
        }
      }
      return runs().map(Output::fault).filter(fault -> !fault.isEmpty()).findFirst().orElse("");
    } catch (IOException e) {
      return e.toString();
    }
  }

  private Stream<Path> runs() throws IOException {
    Path runs = directory.resolve("runs");
    if (!Files.exists(runs)) {
      return Stream.of();
    }
    try (Stream<Path> found = Files.list(runs)) {
      return found.toList().stream();
    }
  }

  private static String fault(Path run) {
    for (String file : FILES) {
      if (!Files.isRegularFile(run.resolve(file))) {
        return run + " has no " + file;
      }
    }
    try {
      return hash(run).isEmpty() ? run + " has no hash" : "";
    } catch (IOException e) {
      return run + ": " + e.getMessage();
    }
  }
}
