package io.shrinkage.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.PathEntry;
import io.shrinkage.model.RunRecord.PredictionBin;
import io.shrinkage.model.RunRecord.ResidualBin;
import io.shrinkage.model.RunRecord.TraceEntry;
import java.util.List;
import java.util.function.Function;

/** The numbers of the charts, as JSON that may stand inside a script element. */
final class ChartData {
  // Below this ratio a linear scale shows the same.
  private static final double LOG_RATIO = 30;

  private ChartData() {}

  static String json(RunRecord run) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    if (!run.trace().isEmpty()) {
      trace(root.putObject("trace"), run);
    }
    if (!run.path().isEmpty()) {
      path(root.putObject("path"), run);
    }
    OverfittingChartData.put(root, run);
    if (run.prediction() != null) {
      prediction(root, run.prediction());
    }

    return inert(root.toString());
  }

  /** Whether the loss is better read on a logarithmic scale. */
  static boolean logLoss(List<TraceEntry> trace) {
    double lowest = Double.POSITIVE_INFINITY;
    double highest = 0;
    for (TraceEntry entry : trace) {
      if (entry.loss() != null) {
        lowest = Math.min(lowest, entry.loss());
        highest = Math.max(highest, entry.loss());
      }
    }
    return lowest > 0 && highest / lowest > LOG_RATIO;
  }

  /** The held-out error of a path entry by whichever rule was used; null without one. */
  static Double heldOut(PathEntry entry) {
    return entry.cvMse() != null ? entry.cvMse() : entry.validationMse();
  }

  static String heldOutName(List<PathEntry> path) {
    boolean folds = path.stream().anyMatch(entry -> entry.cvMse() != null);
    return folds ? "Cross-validation" : "Validation";
  }

  // An HTML parser ends the element at "</script", whatever the JSON around it; escapes hide it.
  // The two line separators are line ends to older script parsers.
  static String inert(String json) {
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static void trace(ObjectNode node, RunRecord run) {
    List<TraceEntry> trace = run.trace();
    numbers(node, "iteration", trace, entry -> Double.valueOf(entry.iteration()));
    numbers(node, "loss", trace, TraceEntry::loss);
    numbers(node, "kkt", trace, TraceEntry::kkt);
    node.put("logLoss", logLoss(trace));
    node.put("tolerance", new Settings(run.config()).number("fit.tolerance"));
  }

  private static void path(ObjectNode node, RunRecord run) {
    // Charts draw from left to right, and a path runs from the largest λ to the smallest.
    List<PathEntry> path =
        run.path().stream().sorted((a, b) -> Double.compare(a.lambda(), b.lambda())).toList();
    numbers(node, "lambda", path, PathEntry::lambda);
    numbers(node, "nonzero", path, entry -> Double.valueOf(entry.nonzero()));
    numbers(node, "train", path, PathEntry::trainMse);
    if (path.stream().anyMatch(entry -> heldOut(entry) != null)) {
      numbers(node, "heldOut", path, ChartData::heldOut);
      node.put("heldOutName", heldOutName(path));
    }
    if (path.stream().anyMatch(entry -> entry.cvSe() != null)) {
      numbers(node, "error", path, PathEntry::cvSe);
    }
    node.put("chosen", run.model() == null ? null : run.model().lambda());
    if (run.selection() != null) {
      node.put("lambdaMin", run.selection().lambdaMin());
      node.put("lambda1se", run.selection().lambda1se());
    }
  }

  private static void prediction(ObjectNode root, RunRecord.Prediction prediction) {
    List<PredictionBin> bins = prediction.bins().stream().filter(bin -> bin.count() > 0).toList();
    if (!bins.isEmpty()) {
      ObjectNode node = root.putObject("calibration");
      numbers(node, "predicted", bins, PredictionBin::meanPredicted);
      numbers(node, "actual", bins, PredictionBin::meanActual);
      numbers(node, "count", bins, bin -> Double.valueOf(bin.count()));
    }
    List<ResidualBin> residuals = prediction.residuals();
    if (!residuals.isEmpty()) {
      ObjectNode node = root.putObject("residuals");
      numbers(node, "middle", residuals, bin -> (bin.from() + bin.to()) / 2);
      numbers(node, "count", residuals, bin -> Double.valueOf(bin.count()));
    }
  }

  static <T> void numbers(ObjectNode node, String key, List<T> values, Function<T, Double> number) {
    ArrayNode array = node.putArray(key);
    for (T value : values) {
      array.add(number.apply(value));
    }
  }
}
