package io.shrinkage.report;

import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.Errors;
import io.shrinkage.model.RunRecord.ModelSummary;
import io.shrinkage.model.RunRecord.PathEntry;
import io.shrinkage.report.Remedy.Verdict;
import java.util.List;

/** L1 and L2 regularization: the error with the penalty and without it. */
final class PenaltyRemedy {
  private static final String NAME = "L1 and L2 regularization";

  // Where the errors agree to this share, neither is better.
  private static final double SAME = 5e-4;

  private PenaltyRemedy() {}

  static Remedy of(RunRecord run) {
    ModelSummary model = run.model();
    if (model == null) {
      return Remedy.notMeasured(NAME, "There is no model.");
    }
    if (model.lambda() == null || model.lambda() == 0) {
      return Remedy.notMeasured(
          NAME, "This fit has no penalty; fit.penalty and fit.lambda = auto give it one.");
    }
    String zeros = zeros(run, model);
    Errors test = run.metrics() == null ? null : run.metrics().test();
    Errors plain = run.metrics() == null ? null : run.metrics().unregularized();
    if (test != null && plain != null && test.rmse() != null && plain.rmse() != null) {
      return compared(
          square(test.rmse()), square(plain.rmse()), "without a penalty", "held-out", zeros);
    }
    return alongPath(run, model.lambda(), zeros);
  }

  private static Remedy alongPath(RunRecord run, double lambda, String zeros) {
    List<PathEntry> path = run.path();
    for (PathEntry entry : path) {
      Double chosen = ChartData.heldOut(entry);
      Double weakest = ChartData.heldOut(path.get(path.size() - 1));
      if (entry.lambda() == lambda && chosen != null && weakest != null) {
        return compared(chosen, weakest, "at the smallest λ tried", "held-out", zeros);
      }
    }
    return Remedy.notMeasured(
        NAME, "What the penalty gains on held-out rows was not measured. " + zeros);
  }

  private static Remedy compared(
      double with, double without, String instead, String rows, String zeros) {
    double change = without == 0 ? 0 : with / without - 1;
    String effect =
        Math.abs(change) < SAME
            ? "The penalty leaves the " + rows + " error as it is"
            : change < 0
                ? "The penalty lowers the " + rows + " error by " + NumberText.percent(-change)
                : "The penalty raises the "
                    + rows
                    + " error by "
                    + NumberText.percent(change)
                    + ": the price of a smaller model";
    return new Remedy(
        NAME,
        change < -SAME ? Verdict.PAYS : Verdict.LITTLE,
        NumberText.fixed(with)
            + " with it, "
            + NumberText.fixed(without)
            + " "
            + instead
            + " ("
            + NumberText.change(change)
            + ")",
        effect + ". " + zeros);
  }

  private static String zeros(RunRecord run, ModelSummary model) {
    if (model.l1Ratio() == null || model.l1Ratio() == 0) {
      return "L2 shrinks every weight and makes none exactly zero.";
    }
    int columns = run.features() == null ? 0 : run.features().columns();
    return "Its L1 part makes "
        + NumberText.count(Math.max(0, columns - model.nonzero()))
        + " of "
        + NumberText.count(columns)
        + " weights exactly zero.";
  }

  private static double square(double x) {
    return x * x;
  }
}
