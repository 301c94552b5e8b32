package io.shrinkage.report;

import io.shrinkage.model.CoefficientRow;
import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.Errors;
import io.shrinkage.model.RunRecord.Group;
import io.shrinkage.model.RunRecord.Metrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fitted model: its errors, its features, its coefficients. */
final class FitSections {
  private static final int BARS = 30;
  private static final int ROWS = 2000;

  private final RunRecord run;
  private final List<CoefficientRow> heaviestFirst;
  private final Reading reading;

  FitSections(RunRecord run, List<CoefficientRow> coefficients) {
    this.run = run;
    this.reading = new Reading(run, coefficients);
    this.heaviestFirst =
        coefficients.stream()
            .sorted(
                Comparator.comparingDouble((CoefficientRow row) -> -Math.abs(row.standardized()))
                    .thenComparingInt(CoefficientRow::index))
            .toList();
  }

  Map<String, Object> metrics() {
    Metrics metrics = run.metrics();
    if (metrics == null) {
      return null;
    }
    Errors measured = metrics.test() == null ? metrics.train() : metrics.test();
    List<Map<String, Object>> rows = new ArrayList<>();
    // The training error is of other rows, so a quotient with it would compare nothing.
    errors(rows, "Model, held-out ratings", metrics.test(), true, NumberText.NONE);
    errors(
        rows, "Model, training ratings", metrics.train(), metrics.test() == null, NumberText.NONE);
    baseline(rows, "Mean rating", metrics.baselineMean(), measured);
    baseline(rows, "Each movie’s mean", metrics.baselineItemMean(), measured);
    baseline(rows, "Least squares without a penalty", metrics.unregularized(), measured);
    return Page.row("metricsReading", reading.metricsReading(), "errorRows", rows);
  }

  private static void baseline(
      List<Map<String, Object>> rows, String name, Errors errors, Errors measured) {
    if (errors != null) {
      errors(rows, name, errors, false, change(measured, errors));
    }
  }

  private static void errors(
      List<Map<String, Object>> rows, String name, Errors errors, boolean ours, String against) {
    if (errors != null) {
      rows.add(
          Page.row(
              "name", name,
              "ours", ours,
              "rmse", NumberText.fixed(errors.rmse()),
              "mae", NumberText.fixed(errors.mae()),
              "r2", NumberText.ratio(errors.r2()),
              "n", NumberText.count(errors.n()),
              "against", against));
    }
  }

  private static String change(Errors ours, Errors other) {
    if (ours == null || ours.rmse() == null || other.rmse() == null || other.rmse() == 0) {
      return NumberText.NONE;
    }
    return NumberText.change(ours.rmse() / other.rmse() - 1);
  }

  Map<String, Object> features() {
    if (run.features() == null) {
      return null;
    }
    Map<String, CoefficientRow> heaviest = new HashMap<>();
    heaviestFirst.forEach(row -> heaviest.putIfAbsent(row.feature(), row));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Group group : run.features().groups()) {
      double share = group.columns() == 0 ? 0 : (double) group.nonzero() / group.columns();
      rows.add(
          Page.row(
              "name", group.name(),
              "kind", group.kind(),
              "tone", group.kept() ? "good" : "off",
              "verdict", group.kept() ? "kept" : "dropped",
              "nonzero", NumberText.count(group.nonzero()),
              "columns", NumberText.count(group.columns()),
              "share", NumberText.width(share),
              "heaviest", heaviest(group, heaviest.get(group.name()))));
    }
    return Page.row(
        "featuresReading",
        "A feature is dropped when every one of its weights is exactly zero. "
            + NumberText.count(run.model() == null ? null : run.model().nonzero())
            + " of "
            + NumberText.count(run.features().columns())
            + " columns carry weight.",
        "groups",
        rows,
        "ablation",
        SimplerModel.table(run.ablation()));
  }

  private static String heaviest(Group group, CoefficientRow row) {
    if (!group.kept() || row == null || row.standardized() == 0) {
      return NumberText.NONE;
    }
    return row.name() + " " + NumberText.signed(row.coefficient());
  }

  Map<String, Object> coefficients() {
    if (heaviestFirst.isEmpty()) {
      return null;
    }
    List<CoefficientRow> drawn =
        heaviestFirst.stream().filter(row -> row.standardized() != 0).limit(BARS).toList();
    double longest = drawn.isEmpty() ? 1 : Math.abs(drawn.get(0).standardized());
    List<Map<String, Object>> bars = drawn.stream().map(row -> bar(row, longest)).toList();
    return Page.row(
        "coefficientsReading", coefficientsReading(drawn.size()),
        "hasBars", !bars.isEmpty(),
        "bars", bars,
        "tableNote", tableNote(),
        "rows", heaviestFirst.stream().limit(ROWS).map(FitSections::row).toList());
  }

  private static String coefficientsReading(int drawn) {
    if (drawn == 0) {
      return "Every coefficient is exactly zero: the model predicts the same for every row.";
    }
    return "The "
        + (drawn == 1 ? "only non-zero weight" : drawn + " heaviest weights")
        + " in standardized units: the change of the prediction, in rating units, when the column"
        + " grows by one standard deviation. To the right raises the prediction, to the left lowers"
        + " it.";
  }

  private String tableNote() {
    String note =
        "Coefficient: in original units, the change of the prediction when the column grows by one."
            + " Standardized: by one standard deviation.";
    return heaviestFirst.size() <= ROWS
        ? note
        : note
            + " The heaviest "
            + NumberText.count(ROWS)
            + " of "
            + NumberText.count(heaviestFirst.size())
            + " columns; coefficients.csv has them all.";
  }

  private static Map<String, Object> bar(CoefficientRow row, double longest) {
    return Page.row(
        "name", row.name(),
        "side", row.standardized() > 0 ? "plus" : "minus",
        "width", NumberText.width(Math.abs(row.standardized()) / longest),
        "value", NumberText.signed(row.standardized()),
        "exact", Double.toString(row.standardized()));
  }

  private static Map<String, Object> row(CoefficientRow row) {
    return Page.row(
        "name", row.name(),
        "coefficient", NumberText.significant(row.coefficient(), 6),
        "exact", Double.toString(row.coefficient()),
        "standardized", NumberText.significant(row.standardized(), 6),
        "exactStandardized", Double.toString(row.standardized()),
        "count", NumberText.count(row.count()),
        "exactCount", Long.toString(row.count()));
  }
}
