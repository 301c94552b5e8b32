package io.shrinkage.report;

import io.shrinkage.model.EarlyStoppingSummary;
import io.shrinkage.model.LearningCurveSummary;
import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.Errors;
import io.shrinkage.model.RunRecord.PathEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Training and held-out error side by side, against whatever makes a model fit more closely. */
final class OverfittingSection {
  private final RunRecord run;

  private OverfittingSection(RunRecord run) {
    this.run = run;
  }

  /** The section; null where nothing held out was measured along anything. */
  static Map<String, Object> of(RunRecord run) {
    return new OverfittingSection(run).section();
  }

  private Map<String, Object> section() {
    boolean path = run.path().stream().anyMatch(entry -> ChartData.heldOut(entry) != null);
    boolean share = run.learningCurve() != null && !run.learningCurve().points().isEmpty();
    boolean iterations = run.earlyStopping() != null && !run.earlyStopping().curve().isEmpty();
    if (!path && !share && !iterations) {
      return null;
    }
    return Page.row(
        "overfittingReading",
        reading(),
        "hasErrorPath",
        path,
        "errorLambdaAlt",
        path ? lambdaAlt() : "",
        "errorSizeAlt",
        path ? sizeAlt() : "",
        "hasShare",
        share,
        "shareAlt",
        share ? shareAlt(run.learningCurve()) : "",
        "hasIterations",
        iterations,
        "iterationsAlt",
        iterations ? iterationsAlt(run.earlyStopping()) : "",
        "overfittingTables",
        tables(share, iterations),
        "hasForecast",
        share && run.learningCurve().forecast() != null,
        "shareNote",
        share && run.learningCurve().forecast() == null ? run.learningCurve().reason() : null);
  }

  private List<Map<String, Object>> tables(boolean share, boolean iterations) {
    List<Map<String, Object>> tables = new ArrayList<>();
    if (share) {
      tables.add(
          NumbersTable.of(
              "The learning curve in numbers",
              run.learningCurve().points(),
              List.of(
                  NumbersTable.of("Share of the data", p -> NumberText.percent(p.share())),
                  NumbersTable.of("Ratings", p -> NumberText.count(p.rows())),
                  NumbersTable.of("Train MSE", p -> NumberText.fixed(p.trainMse())),
                  NumbersTable.of("Test MSE", p -> NumberText.fixed(p.testMse())),
                  NumbersTable.of("From", p -> NumberText.fixed(p.low())),
                  NumbersTable.of("To", p -> NumberText.fixed(p.high())))));
    }
    if (iterations) {
      tables.add(
          NumbersTable.of(
              "Early stopping in numbers",
              run.earlyStopping().curve(),
              List.of(
                  NumbersTable.of("Iteration", p -> NumberText.count(p.iteration())),
                  NumbersTable.of("Train MSE", p -> NumberText.fixed(p.trainMse())),
                  NumbersTable.of("Validation MSE", p -> NumberText.fixed(p.validationMse())))));
    }
    return tables;
  }

  private String reading() {
    String how =
        "Training error falls as a model fits more closely. Held-out error falls with it at first;"
            + " where it turns and rises, the model has begun to learn noise. ";
    Errors train = run.metrics() == null ? null : run.metrics().train();
    Errors test = run.metrics() == null ? null : run.metrics().test();
    if (train == null || test == null || train.rmse() == null || test.rmse() == null) {
      return how;
    }
    double ratio = test.rmse() / train.rmse();
    double gap = ratio * ratio - 1;
    String model =
        "The mean squared error of this model is "
            + NumberText.percent(Math.abs(gap))
            + (gap >= 0 ? " higher" : " lower")
            + " on held-out rows than on its training rows";
    if (gap < 0.02) {
      return how + model + ": it hardly overfits.";
    }
    return how + model + (gap < 0.1 ? ": it overfits a little." : ": it overfits.");
  }

  private String lambdaAlt() {
    PathEntry best = best(run.path());
    return "Line chart of training and "
        + ChartData.heldOutName(run.path()).toLowerCase(Locale.ROOT)
        + " error against λ; the latter is lowest, "
        + NumberText.fixed(ChartData.heldOut(best))
        + ", at λ\u00a0=\u00a0"
        + NumberText.real(best.lambda())
        + ".";
  }

  private String sizeAlt() {
    PathEntry best = best(run.path());
    return "Line chart of training and "
        + ChartData.heldOutName(run.path()).toLowerCase(Locale.ROOT)
        + " error against the number of non-zero columns; the latter is lowest with "
        + NumberText.count(best.nonzero())
        + " columns.";
  }

  static PathEntry best(List<PathEntry> path) {
    PathEntry best = null;
    for (PathEntry entry : path) {
      Double error = ChartData.heldOut(entry);
      if (error != null && (best == null || error < ChartData.heldOut(best))) {
        best = entry;
      }
    }
    return best;
  }

  private static String shareAlt(LearningCurveSummary curve) {
    LearningCurveSummary.Point first = curve.points().get(0);
    LearningCurveSummary.Point last = curve.points().get(curve.points().size() - 1);
    return "Line chart of training and test error against the share of the training rows; the test"
        + " error goes from "
        + NumberText.fixed(first.testMse())
        + " at "
        + NumberText.percent(first.share())
        + " to "
        + NumberText.fixed(last.testMse())
        + " at "
        + NumberText.percent(last.share())
        + (curve.forecast() == null
            ? "."
            : "; the forecast for "
                + MoreData.times(curve.forecast().share())
                + " the data is "
                + NumberText.fixed(curve.forecast().testMse())
                + ".");
  }

  private static String iterationsAlt(EarlyStoppingSummary stopping) {
    EarlyStoppingSummary.Point best = EarlyStoppingRemedy.best(stopping);
    return "Line chart of training and validation error against iterations"
        + (best == null
            ? "."
            : "; the validation error is lowest, "
                + NumberText.fixed(best.validationMse())
                + ", at iteration "
                + best.iteration()
                + " of "
                + stopping.iterations()
                + ".");
  }
}
