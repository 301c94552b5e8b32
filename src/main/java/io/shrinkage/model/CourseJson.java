package io.shrinkage.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.model.RunRecord.Stage;
import io.shrinkage.model.RunRecord.TraceEntry;

/** How the run went: {@code stages}, {@code trace}, {@code compute} and {@code cost}. */
final class CourseJson {
  private CourseJson() {}

  static void stage(ObjectNode node, Stage stage) {
    node.put("name", stage.name());
    NodeWriter.real(node, "seconds", stage.seconds());
    node.put("rows", stage.rows());
  }

  static Stage stage(JsonPart part) {
    return new Stage(part.text("name"), part.real("seconds"), part.wholeOrNull("rows"));
  }

  static void traceEntry(ObjectNode node, TraceEntry entry) {
    node.put("iteration", entry.iteration());
    NodeWriter.real(node, "loss", entry.loss());
    NodeWriter.real(node, "step", entry.step());
    node.put("nonzero", entry.nonzero());
    NodeWriter.real(node, "kkt", entry.kkt());
  }

  static TraceEntry traceEntry(JsonPart part) {
    return new TraceEntry(
        part.integer("iteration"),
        part.realOrNull("loss"),
        part.realOrNull("step"),
        part.integer("nonzero"),
        part.realOrNull("kkt"));
  }

  static void compute(ObjectNode node, ComputeSummary compute) {
    node.put("blas", compute.blas());
    node.put("threads", compute.threads());
    node.put("reproducible", compute.reproducible());
    node.put("statistics_bytes", compute.statisticsBytes());
  }

  static ComputeSummary compute(JsonPart part) {
    return new ComputeSummary(
        part.textOrNull("blas"),
        part.integerOrNull("threads"),
        part.textOrNull("reproducible"),
        part.wholeOrNull("statistics_bytes"));
  }

  static void cost(ObjectNode node, CostSummary cost) {
    NodeWriter.object(node, "planned", cost.planned(), CourseJson::figures);
    NodeWriter.object(node, "actual", cost.actual(), CourseJson::figures);
  }

  static CostSummary cost(JsonPart part) {
    return new CostSummary(
        part.partOrNull("planned", CourseJson::figures),
        part.partOrNull("actual", CourseJson::figures));
  }

  private static void figures(ObjectNode node, CostSummary.Figures figures) {
    node.put("rows", figures.rows());
    node.put("columns", figures.columns());
    node.put("buckets", figures.buckets());
    node.put("gramian_bytes", figures.gramianBytes());
    node.put("tree_depth", figures.treeDepth());
    node.put("result_bytes", figures.resultBytes());
    node.put("passes", figures.passes());
  }

  private static CostSummary.Figures figures(JsonPart part) {
    return new CostSummary.Figures(
        part.wholeOrNull("rows"),
        part.integerOrNull("columns"),
        part.integerOrNull("buckets"),
        part.wholeOrNull("gramian_bytes"),
        part.integerOrNull("tree_depth"),
        part.wholeOrNull("result_bytes"),
        part.wholeOrNull("passes"));
  }
}
