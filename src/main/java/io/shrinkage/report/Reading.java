package io.shrinkage.report;

import io.shrinkage.model.CoefficientRow;
import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.CrossCheckSummary;
import io.shrinkage.model.RunRecord.Data;
import io.shrinkage.model.RunRecord.Errors;
import io.shrinkage.model.RunRecord.Group;
import io.shrinkage.model.RunRecord.Metrics;
import io.shrinkage.model.RunRecord.ModelSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A run in words and in four figures: what a reader takes away who reads nothing else. */
final class Reading {
  private final RunRecord run;
  private final List<CoefficientRow> coefficients;
  private final Settings settings;

  Reading(RunRecord run, List<CoefficientRow> coefficients) {
    this.run = run;
    this.coefficients = coefficients;
    this.settings = new Settings(run.config());
  }

  /** The text with a capital letter first and a full stop last. */
  static String sentence(String text) {
    if (text.isEmpty()) {
      return text;
    }
    char first = text.charAt(0);
    // A Greek letter is a symbol, and Λ another one than λ.
    String capital = first < 128 ? Character.toUpperCase(first) + text.substring(1) : text;
    return capital.endsWith(".") ? capital : capital + ".";
  }

  String status() {
    return switch (run.status()) {
      case DONE -> run.retrain() != null && run.retrain().promoted() ? "promoted" : "done";
      case NOT_CONVERGED -> "not converged";
      case CROSSCHECK_DISAGREES -> "cross-check disagrees";
      case KEPT_OUT -> "kept out";
      case REFUSED -> "data refused";
    };
  }

  String tone() {
    return switch (run.status()) {
      case DONE -> "good";
      case KEPT_OUT -> "warn";
      case NOT_CONVERGED, CROSSCHECK_DISAGREES, REFUSED -> "bad";
    };
  }

  String headline() {
    if (run.features() == null || run.model() == null) {
      return "The data was refused, so there is no model";
    }
    if (run.retrain() != null) {
      return RetrainSection.headline(run.retrain());
    }
    List<String> kept = names(true);
    if (kept.isEmpty()) {
      return "No feature helps: the model predicts the mean";
    }
    if (kept.size() > 4) {
      return "Ratings from " + kept.size() + " of " + groups().size() + " features";
    }
    return "Ratings from " + joined(kept);
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    if (run.retrain() != null) {
      sentences.add(RetrainSection.outcome(run.retrain()));
    }
    if (run.model() != null) {
      sentences.add(fitted());
    }
    if (run.metrics() != null) {
      sentences.add(errors());
    }
    if (run.features() != null) {
      sentences.add(kept());
    }
    return sentences;
  }

  List<Map<String, Object>> tiles() {
    List<Map<String, Object>> tiles = new ArrayList<>();
    Errors errors = measured();
    if (errors != null) {
      Errors mean = run.metrics().baselineMean();
      tiles.add(
          tile(
              "RMSE on " + rowsName(),
              NumberText.fixed(errors.rmse()),
              mean == null
                  ? NumberText.count(errors.n()) + " ratings"
                  : "mean baseline " + NumberText.fixed(mean.rmse()),
              false));
      tiles.add(
          tile(
              "Variance explained, R²",
              errors.r2() == null ? NumberText.NONE : NumberText.percent(errors.r2()),
              "mean absolute error " + NumberText.fixed(errors.mae()),
              false));
    }
    if (run.model() != null && run.features() != null) {
      tiles.add(
          tile(
              "Non-zero weights",
              NumberText.count(run.model().nonzero()),
              "of "
                  + NumberText.count(run.features().columns())
                  + " columns; "
                  + names(true).size()
                  + " of "
                  + groups().size()
                  + " features kept",
              false));
    }
    Map<String, Object> contest = run.retrain() == null ? null : RetrainSection.tile(run.retrain());
    if (contest != null) {
      tiles.add(0, contest);
    }
    if (run.crosscheck() != null && tiles.size() < 4) {
      CrossCheckSummary check = run.crosscheck();
      tiles.add(
          tile(
              "MLlib, same problem",
              CrossCheckSection.verdict(check),
              check.maxAbsCoefficientDifference() == null
                  ? "see below for the reason"
                  : "coefficients within " + NumberText.real(check.maxAbsCoefficientDifference()),
              true));
    }
    return tiles;
  }

  /** What the errors' table shows, in words. */
  String metricsReading() {
    Metrics metrics = run.metrics();
    String rows =
        metrics.test() == null
            ? "No rows were held out, so only the fit to the training rows can be shown."
            : "Baselines and the unregularized fit are measured on the same "
                + rowsName()
                + " as the model.";
    Errors plain = metrics.unregularized();
    if (metrics.test() == null || plain == null || plain.rmse() == null) {
      return rows;
    }
    double change = metrics.test().rmse() / plain.rmse() - 1;
    if (Math.abs(change) < 5e-5) {
      return rows + " The penalty leaves the error as it is without one.";
    }
    return rows
        + " Without a penalty the error would be "
        + NumberText.percent(Math.abs(change / (1 + change)))
        + (change < 0 ? " higher: that is what regularization gains here." : " lower.");
  }

