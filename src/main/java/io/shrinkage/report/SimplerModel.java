package io.shrinkage.report;

import io.shrinkage.model.AblationSummary;
import io.shrinkage.model.AblationSummary.Without;
import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.Group;
import io.shrinkage.report.Remedy.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A less complex model: whole features kept or dropped, and the error without each. */
final class SimplerModel {
  private static final String NAME = "A less complex model";

  private SimplerModel() {}

  static Remedy of(RunRecord run) {
    if (run.features() == null) {
      return Remedy.notMeasured(NAME, "There is no model.");
    }
    List<Group> groups = run.features().groups();
    List<String> dropped = groups.stream().filter(group -> !group.kept()).map(Group::name).toList();
    int nonzero = groups.stream().mapToInt(Group::nonzero).sum();
    String figure =
        (groups.size() - dropped.size())
            + " of "
            + groups.size()
            + " features, "
            + NumberText.count(nonzero)
            + " of "
            + NumberText.count(run.features().columns())
            + " columns in use";
    boolean smaller = nonzero < run.features().columns();
    return new Remedy(
        NAME,
        smaller || !needless(run.ablation()).isEmpty() ? Verdict.PAYS : Verdict.LITTLE,
        figure,
        (dropped.isEmpty()
                ? "No feature is dropped as a whole. "
                : (dropped.size() == 1 ? "The feature " : "The features ")
                    + Reading.joined(dropped)
                    + (dropped.size() == 1 ? " is" : " are")
                    + " dropped as a whole. ")
            + ablation(run.ablation())
            + (smaller ? " pruned.json holds the non-zero weights alone." : ""));
  }

  private static String ablation(AblationSummary ablation) {
    if (ablation == null || ablation.features().isEmpty()) {
      return "The error without each feature was not measured.";
    }
    List<String> needless = needless(ablation);
    List<String> sentences = new ArrayList<>();
    if (!needless.isEmpty()) {
      sentences.add(
          "Without "
              + Reading.joined(needless)
              + (needless.size() == 1 ? "" : ", each alone,")
              + " the error does not grow beyond chance");
    }
    ablation.features().stream()
        .filter(without -> helps(without) && ablation.mse() != null && ablation.mse() > 0)
        .max(Comparator.comparingDouble(Without::difference))
        .ifPresent(
            most ->
                sentences.add(
                    "without "
                        + most.name()
                        + " it grows by "
                        + NumberText.percent(most.difference() / ablation.mse())));
    return sentences.isEmpty()
        ? "No feature stands out."
        : Reading.sentence(String.join("; ", sentences));
  }

  /** Whether the error grows without the feature by more than two standard errors. */
  static boolean helps(Without without) {
    return without.difference() != null
        && without.difference() > (without.se() == null ? 0 : 2 * without.se());
  }

  private static List<String> needless(AblationSummary ablation) {
    return ablation == null
        ? List.of()
        : ablation.features().stream()
            .filter(without -> without.difference() != null && !helps(without))
            .map(Without::name)
            .toList();
  }

  /** The table of errors without each feature; null where they were not measured. */
  static Map<String, Object> table(AblationSummary ablation) {
    if (ablation == null || ablation.features().isEmpty()) {
      return null;
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Without without : ablation.features()) {
      boolean helps = helps(without);
      rows.add(
          Page.row(
              "name", without.name(),
              "columns", NumberText.count(without.columns()),
              "without", NumberText.fixed(without.mseWithout()),
              "difference", difference(without.difference()),
              "se", NumberText.real(without.se()),
              "tone", helps ? "good" : "off",
              "verdict", helps ? "needed" : "could go"));
    }
    return Page.row(
        "ablationReading",
        "The mean squared error on "
            + ("test".equals(ablation.rows()) ? "the test rows" : "the held-out rows of the folds")
            + " when one feature is left out and λ is chosen anew; with all of them it is "
            + NumberText.fixed(ablation.mse())
            + ". A feature is needed when the error grows by more than two standard errors"
            + " without it.",
        "ablationRows",
        rows);
  }

  private static String difference(Double value) {
    return value == null ? NumberText.NONE : (value > 0 ? "+" : "") + NumberText.real(value);
  }
}
