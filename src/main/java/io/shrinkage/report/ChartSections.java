package io.shrinkage.report;

import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.CertificateSummary;
import io.shrinkage.model.RunRecord.Prediction;
import io.shrinkage.model.RunRecord.PredictionBin;
import io.shrinkage.model.RunRecord.ResidualBin;
import io.shrinkage.model.RunRecord.TraceEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The sections around the charts, with the charts' contents in words for those who do not see them.
 */
final class ChartSections {
  private final RunRecord run;
  private final Settings settings;

  ChartSections(RunRecord run) {
    this.run = run;
    this.settings = new Settings(run.config());
  }

  Map<String, Object> prediction() {
    Prediction prediction = run.prediction();
    if (prediction == null) {
      return null;
    }
    List<Map<String, Object>> deciles = new ArrayList<>();
    for (PredictionBin bin : prediction.deciles()) {
      if (bin.count() > 0) {
        deciles.add(
            Page.row(
                "range",
                    NumberText.significant(bin.from(), 3)
                        + " … "
                        + NumberText.significant(bin.to(), 3),
                "count", NumberText.count(bin.count()),
                "predicted", NumberText.fixed(bin.meanPredicted()),
                "actual", NumberText.fixed(bin.meanActual()),
                "difference", NumberText.signed(bin.meanActual() - bin.meanPredicted())));
      }
    }
    String rows = prediction.rows().equals("test") ? "held-out" : "training";
    return Page.row(
        "predictionReading",
        "Of the "
            + rows
            + " ratings. A well calibrated model stays near the dashed diagonal: what it predicts is"
            + " what such ratings are on average.",
        "calibrationAlt",
        calibrationAlt(prediction.bins()),
        "residualsAlt",
        residualsAlt(prediction.residuals()),
        "predictionTables",
        List.of(
            NumbersTable.of(
                "The calibration in numbers",
                prediction.bins().stream().filter(bin -> bin.count() > 0).toList(),
                List.of(
                    NumbersTable.of("Mean predicted", bin -> NumberText.fixed(bin.meanPredicted())),
                    NumbersTable.of("Mean actual", bin -> NumberText.fixed(bin.meanActual())),
                    NumbersTable.of("Ratings", bin -> NumberText.count(bin.count())))),
            NumbersTable.of(
                "The residuals in numbers",
                prediction.residuals(),
                List.of(
                    NumbersTable.of("From", bin -> NumberText.fixed(bin.from())),
                    NumbersTable.of("To", bin -> NumberText.fixed(bin.to())),
                    NumbersTable.of("Ratings", bin -> NumberText.count(bin.count()))))),
        "hasDeciles",
        !deciles.isEmpty(),
        "deciles",
        deciles);
  }

  private static String calibrationAlt(List<PredictionBin> bins) {
    double worst = 0;
    long count = 0;
    for (PredictionBin bin : bins) {
      if (bin.count() > 0) {
        count += bin.count();
        worst = Math.max(worst, Math.abs(bin.meanActual() - bin.meanPredicted()));
      }
    }
    return "Line chart of mean actual against mean predicted rating in bins of "
        + NumberText.count(count)
        + " ratings; the largest difference in a bin is "
        + NumberText.fixed(worst)
        + ".";
  }

  private static String residualsAlt(List<ResidualBin> bins) {
    return bins.stream()
        .max(Comparator.comparingLong(ResidualBin::count))
        .map(
            most ->
                "Histogram of residuals; most lie from "
                    + NumberText.real(most.from())
                    + " to "
                    + NumberText.real(most.to())
                    + ".")
        .orElse("Histogram of residuals, empty.");
  }

  Map<String, Object> convergence() {
    CertificateSummary certificate = run.certificate();
    if (certificate == null) {
      return null;
    }
    List<TraceEntry> trace = run.trace();
    return Page.row(
        "convergenceReading", convergenceReading(certificate),
        "hasTrace", !trace.isEmpty(),
        "lossLog", ChartData.logLoss(trace),
        "lossAlt", trace.isEmpty() ? "" : lossAlt(trace),
        "kktAlt", trace.isEmpty() ? "" : kktAlt(trace),
        "convergenceTables", trace.isEmpty() ? List.of() : List.of(traceTable(trace)),
        "certificateFacts", certificateFacts(certificate));
  }

  private static Map<String, Object> traceTable(List<TraceEntry> trace) {
    return NumbersTable.of(
        "The iterations in numbers",
        trace,
        List.of(
            NumbersTable.of("Iteration", entry -> NumberText.count(entry.iteration())),
            NumbersTable.of("Objective", entry -> NumberText.significant(entry.loss(), 8)),
            NumbersTable.of("KKT violation", entry -> NumberText.real(entry.kkt())),
            NumbersTable.of("Non-zero", entry -> NumberText.count(entry.nonzero()))));
  }

  private String convergenceReading(CertificateSummary certificate) {
    String iterations =
        NumberText.count(certificate.iterations())
            + (certificate.iterations() == 1 ? " iteration" : " iterations");
    return certificate.converged()
        ? "The solver reached the optimum within its tolerance after " + iterations + "."
        : "The solver stopped after "
            + iterations
            + " before it reached the optimum within its tolerance; the model is not the one that"
            + " the settings describe.";
  }

  private static String lossAlt(List<TraceEntry> trace) {
    return "Line chart of the objective over "
        + trace.size()
        + " iterations, from "
        + NumberText.significant(trace.get(0).loss(), 6)
        + " to "
        + NumberText.significant(trace.get(trace.size() - 1).loss(), 6)
        + ".";
  }

  private static String kktAlt(List<TraceEntry> trace) {
    return "Line chart of the KKT violation by iteration, from "
        + NumberText.real(trace.get(0).kkt())
        + " to "
        + NumberText.real(trace.get(trace.size() - 1).kkt())
        + ".";
  }

  private List<Map<String, Object>> certificateFacts(CertificateSummary certificate) {
    List<Map<String, Object>> facts = new ArrayList<>();
    fact(facts, "Converged", certificate.converged() ? "yes" : "no");
    Double tolerance = settings.number("fit.tolerance");
    fact(
        facts,
        "Largest KKT violation",
        NumberText.real(certificate.kktViolation())
            + (tolerance == null ? "" : ", tolerance " + NumberText.real(tolerance)));
    fact(
        facts,
        "Duality gap",
        certificate.dualityGap() == null
            ? "none: there is no penalty to form it from"
            : NumberText.real(certificate.dualityGap()) + " of half the variance of the ratings");
    if (certificate.stopReason() != null) {
      fact(facts, "Why it stopped", Reading.sentence(certificate.stopReason()));
    }
    fact(facts, "Iterations", NumberText.count(certificate.iterations()));
    return facts;
  }

  private static void fact(List<Map<String, Object>> facts, String name, String value) {
    facts.add(Page.row("name", name, "value", value));
  }
}
