package io.shrinkage.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.model.RunRecord.CertificateSummary;
import io.shrinkage.model.RunRecord.Data;
import io.shrinkage.model.RunRecord.ModelSummary;
import io.shrinkage.model.RunRecord.Stage;

/**
 * What a command says while it runs, as lines of JSON for programs: one object a line, whose {@code
 * event} says which of these methods wrote it.
 */
public final class EventJson {
  private EventJson() {}

  private static ObjectNode event(String name) {
    return JsonFile.object().put("event", name);
  }

  /** A line that people would read. */
  public static String message(String text) {
    return JsonFile.line(event("message").put("text", text));
  }

  /** The state of long work. */
  public static String progress(String text) {
    return JsonFile.line(event("progress").put("text", text));
  }

  /** A stage that is over. */
  public static String stage(Stage stage, String remark) {
    ObjectNode node = event("stage").put("name", stage.name());
    NodeWriter.real(node, "seconds", stage.seconds());
    node.put("rows", stage.rows()).put("remark", remark);
    return JsonFile.line(node);
  }

  /** A run that was published, in short: the one line that a log shipper needs. */
  public static String run(RunRecord run, String directory) {
    ObjectNode node = event("run");
    node.put("run_id", run.runId())
        .put("command", run.command())
        .put("status", run.status().key())
        .put("started", run.started())
        .put("directory", directory);
    NodeWriter.real(node, "seconds", run.stages().stream().mapToDouble(Stage::seconds).sum());
    if (run.data() != null) {
      data(node, run.data());
    }
    if (run.model() != null) {
      model(node, run.model(), run.certificate());
      NodeWriter.real(node, "rmse_train", run.metrics().train().rmse());
      NodeWriter.real(
          node, "rmse_test", run.metrics().test() == null ? null : run.metrics().test().rmse());
    }
    if (run.retrain() != null) {
      retrain(node, run.retrain());
    }
    return JsonFile.line(node.put("message", run.message()));
  }

  private static void data(ObjectNode node, Data data) {
    node.put("read", data.read())
        .put("accepted", data.accepted())
        .put("quarantined", data.quarantined())
        .put("forgotten", data.forgotten());
  }

  private static void model(ObjectNode node, ModelSummary model, CertificateSummary certificate) {
    NodeWriter.real(node, "lambda", model.lambda());
    node.put("nonzero", model.nonzero()).put("hash", model.hash());
    NodeWriter.real(node, "kkt_violation", certificate.kktViolation());
  }

  private static void retrain(ObjectNode node, RetrainSummary retrain) {
    node.put("date", retrain.date())
        .put("promoted", retrain.promoted())
        .put("reason", retrain.reason())
        .put("champion", retrain.champion())
        .put("days_read", retrain.scanned().size())
        .put("days_reused", retrain.reused().size());
  }

  /**
   * The end of a command, its last line.
   *
   * @param failure what went wrong, in words; null if nothing did
   */
  public static String end(String command, int exitCode, String failure) {
    return JsonFile.line(
        event("end").put("command", command).put("exit_code", exitCode).put("failure", failure));
  }
}
