package io.shrinkage.job;

import io.shrinkage.config.ConfigReader;
import io.shrinkage.config.ConfigSources;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.model.CoefficientRow;
import io.shrinkage.model.CoefficientsCsv;
import io.shrinkage.model.LinearModel;
import io.shrinkage.model.ModelJson;
import io.shrinkage.model.RunJson;
import io.shrinkage.model.RunRecord;
import io.shrinkage.model.StoredModel;
import io.shrinkage.spark.RunStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The files of a published run, read back. */
final class RunFiles {
  private static final String MODEL = "model.json";

  private final Configuration hadoop;
  private final String directory;

  RunFiles(Configuration hadoop, String directory) {
    this.hadoop = hadoop;
    this.directory = directory;
  }

  private interface Reading<T> {
    T from(InputStream in) throws IOException;
  }

  private <T> T read(String name, Reading<T> reading) {
    try (InputStream in = RunStore.open(hadoop, directory, name)) {
      return reading.from(in);
    } catch (DataException e) {
      throw new DataException(directory + ": " + e.getMessage(), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new DataException(
          "cannot read " + name + " of " + directory + ": " + e.getMessage(), e);
    }
  }

  /** The run's record. */
  RunRecord record() {
    return read(RunStore.RECORD, RunJson::read);
  }

  /** The run's model, its hash checked. */
  LinearModel model() {
    return read(MODEL, ModelJson::read);
  }

  /** The run's model and the hash that its file states, whether or not they match. */
  StoredModel storedModel() {
    return read(MODEL, ModelJson::readStored);
  }

  /** The run's pruned model and the hash that its file states, whether or not they match. */
  StoredModel storedPrunedModel() {
    return read("pruned.json", ModelJson::readStored);
  }

  /** The lines of the run's {@code coefficients.csv}. */
  List<CoefficientRow> coefficients() {
    return read("coefficients.csv", CoefficientsCsv::read);
  }

  /** The settings of the run, with overrides, for reading its data. */
  ShrinkageConfig config(ConfigSources overrides) {
    return atHome(
        ConfigReader.fromRecord(record().config(), directory + "/" + RunStore.RECORD, overrides));
  }

  /** The output directory in which the run lies; empty if it is elsewhere. */
  Optional<String> home() {
    Path runs = new Path(directory).getParent();
    boolean inPlace = runs != null && runs.getName().equals("runs") && runs.getParent() != null;
    return inPlace ? Optional.of(runs.getParent().toString()) : Optional.empty();
  }

  /** Settings whose output directory, which says who is to be forgotten, is the run's own. */
  ShrinkageConfig atHome(ShrinkageConfig config) {
    return home().map(config::inOutput).orElse(config);
  }
}
