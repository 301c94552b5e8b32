package io.shrinkage.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.model.EarlyStoppingSummary;
import io.shrinkage.model.LearningCurveSummary;
import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.PathEntry;
import io.shrinkage.model.WeightPath;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The numbers of the charts about weights and overfitting. */
final class OverfittingChartData {
  private OverfittingChartData() {}

  static void put(ObjectNode root, RunRecord run) {
    if (!run.pathWeights().isEmpty() && !run.path().isEmpty()) {
      weights(root.putObject("weights"), run);
    }
    if (run.path().stream().anyMatch(entry -> ChartData.heldOut(entry) != null)) {
      size(root.putObject("size"), run.path());
    }
    LearningCurveSummary curve = run.learningCurve();
    if (curve != null && !curve.points().isEmpty()) {
      share(root.putObject("share"), curve);
    }
    EarlyStoppingSummary stopping = run.earlyStopping();
    if (stopping != null && !stopping.curve().isEmpty()) {
      iterations(root.putObject("iterations"), stopping);
    }
  }

  private static void weights(ObjectNode node, RunRecord run) {
    List<PathEntry> path = run.path();
    // Charts draw from left to right, as everywhere by increasing λ.
    int[] order =
        IntStream.range(0, path.size())
            .boxed()
            .sorted((a, b) -> Double.compare(path.get(a).lambda(), path.get(b).lambda()))
            .mapToInt(Integer::intValue)
            .toArray();
    ArrayNode lambda = node.putArray("lambda");
    for (int k : order) {
      lambda.add(path.get(k).lambda());
    }
    ArrayNode columns = node.putArray("columns");
    for (WeightPath weight : run.pathWeights()) {
      ObjectNode column = columns.addObject();
      column.put("name", weight.name());
      column.put("feature", weight.feature());
      ArrayNode values = column.putArray("values");
      for (int k : order) {
        values.add(k < weight.standardized().size() ? weight.standardized().get(k) : null);
      }
    }
  }

  /** Of the fits with as many non-zero columns, the one with the lowest held-out error. */
  private static void size(ObjectNode node, List<PathEntry> path) {
    TreeMap<Integer, PathEntry> bySize = new TreeMap<>();
    for (PathEntry entry : path) {
      if (ChartData.heldOut(entry) != null) {
        bySize.merge(
            entry.nonzero(), entry, (a, b) -> ChartData.heldOut(a) <= ChartData.heldOut(b) ? a : b);
      }
    }
    List<PathEntry> best = List.copyOf(bySize.values());
    ChartData.numbers(node, "nonzero", best, entry -> Double.valueOf(entry.nonzero()));
    ChartData.numbers(node, "train", best, PathEntry::trainMse);
    ChartData.numbers(node, "heldOut", best, ChartData::heldOut);
    node.put("heldOutName", ChartData.heldOutName(path));
  }

  private static void share(ObjectNode node, LearningCurveSummary curve) {
    List<LearningCurveSummary.Point> points = curve.points();
    ChartData.numbers(node, "share", points, LearningCurveSummary.Point::share);
    ChartData.numbers(node, "train", points, LearningCurveSummary.Point::trainMse);
    ChartData.numbers(node, "test", points, LearningCurveSummary.Point::testMse);
    ChartData.numbers(node, "low", points, LearningCurveSummary.Point::low);
    ChartData.numbers(node, "high", points, LearningCurveSummary.Point::high);
    LearningCurveSummary.Forecast forecast = curve.forecast();
    if (forecast != null) {
      ObjectNode ahead = node.putObject("forecast");
      ahead.put("share", forecast.share());
      ahead.put("test", forecast.testMse());
      ahead.put("low", forecast.low());
      ahead.put("high", forecast.high());
    }
  }

  private static void iterations(ObjectNode node, EarlyStoppingSummary stopping) {
    List<EarlyStoppingSummary.Point> curve =
        stopping.curve().stream()
            .sorted(Comparator.comparingInt(EarlyStoppingSummary.Point::iteration))
            .toList();
    ChartData.numbers(node, "iteration", curve, point -> Double.valueOf(point.iteration()));
    ChartData.numbers(node, "train", curve, EarlyStoppingSummary.Point::trainMse);
    ChartData.numbers(node, "validation", curve, EarlyStoppingSummary.Point::validationMse);
    ArrayNode lowest = node.putArray("lowest");
    Double best = null;
    for (EarlyStoppingSummary.Point point : curve) {
      Double error = point.validationMse();
      best = best == null || (error != null && error < best) ? error : best;
      lowest.add(best);
    }
    node.put("best", stopping.bestIteration());
  }
}
