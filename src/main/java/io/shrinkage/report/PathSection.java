package io.shrinkage.report;

import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.PathEntry;
import io.shrinkage.model.SelectionSummary;
import io.shrinkage.model.SelectionSummary.RatioChoice;
import io.shrinkage.model.SelectionSummary.Stability;
import io.shrinkage.model.WeightPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The λ path and the choice along it, with the charts' contents in words. */
final class PathSection {
  private final RunRecord run;
  private final Double chosen;

  private PathSection(RunRecord run) {
    this.run = run;
    this.chosen = run.model() == null ? null : run.model().lambda();
  }

  /** The section; null for a run without a path. */
  static Map<String, Object> of(RunRecord run) {
    return run.path().isEmpty() ? null : new PathSection(run).section();
  }

  /** What to mind about a choice; null when there is nothing. */
  static String warning(SelectionSummary selection) {
    if (selection == null || (selection.warning() == null && selection.edge() == null)) {
      return null;
    }
    return selection.warning() != null
        ? Reading.sentence(selection.warning())
        : "The chosen λ is the "
            + selection.edge()
            + " of the grid: the best may lie beyond it, so move select.lambda-min-ratio.";
  }

  /** How far the choice moves when the rows are dealt to folds anew. */
  static String stability(Stability stability) {
    return "Dealt to folds anew "
        + stability.repeats()
        + " times, λ.1se lies between "
        + range(stability.lambda1se())
        + " and λ.min between "
        + range(stability.lambdaMin())
        + ".";
  }

  private static String range(List<Double> values) {
    return NumberText.real(values.stream().min(Comparator.naturalOrder()).orElse(null))
        + " and "
        + NumberText.real(values.stream().max(Comparator.naturalOrder()).orElse(null));
  }

  private Map<String, Object> section() {
    List<PathEntry> path = run.path();
    SelectionSummary selection = run.selection();
    Map<String, Object> section =
        Page.row(
            "pathReading", reading(),
            "pathWarning", warning(selection),
            "pathAlt", errorAlt(path),
            "supportAlt", supportAlt(path),
            "heldOutName", ChartData.heldOutName(path) + " MSE",
            "pathRows", path.stream().map(this::row).toList());
    weights(section);
    if (selection != null) {
      ratios(section, selection);
      Stability stability = selection.stability();
      section.put("stability", stability == null ? null : stability(stability));
      section.put("foldings", stability == null ? List.of() : foldings(stability));
    }
    return section;
  }

  private Map<String, Object> row(PathEntry entry) {
    return Page.row(
        "chosen", chosen != null && chosen == entry.lambda(),
        "lambda", NumberText.real(entry.lambda()),
        "nonzero", NumberText.count(entry.nonzero()),
        "train", NumberText.fixed(entry.trainMse()),
        "heldOut", NumberText.fixed(ChartData.heldOut(entry)),
        "error", NumberText.fixed(entry.cvSe()),
        "kkt", NumberText.real(entry.kktViolation()));
  }

  private String reading() {
    String rule = run.selection() == null ? null : run.selection().rule();
    String fits =
        "The model was fitted at "
            + run.path().size()
            + " values of λ, from the smallest at which every weight is zero downwards. ";
    String at = " λ\u00a0=\u00a0" + NumberText.real(chosen);
    if (rule == null) {
      return fits + "The fit at" + at + " is the one reported.";
    }
    return fits
        + switch (rule) {
          case "cv-1se" ->
              "By the one-standard-error rule"
                  + at
                  + " was chosen: the largest whose cross-validation error is within one standard"
                  + " error of the lowest.";
          case "cv-min" -> "By cross-validation" + at + " was chosen, where the error is lowest.";
          case "validation" ->
              "On the validation rows" + at + " was chosen, where their error is lowest.";
          default -> "By the rule " + rule + at + " was chosen.";
        };
  }

