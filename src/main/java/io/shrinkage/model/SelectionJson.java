package io.shrinkage.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.model.RunRecord.PathEntry;
import io.shrinkage.model.SelectionSummary.RatioChoice;
import io.shrinkage.model.SelectionSummary.Stability;

/** The choice of λ: {@code path}, {@code path_weights} and {@code selection}. */
final class SelectionJson {
  private SelectionJson() {}

  static void pathEntry(ObjectNode node, PathEntry entry) {
    NodeWriter.real(node, "lambda", entry.lambda());
    node.put("nonzero", entry.nonzero());
    NodeWriter.real(node, "train_mse", entry.trainMse());
    NodeWriter.real(node, "cv_mse", entry.cvMse());
    NodeWriter.real(node, "cv_se", entry.cvSe());
    NodeWriter.real(node, "validation_mse", entry.validationMse());
    NodeWriter.real(node, "kkt_violation", entry.kktViolation());
  }

  static PathEntry pathEntry(JsonPart part) {
    return new PathEntry(
        part.real("lambda"),
        part.integer("nonzero"),
        part.realOrNull("train_mse"),
        part.realOrNull("cv_mse"),
        part.realOrNull("cv_se"),
        part.realOrNull("validation_mse"),
        part.realOrNull("kkt_violation"));
  }

  static void pathWeights(ObjectNode node, WeightPath path) {
    node.put("name", path.name());
    node.put("feature", path.feature());
    NodeWriter.reals(node, "standardized", path.standardized());
  }

  static WeightPath pathWeights(JsonPart part) {
    return new WeightPath(
        part.text("name"), part.textOrNull("feature"), part.realList("standardized"));
  }

  static void selection(ObjectNode node, SelectionSummary selection) {
    node.put("rule", selection.rule());
    NodeWriter.real(node, "lambda_min", selection.lambdaMin());
    NodeWriter.real(node, "lambda_1se", selection.lambda1se());
    NodeWriter.real(node, "l1_ratio", selection.l1Ratio());
    node.put("folds", selection.folds());
    node.put("edge", selection.edge());
    node.put("warning", selection.warning());
    NodeWriter.list(node, "l1_ratios", selection.l1Ratios(), SelectionJson::ratioChoice);
    NodeWriter.object(node, "stability", selection.stability(), SelectionJson::stability);
  }

  static SelectionSummary selection(JsonPart part) {
    return new SelectionSummary(
        part.textOrNull("rule"),
        part.realOrNull("lambda_min"),
        part.realOrNull("lambda_1se"),
        part.realOrNull("l1_ratio"),
        part.integerOrNull("folds"),
        part.textOrNull("edge"),
        part.textOrNull("warning"),
        part.parts("l1_ratios", SelectionJson::ratioChoice),
        part.partOrNull("stability", SelectionJson::stability));
  }

  private static void ratioChoice(ObjectNode node, RatioChoice choice) {
    NodeWriter.real(node, "l1_ratio", choice.l1Ratio());
    NodeWriter.real(node, "lambda_min", choice.lambdaMin());
    NodeWriter.real(node, "lambda_1se", choice.lambda1se());
    NodeWriter.real(node, "cv_mse", choice.cvMse());
    NodeWriter.real(node, "cv_se", choice.cvSe());
  }

  private static RatioChoice ratioChoice(JsonPart part) {
    return new RatioChoice(
        part.real("l1_ratio"),
        part.realOrNull("lambda_min"),
        part.realOrNull("lambda_1se"),
        part.realOrNull("cv_mse"),
        part.realOrNull("cv_se"));
  }

  private static void stability(ObjectNode node, Stability stability) {
    node.put("repeats", stability.repeats());
    NodeWriter.reals(node, "lambda_min", stability.lambdaMin());
    NodeWriter.reals(node, "lambda_1se", stability.lambda1se());
    NodeWriter.integers(node, "nonzero_1se", stability.nonzero1se());
  }

  private static Stability stability(JsonPart part) {
    return new Stability(
        part.integer("repeats"),
        part.realList("lambda_min"),
        part.realList("lambda_1se"),
        part.integerList("nonzero_1se"));
  }
}
