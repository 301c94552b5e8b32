package io.shrinkage.job;

import io.shrinkage.config.ConfigException;
import io.shrinkage.config.ConfigReader;
import io.shrinkage.config.ConfigSources;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.model.LinearModel;
import io.shrinkage.model.RunRecord;
import io.shrinkage.spark.RunStore;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A run that was published: its record, its model, and the settings that it was trained with. */
final class PublishedRun {
  private static final List<String> OF_THE_MODEL =
      List.of("features", "split", "fit", "select", "early-stopping", "crosscheck");

  private final String directory;
  private final RunFiles files;
  private final RunRecord record;
  private final LinearModel model;

  private PublishedRun(String directory, RunFiles files, RunRecord record, LinearModel model) {
    this.directory = directory;
    this.files = files;
    this.record = record;
    this.model = model;
  }

  /**
   * Reads a run with its model.
   *
   * @throws DataException if the directory holds no run, or one without a model
   */
  static PublishedRun open(Configuration hadoop, String directory) {
    RunFiles files = new RunFiles(hadoop, directory);
    RunRecord record = withModel(files, directory);
    return new PublishedRun(directory, files, record, files.model());
  }

  /**
   * Reads a run whose model need not be as it was written.
   *
   * @throws DataException if the directory holds no run, or one without a model
   */
  static PublishedRun unverified(RunFiles files, String directory) {
    RunRecord record = withModel(files, directory);
    return new PublishedRun(directory, files, record, files.storedModel().model());
  }

  private static RunRecord withModel(RunFiles files, String directory) {
    RunRecord record = files.record();
    if (record.status() == RunRecord.Status.REFUSED) {
      throw new DataException(
          directory
              + ": this run has no model, since its data was refused: "
              + record.message()
              + "; name another run");
    }
    return record;
  }

  String id() {
    return record.runId();
  }

  RunRecord record() {
    return record;
  }

  LinearModel model() {
    return model;
  }

  /**
   * The settings of the run, with others for where its tables are and where output goes.
   *
   * @throws ConfigException if anything else is set: the model is what it is
   */
  ShrinkageConfig config(ConfigSources overrides) {
    String origin = new Path(directory, RunStore.RECORD).toString();
    ShrinkageConfig config = ConfigReader.fromRecord(record.config(), origin, overrides);
    if (!overrides.sets().isEmpty() || overrides.file().isPresent()) {
      requireTrainedSettings(config);
    }
    return config;
  }

  private void requireTrainedSettings(ShrinkageConfig config) {
    Map<String, Object> effective = config.asMap();
    for (String section : OF_THE_MODEL) {
      if (!plain(effective.get(section)).equals(plain(record.config().get(section)))) {
        throw ConfigException.of(
            section,
            "",
            "belongs to the trained model and cannot be changed here; only input, compute and output"
                + " can");
      }
    }
  }

  /** A recorded setting in one spelling: JSON does not keep the type of a number. */
  private static Object plain(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> result = new HashMap<>();
      map.forEach((key, element) -> result.put(String.valueOf(key), plain(element)));
      return result;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(PublishedRun::plain).toList();
    }
    return value instanceof Number number
        ? new BigDecimal(number.toString()).stripTrailingZeros()
        : String.valueOf(value);
  }

  /** The output directory in which the run lies, or else the configured one. */
  String outputRoot(ShrinkageConfig config) {
    Object recorded =
        record.config().get("output") instanceof Map<?, ?> output ? output.get("dir") : null;
    boolean moved = !config.output().dir().equals(recorded);
    return moved ? config.output().dir() : files.home().orElse(config.output().dir());
  }

  /** Settings for reading the run's data: its own output directory says who is to be forgotten. */
  ShrinkageConfig reading(ShrinkageConfig config) {
    return files.atHome(config);
  }
}
