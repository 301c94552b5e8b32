package io.shrinkage.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.shrinkage.model.RetrainSummary;
import io.shrinkage.model.RetrainSummary.Comparison;
import io.shrinkage.model.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How a challenger fared against the champion, on which days, and what became of it. */
final class RetrainSection {
  /** More days would make a strip that nobody reads. */
  private static final int DAYS = 400;

  private static final int DECIMALS = 5;

  private final RetrainSummary retrain;
  private final String startedFrom;

  private RetrainSection(RetrainSummary retrain, JsonNode written) {
    this.retrain = retrain;
    this.startedFrom = written.path("retrain").path("warm_started_from").textValue();
  }

  /**
   * The section; null unless the run is a retraining.
   *
   * @param written the same record as JSON
   */
  static Map<String, Object> of(RunRecord run, JsonNode written) {
    return run.retrain() == null ? null : new RetrainSection(run.retrain(), written).section();
  }

  /** What became of the challenger, in few words. */
  static String headline(RetrainSummary retrain) {
    if (!retrain.promoted()) {
      return "The champion stays";
    }
    return retrain.champion() == null
        ? "The first champion"
        : "The challenger won and is the champion now";
  }

  /** The outcome in a sentence with the figures of both. */
  static String outcome(RetrainSummary retrain) {
    Comparison all = retrain.comparison();
    if (all == null) {
      return (retrain.promoted() ? "It was promoted: " : "It was kept out: ")
          + Reading.sentence(retrain.reason());
    }
    String error = all.standardError() == null ? "" : " ± " + decimals(all.standardError());
    return "On the same "
        + NumberText.count(all.n())
        + " test ratings the challenger’s mean squared error is "
        + NumberText.fixed(all.challengerMse())
        + " and the champion’s "
        + NumberText.fixed(all.championMse())
        + ": "
        + (all.gain() >= 0 ? "lower by " : "higher by ")
        + decimals(Math.abs(all.gain()))
        + error
        + ". It was "
        + (retrain.promoted() ? "promoted" : "kept out")
        + (retrain.forced() ? ", as --force was given." : ".");
  }

  private Map<String, Object> section() {
    List<Map<String, Object>> rows = comparisons();
    List<Map<String, Object>> days = days();
    return Page.row(
        "retrainVerdict", retrain.promoted() ? "promoted" : "kept out",
        "retrainTone", retrain.promoted() ? "good" : "warn",
        "retrainReason", Reading.sentence(retrain.reason()),
        "retrainFacts", facts(),
        "hasContest", !rows.isEmpty(),
        "contest", rows,
        "contestReading", contestReading(),
        "hasDays", !days.isEmpty(),
        "days", days,
        "daysReading", daysReading());
  }

  private List<Map<String, Object>> facts() {
    List<Map<String, Object>> facts = new ArrayList<>();
    fact(facts, "Last day", retrain.date());
    fact(facts, "Champion before", retrain.champion() == null ? "none" : retrain.champion());
    fact(facts, "Challenger", retrain.challenger() + ", this run");
    fact(facts, "Champion now", now());
    if (retrain.margin() != null) {
      fact(
          facts,
          "Margin",
          NumberText.signed(retrain.margin(), DECIMALS)
              + ", the lower bound of the gain less what was asked for; above 0 wins");
    }
    if (startedFrom != null) {
      fact(
          facts,
          "Started from",
          startedFrom + ", so another fit of the same data may differ in its last bits");
    }
    fact(facts, "Forced", retrain.forced() ? "yes" : "no");
    return facts;
  }

  private String now() {
    if (retrain.promoted()) {
      return retrain.challenger();
    }
    return retrain.champion() == null ? "none" : retrain.champion();
  }

  private List<Map<String, Object>> comparisons() {
    List<Map<String, Object>> rows = new ArrayList<>();
    if (retrain.comparison() == null) {
      return rows;
    }
    double longest = reach(retrain.comparison());
    for (Comparison slice : retrain.slices()) {
      longest = Math.max(longest, reach(slice));
    }
    rows.add(row("All test ratings", retrain.comparison(), longest, true));
    for (Comparison slice : retrain.slices()) {
      rows.add(row(slice.slice(), slice, longest, false));
    }
    return rows;
  }