  private String errorAlt(List<PathEntry> path) {
    SelectionSummary selection = run.selection();
    boolean bars = path.stream().anyMatch(entry -> entry.cvSe() != null);
    return "Line chart of training and "
        + ChartData.heldOutName(path).toLowerCase(Locale.ROOT)
        + " error against λ"
        + (bars ? ", with bars of one standard error" : "")
        + "; λ\u00a0=\u00a0"
        + NumberText.real(chosen)
        + " is chosen"
        + (selection == null || selection.lambda1se() == null
            ? "."
            : "; λ.min is "
                + NumberText.real(selection.lambdaMin())
                + " and λ.1se "
                + NumberText.real(selection.lambda1se())
                + ".");
  }

  private static String supportAlt(List<PathEntry> path) {
    PathEntry first = path.get(0);
    PathEntry last = path.get(path.size() - 1);
    return "Line chart of non-zero columns against λ, from "
        + first.nonzero()
        + " at λ\u00a0=\u00a0"
        + NumberText.real(first.lambda())
        + " to "
        + last.nonzero()
        + " at λ\u00a0=\u00a0"
        + NumberText.real(last.lambda())
        + ".";
  }

  private void weights(Map<String, Object> section) {
    List<WeightPath> weights =
        run.pathWeights().stream().filter(path -> !path.standardized().isEmpty()).toList();
    section.put("hasWeights", !weights.isEmpty());
    if (weights.isEmpty()) {
      return;
    }
    List<String> heaviest =
        weights.stream().limit(3).map(path -> path.name() + " " + last(path)).toList();
    section.put(
        "weightsAlt",
        "Line chart of the "
            + weights.size()
            + " heaviest standardized weights against λ; heaviest at the smallest λ: "
            + String.join(", ", heaviest)
            + ".");
    int simplest = position(run.selection() == null ? null : run.selection().lambda1se());
    int lowest = position(run.selection() == null ? null : run.selection().lambdaMin());
    section.put(
        "weightRows",
        weights.stream()
            .map(
                path ->
                    Page.row(
                        "name", path.name(),
                        "simplest", weight(path, simplest),
                        "lowest", weight(path, lowest),
                        "last", last(path)))
            .toList());
  }

  private int position(Double lambda) {
    for (int k = 0; k < run.path().size(); k++) {
      if (lambda != null && run.path().get(k).lambda() == lambda) {
        return k;
      }
    }
    return -1;
  }

  private static String weight(WeightPath path, int position) {
    return position < 0 || position >= path.standardized().size()
        ? NumberText.NONE
        : NumberText.signed(path.standardized().get(position));
  }

  private static String last(WeightPath path) {
    return weight(path, path.standardized().size() - 1);
  }

  private static void ratios(Map<String, Object> section, SelectionSummary selection) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (RatioChoice choice : selection.l1Ratios()) {
      rows.add(
          Page.row(
              "chosen", selection.l1Ratio() != null && selection.l1Ratio() == choice.l1Ratio(),
              "ratio", NumberText.real(choice.l1Ratio()),
              "lambdaMin", NumberText.real(choice.lambdaMin()),
              "lambda1se", NumberText.real(choice.lambda1se()),
              "cv", NumberText.fixed(choice.cvMse()),
              "se", NumberText.fixed(choice.cvSe())));
    }
    section.put("hasRatios", rows.size() > 1);
    section.put("ratios", rows);
  }

  private static List<Map<String, Object>> foldings(Stability stability) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int k = 0; k < stability.lambda1se().size(); k++) {
      rows.add(
          Page.row(
              "number", NumberText.count(k + 1),
              "lambdaMin", NumberText.real(at(stability.lambdaMin(), k)),
              "lambda1se", NumberText.real(stability.lambda1se().get(k)),
              "nonzero", NumberText.count(at(stability.nonzero1se(), k))));
    }
    return rows;
  }

  private static <T> T at(List<T> values, int k) {
    return k < values.size() ? values.get(k) : null;
  }
}
