package io.shrinkage.report;

import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.CrossCheckSummary;
import io.shrinkage.model.RunRecord.Reached;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The comparison with MLlib, as a table with a verdict. */
final class CrossCheckSection {
  private CrossCheckSection() {}

  static Map<String, Object> of(RunRecord run) {
    CrossCheckSummary check = run.crosscheck();
    if (check == null) {
      return null;
    }
    List<Map<String, Object>> comparison = comparison(check);
    return Page.row(
        "verdict", verdict(check),
        "crosscheckTone", tone(check),
        "crosscheckReading", reading(check),
        "hasComparison", !comparison.isEmpty(),
        "comparison", comparison);
  }

  static String verdict(CrossCheckSummary check) {
    if (check.agrees() == null) {
      return "not compared";
    }
    return check.agrees() ? "agrees" : "disagrees";
  }

  static String tone(CrossCheckSummary check) {
    if (check.agrees() == null) {
      return "off";
    }
    return check.agrees() ? "good" : "bad";
  }

  private static String reading(CrossCheckSummary check) {
    String reason = check.reason() == null ? "" : " " + Reading.sentence(check.reason());
    if (check.solver() == null) {
      return "The problem was not posed to MLlib." + reason;
    }
    return "The same rows and the same problem, posed to MLlib’s LinearRegression (solver "
        + check.solver()
        + ", regParam = "
        + NumberText.exact(check.regParam())
        + ", elasticNetParam = "
        + NumberText.exact(check.elasticNetParam())
        + "). Objectives and KKT violations are both measured by our code."
        + reason;
  }

  private static List<Map<String, Object>> comparison(CrossCheckSummary check) {
    List<Map<String, Object>> rows = new ArrayList<>();
    if (check.solver() == null) {
      return rows;
    }
    Reached ours = check.ours() == null ? new Reached(null, null, null) : check.ours();
    Reached mllib = check.mllib() == null ? new Reached(null, null, null) : check.mllib();
    rows.add(
        measure(
            "Objective",
            NumberText.significant(ours.objective(), 9),
            NumberText.significant(mllib.objective(), 9),
            relative(check.objectiveRelativeDifference()),
            relative(check.objectiveTolerance())));
    rows.add(
        measure(
            "Largest coefficient difference, max σ|Δw|",
            NumberText.NONE,
            NumberText.NONE,
            NumberText.real(check.maxAbsCoefficientDifference()),
            NumberText.real(check.coefficientTolerance())));
    if (check.maxAbsFittedDifference() != null) {
      rows.add(
          measure(
              "Largest difference of fitted values",
              NumberText.NONE,
              NumberText.NONE,
              NumberText.real(check.maxAbsFittedDifference()),
              NumberText.NONE));
    }
    rows.add(
        measure(
            "KKT violation",
            NumberText.real(ours.kktViolation()),
            NumberText.real(mllib.kktViolation()),
            NumberText.NONE,
            NumberText.NONE));
    rows.add(
        measure(
            "R² on the rows posed",
            NumberText.significant(ours.r2(), 7),
            NumberText.significant(mllib.r2(), 7),
            ours.r2() == null || mllib.r2() == null
                ? NumberText.NONE
                : NumberText.real(Math.abs(ours.r2() - mllib.r2())),
            NumberText.NONE));
    return rows;
  }

  private static String relative(Double value) {
    return value == null ? NumberText.NONE : NumberText.real(value) + " relative";
  }

  private static Map<String, Object> measure(
      String name, String ours, String theirs, String difference, String allowed) {
    return Page.row(
        "name", name, "ours", ours, "theirs", theirs, "difference", difference, "allowed", allowed);
  }
}
