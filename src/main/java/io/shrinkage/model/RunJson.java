package io.shrinkage.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.model.RunRecord.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * {@code run.json}, written and read.
 *
 * <p>Each part of the root has its own class; docs/run-json.md lists the keys. Every key is always
 * present; one that does not apply is null. A real that is not finite is written as null, for JSON
 * has no word for it. Reading tolerates keys that it does not know and, as null, keys that are
 * absent, so that a report can be rebuilt from an older or newer run.
 */
public final class RunJson {
  private static final int VERSION = 1;

  private RunJson() {}

  /** Writes {@code run} as UTF-8; the stream stays open. */
  public static void write(RunRecord run, OutputStream out) throws IOException {
    JsonFile.write(tree(run), out);
  }

  /**
   * Reads a run; the stream stays open.
   *
   * @throws io.shrinkage.features.DataException if it is not a run's record: the message names the
   *     key
   */
  public static RunRecord read(InputStream in) throws IOException {
    return record(JsonFile.read(in, "run.json"));
  }

  private static ObjectNode tree(RunRecord run) {
    ObjectNode root = JsonFile.object();
    root.put("run_id", run.runId());
    root.put("command", run.command());
    root.put("status", run.status().key());
    root.put("solver", run.solver());
    root.put("seed", run.seed());
    PlainJson.put(root, "config", run.config());
    NodeWriter.object(root, "versions", run.versions(), DataJson::versions);
    NodeWriter.object(root, "data", run.data(), DataJson::data);
    NodeWriter.object(root, "features", run.features(), DataJson::features);
    NodeWriter.object(root, "model", run.model(), FitJson::model);
    NodeWriter.object(root, "certificate", run.certificate(), FitJson::certificate);
    NodeWriter.object(root, "metrics", run.metrics(), FitJson::metrics);
    NodeWriter.list(root, "path", run.path(), SelectionJson::pathEntry);
    NodeWriter.object(root, "selection", run.selection(), SelectionJson::selection);
    NodeWriter.object(root, "crosscheck", run.crosscheck(), CrossCheckJson::crosscheck);
    NodeWriter.list(root, "stages", run.stages(), CourseJson::stage);
    NodeWriter.list(root, "trace", run.trace(), CourseJson::traceEntry);
    NodeWriter.object(root, "prediction", run.prediction(), PredictionJson::prediction);
    NodeWriter.list(root, "conventions", run.conventions(), FitJson::convention);
    NodeWriter.list(root, "path_weights", run.pathWeights(), SelectionJson::pathWeights);
    NodeWriter.object(root, "learning_curve", run.learningCurve(), OverfittingJson::learningCurve);
    NodeWriter.object(root, "ablation", run.ablation(), OverfittingJson::ablation);
    NodeWriter.object(root, "early_stopping", run.earlyStopping(), OverfittingJson::earlyStopping);
    NodeWriter.object(root, "compute", run.compute(), CourseJson::compute);
    NodeWriter.object(root, "cost", run.cost(), CourseJson::cost);
    NodeWriter.object(root, "retrain", run.retrain(), RetrainJson::retrain);
    root.put("solver_reason", run.solverReason());
    root.put("started", run.started());
    root.put("message", run.message());
    root.put("format_version", VERSION);
    return root;
  }

  private static RunRecord record(JsonPart root) {
    // Files of the first releases know no version.
    Integer version = root.integerOrNull("format_version");
    if (version != null && version != VERSION) {
      throw root.wrong(
          "format_version", VERSION + ", the only one that this program reads", version);
    }
    RunRecord run = parts(root);
    RunChecks.check(root, run);
    return run;
  }

  private static RunRecord parts(JsonPart root) {
    return new RunRecord(
        runId(root),
        root.text("command"),
        status(root),
        root.textOrNull("solver"),
        root.textOrNull("solver_reason"),
        root.wholeOrNull("seed"),
        root.plain("config"),
        root.partOrNull("versions", DataJson::versions),
        root.partOrNull("data", DataJson::data),
        root.partOrNull("features", DataJson::features),
        root.partOrNull("model", FitJson::model),
        root.partOrNull("certificate", FitJson::certificate),
        root.partOrNull("metrics", FitJson::metrics),
        root.parts("path", SelectionJson::pathEntry),
        root.partOrNull("selection", SelectionJson::selection),
        root.partOrNull("crosscheck", CrossCheckJson::crosscheck),
        root.parts("stages", CourseJson::stage),
        root.parts("trace", CourseJson::traceEntry),
        root.partOrNull("prediction", PredictionJson::prediction),
        root.parts("conventions", FitJson::convention),
        root.parts("path_weights", SelectionJson::pathWeights),
        root.partOrNull("learning_curve", OverfittingJson::learningCurve),
        root.partOrNull("ablation", OverfittingJson::ablation),
        root.partOrNull("early_stopping", OverfittingJson::earlyStopping),
        root.partOrNull("compute", CourseJson::compute),
        root.partOrNull("cost", CourseJson::cost),
        root.partOrNull("retrain", RetrainJson::retrain),
        root.textOrNull("started"),
        root.textOrNull("message"));
  }

  private static String runId(JsonPart root) {
    String id = root.text("run_id");
    if (!RunIds.isValid(id)) {
      throw root.wrong("run_id", RunIds.WORDS, id);
    }
    return id;
  }

  private static Status status(JsonPart root) {
    String key = root.text("status");
    for (Status status : Status.values()) {
      if (status.key().equals(key)) {
        return status;
      }
    }
    throw root.wrong(
        "status", "done, not_converged, crosscheck_disagrees, kept_out or refused", key);
  }
}
