package io.shrinkage.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.model.RunRecord.CertificateSummary;
import io.shrinkage.model.RunRecord.Convention;
import io.shrinkage.model.RunRecord.Errors;
import io.shrinkage.model.RunRecord.Metrics;
import io.shrinkage.model.RunRecord.ModelSummary;

/** The fit: {@code model}, {@code certificate}, {@code metrics} and {@code conventions}. */
final class FitJson {
  private FitJson() {}

  static void model(ObjectNode node, ModelSummary model) {
    NodeWriter.real(node, "lambda", model.lambda());
    NodeWriter.real(node, "l1_ratio", model.l1Ratio());
    NodeWriter.real(node, "intercept", model.intercept());
    node.put("nonzero", model.nonzero());
    node.put("hash", model.hash());
    PlainJson.put(node, "coefficients", model.coefficients());
  }

  static ModelSummary model(JsonPart part) {
    return new ModelSummary(
        part.realOrNull("lambda"),
        part.realOrNull("l1_ratio"),
        part.real("intercept"),
        part.integer("nonzero"),
        part.textOrNull("hash"),
        part.realMap("coefficients"));
  }

  static void certificate(ObjectNode node, CertificateSummary certificate) {
    NodeWriter.real(node, "duality_gap", certificate.dualityGap());
    NodeWriter.real(node, "kkt_violation", certificate.kktViolation());
    node.put("converged", certificate.converged());
    node.put("stop_reason", certificate.stopReason());
    node.put("iterations", certificate.iterations());
  }

  static CertificateSummary certificate(JsonPart part) {
    return new CertificateSummary(
        part.realOrNull("duality_gap"),
        part.realOrNull("kkt_violation"),
        part.flag("converged"),
        part.textOrNull("stop_reason"),
        part.integer("iterations"));
  }

  static void metrics(ObjectNode node, Metrics metrics) {
    NodeWriter.object(node, "train", metrics.train(), FitJson::errors);
    NodeWriter.object(node, "test", metrics.test(), FitJson::errors);
    NodeWriter.object(node, "baseline_mean", metrics.baselineMean(), FitJson::errors);
    NodeWriter.object(node, "baseline_item_mean", metrics.baselineItemMean(), FitJson::errors);
    NodeWriter.object(node, "unregularized", metrics.unregularized(), FitJson::errors);
  }

  static Metrics metrics(JsonPart part) {
    return new Metrics(
        part.partOrNull("train", FitJson::errors),
        part.partOrNull("test", FitJson::errors),
        part.partOrNull("baseline_mean", FitJson::errors),
        part.partOrNull("baseline_item_mean", FitJson::errors),
        part.partOrNull("unregularized", FitJson::errors));
  }

  private static void errors(ObjectNode node, Errors errors) {
    NodeWriter.real(node, "rmse", errors.rmse());
    NodeWriter.real(node, "mae", errors.mae());
    NodeWriter.real(node, "r2", errors.r2());
    node.put("n", errors.n());
  }

  private static Errors errors(JsonPart part) {
    return new Errors(
        part.realOrNull("rmse"), part.realOrNull("mae"), part.realOrNull("r2"), part.whole("n"));
  }

  static void convention(ObjectNode node, Convention convention) {
    node.put("library", convention.library());
    PlainJson.put(node, "parameters", convention.parameters());
    node.put("note", convention.note());
  }

  static Convention convention(JsonPart part) {
    return new Convention(
        part.text("library"), part.realMap("parameters"), part.textOrNull("note"));
  }
}
