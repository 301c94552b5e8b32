package io.shrinkage.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shrinkage.config.ConfigReader;
import io.shrinkage.config.ConfigSources;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.job.Console;
import io.shrinkage.job.ExitCode;
import io.shrinkage.job.TrainJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run of the main job on the session of {@link SparkExtension}, which must be there already.
 *
 * @param exitCode how it ended
 * @param directory the published run
 * @param json its run.json
 */
public record TrainedRun(ExitCode exitCode, Path directory, JsonNode json) {

  /** Trains into an output directory. */
  public static TrainedRun train(Path out, List<String> sets) {
    List<String> all = new ArrayList<>(sets);
    all.add(ConfigReader.assignment("output.dir", out.toString()));
    return train(out, ConfigReader.read(ConfigSources.of(all.toArray(String[]::new))));
  }

  /**
   * Trains as a configuration says, which names the output directory: what was added there is the
   * run, since names of two runs of one second have no order.
   */
  public static TrainedRun train(Path out, ShrinkageConfig config) {
    List<Path> before = runs(out);
    ExitCode exitCode = new TrainJob(config, Console.SILENT).run();
    List<Path> published = runs(out);
    published.removeAll(before);
    return read(exitCode, published.get(0));
  }

  private static TrainedRun read(ExitCode exitCode, Path directory) {
    return new TrainedRun(exitCode, directory, json(directory.resolve("run.json")));
  }

  /** A JSON file. */
  public static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The runs published in an output directory. */
  public static List<Path> runs(Path out) {
    Path runs = out.resolve("runs");
    if (!Files.exists(runs)) {
      return new ArrayList<>();
    }
    try (Stream<Path> found = Files.list(runs)) {
      return new ArrayList<>(found.sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The model's hash. */
  public String hash() {
    return json.at("/model/hash").asText();
  }

  /** The model's intercept. */
  public double intercept() {
    return json.at("/model/intercept").asDouble();
  }

  /** A coefficient in original units, by name. */
  public double coefficient(String name) {
    JsonNode value = json.at("/model/coefficients").get(name);
    if (value == null) {
      throw new IllegalArgumentException("no coefficient " + name + " in " + json.get("model"));
    }
    return value.asDouble();
  }
}
