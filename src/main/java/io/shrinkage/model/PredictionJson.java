package io.shrinkage.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.model.RunRecord.Prediction;
import io.shrinkage.model.RunRecord.PredictionBin;
import io.shrinkage.model.RunRecord.PredictionSlice;
import io.shrinkage.model.RunRecord.ResidualBin;

/** {@code prediction}. */
final class PredictionJson {
  private PredictionJson() {}

  static void prediction(ObjectNode node, Prediction prediction) {
    node.put("rows", prediction.rows());
    NodeWriter.list(node, "bins", prediction.bins(), PredictionJson::predictionBin);
    NodeWriter.list(node, "deciles", prediction.deciles(), PredictionJson::predictionBin);
    NodeWriter.list(node, "residuals", prediction.residuals(), PredictionJson::residualBin);
    NodeWriter.list(node, "slices", prediction.slices(), PredictionJson::slice);
  }

  static Prediction prediction(JsonPart part) {
    return new Prediction(
        part.text("rows"),
        part.parts("bins", PredictionJson::predictionBin),
        part.parts("deciles", PredictionJson::predictionBin),
        part.parts("residuals", PredictionJson::residualBin),
        part.parts("slices", PredictionJson::slice));
  }

  private static void predictionBin(ObjectNode node, PredictionBin bin) {
    NodeWriter.real(node, "from", bin.from());
    NodeWriter.real(node, "to", bin.to());
    node.put("count", bin.count());
    NodeWriter.real(node, "mean_predicted", bin.meanPredicted());
    NodeWriter.real(node, "mean_actual", bin.meanActual());
  }

  private static PredictionBin predictionBin(JsonPart part) {
    return new PredictionBin(
        part.real("from"),
        part.real("to"),
        part.whole("count"),
        part.real("mean_predicted"),
        part.real("mean_actual"));
  }

  private static void residualBin(ObjectNode node, ResidualBin bin) {
    NodeWriter.real(node, "from", bin.from());
    NodeWriter.real(node, "to", bin.to());
    node.put("count", bin.count());
  }

  private static ResidualBin residualBin(JsonPart part) {
    return new ResidualBin(part.real("from"), part.real("to"), part.whole("count"));
  }

  private static void slice(ObjectNode node, PredictionSlice slice) {
    node.put("feature", slice.feature());
    node.put("slice", slice.slice());
    node.put("count", slice.count());
    NodeWriter.real(node, "mean_predicted", slice.meanPredicted());
    NodeWriter.real(node, "mean_actual", slice.meanActual());
    NodeWriter.real(node, "rmse", slice.rmse());
  }

  private static PredictionSlice slice(JsonPart part) {
    return new PredictionSlice(
        part.text("feature"),
        part.text("slice"),
        part.whole("count"),
        part.realOrNull("mean_predicted"),
        part.realOrNull("mean_actual"),
        part.realOrNull("rmse"));
  }
}
