package io.shrinkage.report;

import io.shrinkage.model.ComputeSummary;
import io.shrinkage.model.CostSummary;
import io.shrinkage.model.CostSummary.Figures;
import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.Stage;
import io.shrinkage.selection.ByteText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the run cost: its stages, its cost sheet, and what did the arithmetic. */
final class CostSection {
  private static final Figures UNKNOWN = new Figures(null, null, null, null, null, null, null);

  private CostSection() {}

  /** The section; null for a run that reports no cost at all. */
  static Map<String, Object> of(RunRecord run) {
    List<Map<String, Object>> sheet = sheet(run.cost());
    List<Map<String, Object>> compute = compute(run.compute());
    if (run.stages().isEmpty() && sheet.isEmpty() && compute.isEmpty()) {
      return null;
    }
    return Page.row(
        "hasStages", !run.stages().isEmpty(),
        "stages", stages(run.stages()),
        "stagesReading", reading(run),
        "hasSheet", !sheet.isEmpty(),
        "sheet", sheet,
        "hasCompute", !compute.isEmpty(),
        "compute", compute);
  }

  private static List<Map<String, Object>> stages(List<Stage> stages) {
    double longest = stages.stream().mapToDouble(Stage::seconds).max().orElse(0);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Stage stage : stages) {
      rows.add(
          Page.row(
              "name", stage.name(),
              "seconds", NumberText.seconds(stage.seconds()),
              "share", NumberText.width(longest == 0 ? 0 : stage.seconds() / longest),
              "rows", NumberText.count(stage.rows())));
    }
    return rows;
  }

  private static String reading(RunRecord run) {
    double total = run.stages().stream().mapToDouble(Stage::seconds).sum();
    String passes =
        run.data() == null || run.data().passes() == null
            ? ""
            : ", and scanned the source "
                + (run.data().passes() == 1
                    ? "once"
                    : NumberText.count(run.data().passes()) + " times");
    return "The stages took " + NumberText.seconds(total) + " in all" + passes + ".";
  }

  private static List<Map<String, Object>> sheet(CostSummary cost) {
    List<Map<String, Object>> rows = new ArrayList<>();
    if (cost == null) {
      return rows;
    }
    line(rows, cost, "Rows after compression", figures -> NumberText.count(figures.rows()));
    line(rows, cost, "Encoded columns", figures -> NumberText.count(figures.columns()));
    line(rows, cost, "Slots that statistics are kept of", f -> NumberText.count(f.buckets()));
    line(rows, cost, "Statistics of all slots", figures -> bytes(figures.gramianBytes()));
    line(rows, cost, "Depth of the aggregation", f -> NumberText.count(f.treeDepth()));
    line(rows, cost, "Reaching the driver", figures -> bytes(figures.resultBytes()));
    line(rows, cost, "Scans of the source", figures -> NumberText.count(figures.passes()));
    return rows;
  }

  private static void line(
      List<Map<String, Object>> rows,
      CostSummary cost,
      String name,
      Function<Figures, String> figure) {
    rows.add(
        Page.row(
            "name", name,
            "planned", figure.apply(cost.planned() == null ? UNKNOWN : cost.planned()),
            "actual", figure.apply(cost.actual() == null ? UNKNOWN : cost.actual())));
  }

  private static String bytes(Long value) {
    return value == null ? NumberText.NONE : ByteText.of(value).replace(' ', '\u00a0');
  }

  private static List<Map<String, Object>> compute(ComputeSummary compute) {
    List<Map<String, Object>> facts = new ArrayList<>();
    if (compute == null) {
      return facts;
    }
    fact(facts, "Dense arithmetic (BLAS)", compute.blas());
    fact(
        facts,
        "Threads of the driver’s solver",
        compute.threads() == null ? null : NumberText.count(compute.threads()));
    fact(facts, "Reproducible", compute.reproducible());
    fact(
        facts,
        "Statistics in the driver",
        compute.statisticsBytes() == null ? null : bytes(compute.statisticsBytes()));
    return facts;
  }

  private static void fact(List<Map<String, Object>> facts, String name, String value) {
    if (value != null) {
      facts.add(Page.row("name", name, "value", value));
    }
  }
}
