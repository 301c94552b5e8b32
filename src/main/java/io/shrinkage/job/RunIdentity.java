package io.shrinkage.job;

import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.spark.Forgotten;
import io.shrinkage.spark.InputFiles;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;

/** What must be the same for one run to go on with the work of another. */
final class RunIdentity {
  private RunIdentity() {}

  /**
   * A hash of the settings (but where output goes), of the input's files with their lengths and
   * times, of the users who are to be forgotten, and of our version; empty if a table is not made
   * of files.
   */
  static Optional<String> of(Configuration hadoop, ShrinkageConfig config) {
    Map<String, Object> settings = new LinkedHashMap<>(config.asMap());
    settings.remove("output");
    try {
      String forgotten = Forgotten.in(hadoop, config.output().dir()).fingerprint();
      return InputFiles.of(hadoop, config.input()).map(files -> hash(settings, forgotten, files));
    } catch (IOException | IllegalArgumentException | DataException e) {
      return Optional.empty(); // opening the table will say what is wrong
    }
  }

  private static String hash(Map<String, Object> settings, String forgotten, List<String> files) {
    return DigestUtils.sha256Hex(
        Release.version() + "\n" + settings + "\n" + forgotten + "\n" + String.join("\n", files));
  }
}
