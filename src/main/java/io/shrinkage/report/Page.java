package io.shrinkage.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.shrinkage.model.CoefficientRow;
import io.shrinkage.model.RunJson;
import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.Convention;
import io.shrinkage.model.RunRecord.Status;
import io.shrinkage.model.RunRecord.Versions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the template shows, section by section; a section that is absent is left out. */
final class Page {
  private final RunRecord run;
  private final Map<String, Object> page = new LinkedHashMap<>();
  private final List<Map<String, Object>> contents = new ArrayList<>();

  private Page(RunRecord run) {
    this.run = run;
  }

  static Map<String, Object> of(RunRecord run, List<CoefficientRow> coefficients) {
    Page page = new Page(run);
    page.head(coefficients);
    JsonNode written = page.written();
    page.add("retrain", "Retraining", "retrain", RetrainSection.of(run, written));
    page.add("drift", "Drift", "drift", DriftSection.of(written));
    FitSections fit = new FitSections(run, coefficients);
    page.add("errors", "Errors", "metrics", fit.metrics());
    page.add("remedies", "Five remedies", "remedies", Remedies.of(run));
    page.add("overfitting", "Overfitting", "overfitting", OverfittingSection.of(run));
    page.add("features", "Features", "features", fit.features());
    page.add("coefficients", "Coefficients", "coefficients", fit.coefficients());
    ChartSections charts = new ChartSections(run);
    page.add("path", "Choice of λ", "path", PathSection.of(run));
    page.add("predictions", "Predictions", "prediction", charts.prediction());
    page.add("slices", "Slices", "slices", SlicesSection.of(run.prediction()));
    page.add("convergence", "Convergence", "convergence", charts.convergence());
    page.add("crosscheck", "Cross-check", "crosscheck", CrossCheckSection.of(run));
    page.conventions();
    page.add("data", "Data quality", "data", DataSection.of(run));
    page.add("cost", "Cost", "cost", CostSection.of(run));
    page.provenance();
    page.page.put("contents", page.contents);
    return page.page;
  }

  /** A map from alternating keys and values. */
  static Map<String, Object> row(Object... keysAndValues) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      row.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return row;
  }

  private void add(String id, String name, String key, Map<String, Object> section) {
    page.put(key, section);
    if (section != null) {
      contents.add(row("id", id, "name", name));
    }
  }

  /** The record of a retraining as it is written; of any other run, nothing. */
  private JsonNode written() {
    if (run.retrain() == null) {
      return MissingNode.getInstance();
    }
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try {
      RunJson.write(run, json);
      return new ObjectMapper().readTree(json.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write into memory", e);
    }
  }

  private void head(List<CoefficientRow> coefficients) {
    Reading reading = new Reading(run, coefficients);
    page.put("title", "Shrinkage run " + run.runId());
    page.put(
        "command",
        run.command().substring(0, 1).toUpperCase(Locale.ROOT) + run.command().substring(1));
    page.put("runId", run.runId());
    page.put("started", NumberText.moment(run.started()));
    page.put("statusText", reading.status());
    page.put("statusTone", reading.tone());
    page.put("headline", reading.headline());
    // What became of a challenger is told with its figures; a complaint of the fit stays.
    boolean told = run.retrain() != null && run.status() != Status.NOT_CONVERGED;
    page.put("message", told ? null : run.message());
    page.put("warning", PathSection.warning(run.selection()));
    page.put("sentences", reading.sentences());
    List<Map<String, Object>> tiles = reading.tiles();
    page.put("hasTiles", !tiles.isEmpty());
    page.put("tiles", tiles);
  }

  private void conventions() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Convention convention : run.conventions()) {
      List<String> settings = new ArrayList<>();
      convention
          .parameters()
          .forEach((name, value) -> settings.add(name + " = " + NumberText.exact(value)));
      rows.add(
          row(
              "library", convention.library(),
              "settings", String.join(", ", settings),
              "note", convention.note()));
    }

    if (!rows.isEmpty()) {
      contents.add(row("id", "conventions", "name", "Conventions"));
    }
    page.put("hasConventions", !rows.isEmpty());
    page.put("conventions", rows);
  }

  private void provenance() {
    List<Map<String, Object>> facts = new ArrayList<>();
    fact(facts, "Run", run.runId(), true);
    fact(facts, "Command", run.command(), true);
    fact(facts, "Started", NumberText.moment(run.started()), false);
    String reason = run.solverReason() == null ? "" : " – " + run.solverReason();
    fact(facts, "Solver", run.solver() == null ? null : run.solver() + reason, false);
    fact(facts, "Seed", run.seed() == null ? null : run.seed().toString(), false);
    if (run.model() != null) {
      fact(facts, "Model hash", run.model().hash(), true);
    }
    Versions versions = run.versions();
    if (versions != null) {
      fact(facts, "Shrinkage", versions.shrinkage(), false);
      fact(facts, "Spark", versions.spark(), false);
      fact(facts, "Java", versions.java(), false);
    }
    page.put("provenance", facts);
    page.put("configuration", new Settings(run.config()).shown());
    contents.add(row("id", "provenance", "name", "Provenance"));
  }

  private static void fact(
      List<Map<String, Object>> facts, String name, String value, boolean fixed) {
    if (value != null) {
      facts.add(row("name", name, "value", value, "fixed", fixed));
    }
  }
}
