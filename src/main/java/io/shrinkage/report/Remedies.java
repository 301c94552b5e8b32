package io.shrinkage.report;

import io.shrinkage.model.RunRecord;
import java.util.List;
import java.util.Map;

/** The five remedies against overfitting, each with its figure on the run's own data. */
final class Remedies {
  private Remedies() {}

  /** The section; null for a run without a model. */
  static Map<String, Object> of(RunRecord run) {
    if (run.model() == null) {
      return null;
    }
    List<Remedy> remedies =
        List.of(
            MoreData.of(run),
            SimplerModel.of(run),
            PenaltyRemedy.of(run),
            CrossValidationRemedy.of(run),
            EarlyStoppingRemedy.of(run));
    return Page.row(
        "remediesReading",
        "A model overfits when it learns what is true of its training rows alone. Five remedies, and"
            + " what each comes to on this data. Errors are mean squared errors on rows that were"
            + " not fitted to.",
        "remedyRows",
        remedies.stream().map(Remedy::row).toList());
  }
}
