package io.shrinkage.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What was measured about overfitting: {@code learning_curve}, {@code ablation}, {@code
 * early_stopping}.
 */
final class OverfittingJson {
  private OverfittingJson() {}

  static void learningCurve(ObjectNode node, LearningCurveSummary curve) {
    node.put("orders", curve.orders());
    NodeWriter.list(node, "points", curve.points(), OverfittingJson::share);
    NodeWriter.object(node, "forecast", curve.forecast(), OverfittingJson::forecast);
    node.put("reason", curve.reason());
    node.put("reading", curve.reading());
  }

  static LearningCurveSummary learningCurve(JsonPart part) {
    return new LearningCurveSummary(
        part.integer("orders"),
        part.parts("points", OverfittingJson::share),
        part.partOrNull("forecast", OverfittingJson::forecast),
        part.textOrNull("reason"),
        part.textOrNull("reading"));
  }

  private static void share(ObjectNode node, LearningCurveSummary.Point point) {
    NodeWriter.real(node, "share", point.share());
    node.put("rows", point.rows());
    NodeWriter.real(node, "lambda", point.lambda());
    NodeWriter.real(node, "train_mse", point.trainMse());
    NodeWriter.real(node, "test_mse", point.testMse());
    NodeWriter.real(node, "low", point.low());
    NodeWriter.real(node, "high", point.high());
    NodeWriter.real(node, "nonzero", point.nonzero());
  }

  private static LearningCurveSummary.Point share(JsonPart part) {
    return new LearningCurveSummary.Point(
        part.real("share"),
        part.wholeOrNull("rows"),
        part.realOrNull("lambda"),
        part.realOrNull("train_mse"),
        part.realOrNull("test_mse"),
        part.realOrNull("low"),
        part.realOrNull("high"),
        part.realOrNull("nonzero"));
  }

  private static void forecast(ObjectNode node, LearningCurveSummary.Forecast forecast) {
    NodeWriter.real(node, "share", forecast.share());
    node.put("rows", forecast.rows());
    NodeWriter.real(node, "test_mse", forecast.testMse());
    NodeWriter.real(node, "low", forecast.low());
    NodeWriter.real(node, "high", forecast.high());
  }

  private static LearningCurveSummary.Forecast forecast(JsonPart part) {
    return new LearningCurveSummary.Forecast(
        part.real("share"),
        part.wholeOrNull("rows"),
        part.realOrNull("test_mse"),
        part.realOrNull("low"),
        part.realOrNull("high"));
  }

  static void ablation(ObjectNode node, AblationSummary ablation) {
    node.put("rows", ablation.rows());
    NodeWriter.real(node, "mse", ablation.mse());
    NodeWriter.list(node, "features", ablation.features(), OverfittingJson::without);
  }

  static AblationSummary ablation(JsonPart part) {
    return new AblationSummary(
        part.textOrNull("rows"),
        part.realOrNull("mse"),
        part.parts("features", OverfittingJson::without));
  }

  private static void without(ObjectNode node, AblationSummary.Without without) {
    node.put("name", without.name());
    node.put("columns", without.columns());
    NodeWriter.real(node, "mse_without", without.mseWithout());
    NodeWriter.real(node, "difference", without.difference());
    NodeWriter.real(node, "se", without.se());
  }

  private static AblationSummary.Without without(JsonPart part) {
    return new AblationSummary.Without(
        part.text("name"),
        part.integer("columns"),
        part.realOrNull("mse_without"),
        part.realOrNull("difference"),
        part.realOrNull("se"));
  }

  static void earlyStopping(ObjectNode node, EarlyStoppingSummary stopping) {
    node.put("replayed", stopping.replayed());
    node.put("patience", stopping.patience());
    NodeWriter.real(node, "min_improvement", stopping.minImprovement());
    node.put("best_iteration", stopping.bestIteration());
    node.put("iterations", stopping.iterations());
    NodeWriter.list(node, "curve", stopping.curve(), OverfittingJson::iterate);
  }

  static EarlyStoppingSummary earlyStopping(JsonPart part) {
    return new EarlyStoppingSummary(
        part.flag("replayed"),
        part.integerOrNull("patience"),
        part.realOrNull("min_improvement"),
        part.integerOrNull("best_iteration"),
        part.integer("iterations"),
        part.parts("curve", OverfittingJson::iterate));
  }

  private static void iterate(ObjectNode node, EarlyStoppingSummary.Point point) {
    node.put("iteration", point.iteration());
    NodeWriter.real(node, "train_mse", point.trainMse());
    NodeWriter.real(node, "validation_mse", point.validationMse());
  }

  private static EarlyStoppingSummary.Point iterate(JsonPart part) {
    return new EarlyStoppingSummary.Point(
        part.integer("iteration"), part.realOrNull("train_mse"), part.realOrNull("validation_mse"));
  }
}
