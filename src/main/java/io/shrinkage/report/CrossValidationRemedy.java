package io.shrinkage.report;

import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.Errors;
import io.shrinkage.model.RunRecord.PathEntry;
import io.shrinkage.model.SelectionSummary;
import io.shrinkage.report.Remedy.Verdict;

/**
 * Cross-validation: the error that it expects, how sure it is, and whether the test bears it out.
 */
final class CrossValidationRemedy {
  private static final String NAME = "Cross-validation";

  private CrossValidationRemedy() {}

  static Remedy of(RunRecord run) {
    SelectionSummary selection = run.selection();
    if (selection == null) {
      return Remedy.notMeasured(
          NAME, "λ was given; fit.lambda = auto lets the folds choose it, at no further scan.");
    }
    PathEntry chosen = at(run, run.model() == null ? null : run.model().lambda());
    if (chosen == null || chosen.cvMse() == null) {
      return Remedy.notMeasured(
          NAME,
          "λ was chosen on one set of validation rows. Folds (select.rule = cv-1se) would use every"
              + " training row for it and say how sure the choice is.");
    }
    String figure =
        NumberText.fixed(chosen.cvMse())
            + (chosen.cvSe() == null ? "" : " ± " + NumberText.fixed(chosen.cvSe()))
            + " at the chosen λ"
            + (selection.folds() == null ? "" : ", " + selection.folds() + " folds");
    boolean edge = selection.edge() != null || selection.warning() != null;
    String reading = expectation(run, chosen) + smaller(run, selection) + stability(selection);
    return new Remedy(
        NAME,
        edge ? Verdict.CARE : Verdict.IN_USE,
        figure,
        edge ? PathSection.warning(selection) + " " + reading : reading);
  }

  private static String expectation(RunRecord run, PathEntry chosen) {
    Errors test = run.metrics() == null ? null : run.metrics().test();
    if (test == null || test.rmse() == null || chosen.cvSe() == null) {
      return "This is the error to expect on new rows.";
    }
    double mse = test.rmse() * test.rmse();
    double away = Math.abs(mse - chosen.cvMse());
    return "This is the error to expect on new rows; the test rows, which no choice has seen, give "
        + NumberText.fixed(mse)
        + (away <= 2 * chosen.cvSe()
            ? ", which bears it out."
            : ", further off than two standard errors: test and training rows may differ in kind.");
  }

  private static String smaller(RunRecord run, SelectionSummary selection) {
    PathEntry lowest = at(run, selection.lambdaMin());
    PathEntry simplest = at(run, selection.lambda1se());
    if (lowest == null || simplest == null || lowest.equals(simplest)) {
      return "";
    }
    return " λ.1se keeps "
        + NumberText.count(simplest.nonzero())
        + " columns where λ.min keeps "
        + NumberText.count(lowest.nonzero())
        + ", at an error within one standard error of the lowest.";
  }

  private static String stability(SelectionSummary selection) {
    return selection.stability() == null ? "" : " " + PathSection.stability(selection.stability());
  }

  static PathEntry at(RunRecord run, Double lambda) {
    if (lambda == null) {
      return null;
    }
    return run.path().stream().filter(entry -> entry.lambda() == lambda).findFirst().orElse(null);
  }
}
