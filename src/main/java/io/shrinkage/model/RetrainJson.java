package io.shrinkage.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The part {@code retrain} of a run's record. */
final class RetrainJson {
  private RetrainJson() {}

  static void retrain(ObjectNode node, RetrainSummary retrain) {
    node.put("date", retrain.date());
    node.put("promoted", retrain.promoted());
    node.put("reason", retrain.reason());
    node.put("champion", retrain.champion());
    node.put("challenger", retrain.challenger());
    NodeWriter.real(node, "margin", retrain.margin());
    texts(node, "scanned", retrain.scanned());
    texts(node, "reused", retrain.reused());
    texts(node, "replaced", retrain.replaced());
    NodeWriter.object(node, "comparison", retrain.comparison(), RetrainJson::comparison);
    NodeWriter.list(node, "slices", retrain.slices(), RetrainJson::comparison);
    node.put("forced", retrain.forced());
    node.put("inputs", retrain.inputs());
    node.put("warm_started_from", retrain.warmStartedFrom());
    NodeWriter.object(node, "drift", retrain.drift(), RetrainJson::drift);
  }

  private static void drift(ObjectNode node, CoefficientDrift drift) {
    node.put("entered", drift.entered());
    node.put("left", drift.left());
    node.put("sign_changes", drift.signChanges());
    NodeWriter.real(node, "l2_distance", drift.distance());
    NodeWriter.real(node, "cosine", drift.cosine());
    NodeWriter.list(node, "changes", drift.changes(), RetrainJson::change);
  }

  private static void change(ObjectNode node, CoefficientDrift.Change change) {
    node.put("name", change.name());
    NodeWriter.real(node, "champion", change.former());
    NodeWriter.real(node, "challenger", change.latter());
  }

  private static CoefficientDrift drift(JsonPart part) {
    return new CoefficientDrift(
        part.integer("entered"),
        part.integer("left"),
        part.integer("sign_changes"),
        part.real("l2_distance"),
        part.realOrNull("cosine"),
        part.parts("changes", RetrainJson::change));
  }

  private static CoefficientDrift.Change change(JsonPart part) {
    return new CoefficientDrift.Change(
        part.text("name"), part.realOrNull("champion"), part.realOrNull("challenger"));
  }

  private static void texts(ObjectNode node, String key, List<String> values) {
    ArrayNode array = node.putArray(key);
    values.forEach(array::add);
  }

  private static void comparison(ObjectNode node, RetrainSummary.Comparison comparison) {
    node.put("slice", comparison.slice());
    node.put("n", comparison.n());
    NodeWriter.real(node, "champion_mse", comparison.championMse());
    NodeWriter.real(node, "challenger_mse", comparison.challengerMse());
    NodeWriter.real(node, "gain", comparison.gain());
    NodeWriter.real(node, "standard_error", comparison.standardError());
  }

  static RetrainSummary retrain(JsonPart part) {
    return new RetrainSummary(
        part.text("date"),
        part.text("inputs"),
        part.flag("promoted"),
        part.text("reason"),
        part.textOrNull("champion"),
        part.text("challenger"),
        part.realOrNull("margin"),
        part.partOrNull("comparison", RetrainJson::comparison),
        part.parts("slices", RetrainJson::comparison),
        part.texts("scanned"),
        part.texts("reused"),
        part.texts("replaced"),
        part.flag("forced"),
        part.textOrNull("warm_started_from"),
        part.partOrNull("drift", RetrainJson::drift));
  }

  private static RetrainSummary.Comparison comparison(JsonPart part) {
    return new RetrainSummary.Comparison(
        part.text("slice"),
        part.whole("n"),
        part.real("champion_mse"),
        part.real("challenger_mse"),
        part.real("gain"),
        part.realOrNull("standard_error"));
  }
}