  private static double reach(Comparison slice) {
    return Math.abs(slice.gain());
  }

  private static Map<String, Object> row(
      String name, Comparison slice, double longest, boolean overall) {
    return Page.row(
        "name", name,
        "ours", overall,
        "n", NumberText.count(slice.n()),
        "champion", NumberText.fixed(slice.championMse()),
        "challenger", NumberText.fixed(slice.challengerMse()),
        "side", slice.gain() >= 0 ? "plus" : "minus",
        "width", NumberText.width(longest == 0 ? 0 : Math.abs(slice.gain()) / longest),
        "gain", NumberText.signed(slice.gain(), DECIMALS),
        "error", decimals(slice.standardError()));
  }

  /** Differences of two good models are small. */
  private static String decimals(Double value) {
    return value == null
        ? NumberText.NONE
        : String.format(Locale.ROOT, "%." + DECIMALS + "f", value);
  }

  /** The difference of both as a figure of the summary; null without a champion to compare with. */
  static Map<String, Object> tile(RetrainSummary retrain) {
    Comparison all = retrain.comparison();
    if (all == null) {
      return null;
    }
    long better = retrain.slices().stream().filter(slice -> slice.gain() > 0).count();
    return Page.row(
        "label",
        "MSE against the champion’s",
        "value",
        NumberText.signed(-all.gain(), 4),
        "under",
        retrain.slices().isEmpty()
            ? "standard error " + decimals(all.standardError())
            : "better in " + better + " of " + retrain.slices().size() + " slices",
        "words",
        false);
  }

  private String contestReading() {
    long better = retrain.slices().stream().filter(slice -> slice.gain() > 0).count();
    String slices =
        retrain.slices().isEmpty()
            ? ""
            : " The challenger’s error is lower in "
                + better
                + " of "
                + retrain.slices().size()
                + " slices.";
    return "Mean squared errors of both on the same test ratings. To the right the challenger is"
        + " better, to the left the champion; the standard error is of the difference, over groups"
        + " of users."
        + slices;
  }

  private List<Map<String, Object>> days() {
    Set<String> scanned = new LinkedHashSet<>(retrain.scanned());
    Set<String> replaced = new LinkedHashSet<>(retrain.replaced());
    Set<String> all = new TreeSet<>(retrain.reused());
    all.addAll(scanned);
    List<Map<String, Object>> days = new ArrayList<>();
    if (all.size() <= DAYS) {
      for (String day : all) {
        String what = "reused";
        if (scanned.contains(day)) {
          what = replaced.contains(day) ? "replaced" : "scanned";
        }
        days.add(Page.row("day", day, "what", what));
      }
    }
    return days;
  }

  private String daysReading() {
    int scanned = retrain.scanned().size();
    int reused = retrain.reused().size();
    return "The model is of "
        + NumberText.count(scanned + reused)
        + (scanned + reused == 1 ? " day. " : " days. ")
        + (scanned == 0 ? "No day" : span(retrain.scanned()))
        + (scanned > 1 ? " were read" : " was read")
        + (retrain.replaced().isEmpty()
            ? ""
            : ", of which " + span(retrain.replaced()) + " had changed since")
        + (reused == 0
            ? "."
            : "; the tables of " + span(retrain.reused()) + " came from the store, unread.");
  }

  /** One day by its name, several by their number and their ends. */
  private static String span(List<String> days) {
    List<String> sorted = days.stream().sorted().toList();
    if (sorted.size() == 1) {
      return sorted.get(0);
    }
    return sorted.size() + " days (" + sorted.get(0) + " to " + sorted.get(sorted.size() - 1) + ")";
  }

  private static void fact(List<Map<String, Object>> facts, String name, String value) {
    facts.add(Page.row("name", name, "value", value));
  }
}