  private String fitted() {
    String what = run.retrain() == null ? "A linear model" : "The challenger is a linear model";
    StringBuilder text = new StringBuilder(what + " fitted on ");
    Data data = run.data();
    Metrics metrics = run.metrics();
    if (metrics != null && metrics.train() != null) {
      text.append(NumberText.count(metrics.train().n())).append(" ratings");
    } else {
      text.append("the ratings");
    }
    if (data != null && data.movies() != null) {
      text.append(" of ").append(NumberText.count(data.movies())).append(" movies");
    }
    if (data != null && data.users() != null) {
      text.append(" by ").append(NumberText.count(data.users()));
      text.append(data.users() == 1 ? " user" : " users");
    }
    if (run.retrain() == null && data != null && data.where() != null && !data.where().isEmpty()) {
      text.append(" (where ").append(data.where()).append(")");
    }
    return text.append(penalty()).append('.').toString();
  }

  private String penalty() {
    ModelSummary model = run.model();
    if (model.lambda() == null || model.lambda() == 0) {
      return ", without a penalty";
    }
    double l1 = model.l1Ratio() == null ? 0 : model.l1Ratio();
    String name;
    if (l1 == 1) {
      name = "an L1 penalty";
    } else if (l1 == 0) {
      name = "an L2 penalty";
    } else {
      name = "an elastic-net penalty, " + NumberText.percent(l1).replace(".0", "") + " of it L1";
    }
    String chosen = run.selection() == null ? "" : ", the λ chosen on held-out error";
    return ", with " + name + ", at λ\u00a0=\u00a0" + NumberText.real(model.lambda()) + chosen;
  }

  private String errors() {
    Errors errors = measured();
    if (errors == null || errors.rmse() == null) {
      return "No error could be measured.";
    }
    Metrics metrics = run.metrics();
    StringBuilder text = new StringBuilder();
    if (metrics.test() == null) {
      text.append("On the rows that it was fitted on");
    } else {
      text.append("On ").append(NumberText.count(errors.n())).append(" ratings ");
      text.append(heldOut());
    }
    text.append(" its predictions are off by ").append(NumberText.fixed(errors.rmse()));
    text.append(" (RMSE)");
    List<String> comparisons = new ArrayList<>();
    compare(comparisons, errors, metrics.baselineMean(), "always predicting the mean rating");
    compare(comparisons, errors, metrics.baselineItemMean(), "predicting each movie’s own mean");
    if (!comparisons.isEmpty()) {
      text.append(": ").append(joined(comparisons));
    }
    return text.append('.').toString();
  }

  private static void compare(List<String> out, Errors ours, Errors other, String what) {
    if (other == null || other.rmse() == null || other.rmse() == 0) {
      return;
    }
    double change = ours.rmse() / other.rmse() - 1;
    out.add(
        NumberText.percent(Math.abs(change))
            + (change <= 0 ? " less than " : " more than ")
            + what);
  }

  private String heldOut() {
    String by = settings.text("split.by");
    if (by.equals("time")) {
      return "given after the training period";
    }
    if (by.equals("column")) {
      return "held out by the column " + settings.text("split.column");
    }
    return switch (settings.text("split.unit")) {
      case "item" -> "of movies that it has not seen";
      case "user" -> "of users that it has not seen";
      default -> "that it has not seen";
    };
  }

  private String rowsName() {
    if (run.metrics().test() == null) {
      return "training ratings";
    }
    return settings.text("split.unit").equals("item") && !settings.text("split.by").equals("time")
        ? "unseen movies"
        : "held-out ratings";
  }

  private String kept() {
    List<String> kept = names(true);
    List<String> dropped = names(false);
    StringBuilder text = new StringBuilder();
    if (dropped.isEmpty()) {
      text.append("It uses every feature: ").append(joined(kept)).append('.');
    } else if (kept.isEmpty()) {
      text.append("Every weight is exactly zero.");
    } else {
      text.append("It keeps ").append(joined(kept)).append(" and drops ").append(joined(dropped));
      text.append(dropped.size() == 1 ? ", whose weights are all" : ", all of whose weights are");
      text.append(" exactly zero.");
    }
    coefficients.stream()
        .filter(row -> row.standardized() != 0)
        .max(Comparator.comparingDouble(row -> Math.abs(row.standardized())))
        .ifPresent(
            row ->
                text.append(" The heaviest column is ")
                    .append(row.name())
                    .append(row.standardized() > 0 ? ", which raises" : ", which lowers")
                    .append(" the prediction."));
    return text.toString();
  }

  private Errors measured() {
    if (run.metrics() == null) {
      return null;
    }
    return run.metrics().test() == null ? run.metrics().train() : run.metrics().test();
  }

  private List<Group> groups() {
    return run.features().groups();
  }

  private List<String> names(boolean kept) {
    return groups().stream().filter(group -> group.kept() == kept).map(Group::name).toList();
  }

  /** The parts as a list in words. */
  static String joined(List<String> parts) {
    if (parts.size() < 2) {
      return String.join("", parts);
    }
    int last = parts.size() - 1;
    return String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }

  private static Map<String, Object> tile(String label, String value, String under, boolean words) {
    return Page.row("label", label, "value", value, "under", under, "words", words);
  }
}
