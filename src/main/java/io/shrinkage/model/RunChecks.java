package io.shrinkage.model;

import io.shrinkage.model.RunRecord.Data;
import io.shrinkage.model.RunRecord.Features;
import java.util.Locale;

/** What the parts of a record say of each other, checked when it is read. */
final class RunChecks {
  private RunChecks() {}

  /**
   * Checks.
   *
   * @throws io.shrinkage.features.DataException if the parts do not fit; the message names the key
   */
  static void check(JsonPart root, RunRecord run) {
    if (run.data() != null) {
      data(root, run.data());
    }
    if (run.features() != null) {
      features(root, run.features());
    }
    for (WeightPath weights : run.pathWeights()) {
      if (weights.standardized().size() != run.path().size()) {
        throw root.wrong(
            "path_weights",
            run.path().size() + " weights for " + weights.name() + ", one a point of path",
            weights.standardized().size() + " weights");
      }
    }
  }

  private static void data(JsonPart root, Data data) {
    data.reasons().forEach((reason, count) -> atLeastNone(root, "data.reasons." + reason, count));
    atLeastNone(root, "data.read", data.read());
    atLeastNone(root, "data.accepted", data.accepted());
    atLeastNone(root, "data.quarantined", data.quarantined());
    atLeastNone(root, "data.forgotten", data.forgotten());
    long forgotten = data.forgotten() == null ? 0 : data.forgotten();
    if (data.read() != null
        && data.accepted() != null
        && data.quarantined() != null
        && data.read() - data.accepted() - forgotten != data.quarantined()) {
      throw root.wrong(
          "data.read",
          String.format(
              Locale.ROOT,
              "accepted %d + quarantined %d + forgotten %d",
              data.accepted(),
              data.quarantined(),
              forgotten),
          data.read());
    }
  }

  private static void atLeastNone(JsonPart root, String key, Long count) {
    if (count != null && count < 0) {
      throw root.wrong(key, "0 or more", count);
    }
  }

  private static void features(JsonPart root, Features features) {
    long columns = features.groups().stream().mapToLong(RunRecord.Group::columns).sum();
    if (columns != features.columns()) {
      throw root.wrong("features.columns", columns + ", those of its groups", features.columns());
    }
  }
}
