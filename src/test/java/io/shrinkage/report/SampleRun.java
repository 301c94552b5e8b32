package io.shrinkage.report;

import io.shrinkage.model.CoefficientRow;
import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.CertificateSummary;
import io.shrinkage.model.RunRecord.Convention;
import io.shrinkage.model.RunRecord.CrossCheckSummary;
import io.shrinkage.model.RunRecord.Data;
import io.shrinkage.model.RunRecord.Errors;
import io.shrinkage.model.RunRecord.FeatureValues;
import io.shrinkage.model.RunRecord.Features;
import io.shrinkage.model.RunRecord.Group;
import io.shrinkage.model.RunRecord.Metrics;
import io.shrinkage.model.RunRecord.ModelSummary;
import io.shrinkage.model.RunRecord.PathEntry;
import io.shrinkage.model.RunRecord.Prediction;
import io.shrinkage.model.RunRecord.PredictionBin;
import io.shrinkage.model.RunRecord.PredictionSlice;
import io.shrinkage.model.RunRecord.Reached;
import io.shrinkage.model.RunRecord.ResidualBin;
import io.shrinkage.model.RunRecord.Stage;
import io.shrinkage.model.RunRecord.TraceEntry;
import io.shrinkage.model.RunRecord.Versions;
import io.shrinkage.model.RunRecordBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A run as the embedded demo leaves it, with every part filled. */
public final class SampleRun {
  private static final List<String> GENRES =
      List.of(
          "Action",
          "Adventure",
          "Animation",
          "Comedy",
          "Crime",
          "Documentary",
          "Drama",
          "Fantasy",
          "Film-Noir",
          "Horror",
          "Musical",
          "Mystery",
          "Romance",
          "Sci-Fi",
          "Thriller",
          "War",
          "Western");

  private SampleRun() {}

  /** The run, split by rating. */
  public static RunRecord run() {
    return run("rating");
  }

  /** The run, split by the given unit. */
  public static RunRecord run(String unit) {
    RunRecordBuilder run =
        RunRecord.builder("20260314-101502-3f9a", "train")
            .started("2026-03-14T10:15:02Z")
            .solver("proximal", "139 columns and an L1 part: first-order steps with exact zeros")
            .seed(42)
            .config(config(unit))
            .versions(new Versions("17.0.12", "4.1.0", "0.1.0"))
            .data(data())
            .features(features())
            .model(model())
            .certificate(
                new CertificateSummary(
                    3.1e-12, 6.3e-9, true, "largest KKT violation within the tolerance", 64))
            .metrics(
                new Metrics(
                    new Errors(0.8117, 0.6475, 0.3389, 15904),
                    new Errors(0.8212, 0.6551, 0.3172, 4061),
                    new Errors(0.9938, 0.8074, -0.0001, 4061),
                    new Errors(0.8494, 0.6742, 0.2696, 4061),
                    new Errors(0.8248, 0.6577, 0.3111, 4061)))
            .path(path())
            .crosscheck(
                new CrossCheckSummary(
                    "normal",
                    0.006512,
                    0.4931,
                    2.4e-9,
                    8.8e-15,
                    true,
                    null,
                    1e-6,
                    9.9e-5,
                    null,
                    new Reached(0.352178904, 6.3e-9, 0.338912),
                    new Reached(0.352178904, 4.4e-9, 0.338912)))
            .addStage(new Stage("read and check", 3.412, 20035L))
            .addStage(new Stage("compress", 1.206, 18211L))
            .addStage(new Stage("encode", 0.644, 18211L))
            .addStage(new Stage("path", 4.87, null))
            .addStage(new Stage("fit", 1.13, null))
            .addStage(new Stage("certificate", 0.21, null))
            .addStage(new Stage("cross-check", 2.94, 36422L))
            .addStage(new Stage("publish", 0.71, null))
            .trace(trace())
            .prediction(prediction())
            .conventions(
                List.of(
                    new Convention("deck", ordered("lambda_l1", 0.00642, "lambda_l2", 0.00321), ""),
                    new Convention(
                        "scikit-learn ElasticNet",
                        ordered("alpha", 0.00642, "l1_ratio", 0.5),
                        "features standardized first"),
                    new Convention(
                        "MLlib, solver normal",
                        ordered("regParam", 0.006512, "elasticNetParam", 0.4931),
                        "standardizes the label as well")));
    SampleOverfitting.fill(run, path(), coefficients());
    return run.build();
  }

  static final double PATH_LAMBDA = 0.006419;

  static final double LAMBDA_MIN = 0.00231;

  private static Map<String, Double> ordered(String a, double x, String b, double y) {
    Map<String, Double> map = new LinkedHashMap<>();
    map.put(a, x);
    map.put(b, y);
    return map;
  }

  /** Its coefficients. */
  public static List<CoefficientRow> coefficients() {
    SplittableRandom random = new SplittableRandom(7);
    List<CoefficientRow> rows = new ArrayList<>();
    for (String genre : GENRES) {
      double w = (random.nextDouble() - 0.45) * 0.7;
      double sd = 0.2 + 0.3 * random.nextDouble();
      rows.add(row(rows.size(), "genre", "genre=" + genre, w, sd, 200 + random.nextLong(6000)));
    }
    for (int k = 0; k < 60; k++) {
      double w = random.nextDouble() < 0.35 ? 0 : (random.nextDouble() - 0.5) * 1.4;
      String name =
          k == 0 ? "director=(other)" : k == 1 ? "director=Bong Joon Ho" : "director=Director " + k;
      rows.add(
          row(
              rows.size(),
              "director",
              name,
              w,
              0.1 + 0.08 * random.nextDouble(),
              20 + random.nextLong(700)));
    }
    for (int k = 0; k < 60; k++) {
      double w = random.nextDouble() < 0.93 ? 0 : (random.nextDouble() - 0.5) * 0.2;
      rows.add(row(rows.size(), "actor", "actor=Actor " + k, w, 0.12, 20 + random.nextLong(500)));
    }
    rows.add(row(rows.size(), "year", "year", 0, 18, 15904));
    rows.add(row(rows.size(), "runtime", "runtime", 0, 22, 15904));
    return rows;
  }

  private static CoefficientRow row(
      int index, String feature, String name, double w, double deviation, long count) {
    return new CoefficientRow(index, feature, name, w, w * deviation, count);
  }

  private static Map<String, Object> config(String unit) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(
        "input",
        Map.of(
            "ratings", Map.of("format", "csv", "path", "ratings.csv", "range", List.of(0.5, 5.0))));
    Map<String, Object> genre = new LinkedHashMap<>();
    genre.put("name", "genre");
    genre.put("kind", "multi-hot");
    genre.put("separator", "|");
    Map<String, Object> year = new LinkedHashMap<>();
    year.put("name", "year");
    year.put("kind", "numeric");
    config.put("features", List.of(genre, year));
    Map<String, Object> split = new LinkedHashMap<>();
    split.put("by", "hash");
    split.put("unit", unit);
    split.put("test-share", 0.2);
    config.put("split", split);
    Map<String, Object> fit = new LinkedHashMap<>();
    fit.put("penalty", "elastic-net");
    fit.put("lambda", "auto");
    fit.put("tolerance", 1e-8);
    config.put("fit", fit);
    config.put("empty", null);
    return config;
  }

  private static Data data() {
    Map<String, Long> reasons = new LinkedHashMap<>();
    reasons.put("malformed", 4L);
    reasons.put("rating_out_of_range", 19L);
    reasons.put("rating_missing", 12L);
    reasons.put("duplicate", 0L);
    Map<String, FeatureValues> values = new LinkedHashMap<>();
    values.put("genre", new FeatureValues(112, 0, 0));
    values.put("director", new FeatureValues(844, 0, 0));
    values.put("year", new FeatureValues(31, 5, 2));
    return new Data(
        20000L, 19965L, 35L, 0L, reasons, 18211L, 4, 200L, 500L, 1L, 0.2034, null, values);
  }

  private static Features features() {
    return new Features(
        139,
        List.of(
            new Group("genre", "multi-hot", 17, 17, true),
            new Group("director", "one-hot", 60, 41, true),
            new Group("actor", "one-hot", 60, 4, true),
            new Group("year", "numeric", 1, 0, false),
            new Group("runtime", "numeric", 1, 0, false)));
  }

  private static ModelSummary model() {
    Map<String, Double> coefficients = new LinkedHashMap<>();
    coefficients().forEach(row -> coefficients.put(row.name(), row.coefficient()));
    return new ModelSummary(
        PATH_LAMBDA,
        0.5,
        3.4127,
        62,
        "9f2c1be0a6d4ce7712b7f4f44c1b65a3c0d1e2f30415263748596a7b8c9d0e1f",
        coefficients);
  }

  private static List<PathEntry> path() {
    List<PathEntry> path = new ArrayList<>();
    double first = 0.31;
    for (int k = 0; k < 100; k++) {
      double decades = 3 * k / 99.0;
      double lambda = snapped(first * Math.pow(10, -decades));
      double falling = Math.exp(-Math.pow(decades / 0.75, 2));
      double train = 0.6615 - 0.003 * decades + 0.326 * falling;
      double turn = Math.max(0, decades - 2.06);
      double held = 0.6748 + 0.3128 * falling + 0.008 * turn * turn;
      int nonzero = (int) Math.round(139 * Math.pow(decades / 3, 1.398));
      path.add(new PathEntry(lambda, nonzero, train, held, 0.0028, null, 1e-9));
    }
    return path;
  }

  // The rules' λs are points of the grid.
  private static double snapped(double lambda) {
    for (double mark : new double[] {PATH_LAMBDA, LAMBDA_MIN}) {
      if (Math.abs(Math.log10(lambda / mark)) < 1.5 / 99) {
        return mark;
      }
    }
    return lambda;
  }

  private static List<TraceEntry> trace() {
    List<TraceEntry> trace = new ArrayList<>();
    for (int t = 0; t < 64; t++) {
      double kkt = Math.pow(10, -8.2 * t / 63.0) * (1 + 0.5 * Math.sin(t));
      trace.add(new TraceEntry(t, 0.3522 + 0.142 * Math.exp(-t / 6.0), 0.41, 139 - t, kkt));
    }
    return trace;
  }

  private static Prediction prediction() {
    List<PredictionBin> bins = new ArrayList<>();
    List<PredictionBin> deciles = new ArrayList<>();
    List<ResidualBin> residuals = new ArrayList<>();
    for (int k = 0; k < 14; k++) {
      double from = 2 + 0.2 * k;
      long count = Math.round(700 * Math.exp(-Math.pow((k - 7) / 3.0, 2)));
      double actual = from + 0.1 + 0.05 * Math.sin(k * 1.7);
      bins.add(new PredictionBin(from, from + 0.2, count, from + 0.1, actual));
    }
    for (int k = 0; k < 10; k++) {
      double from = 2.4 + 0.2 * k;
      deciles.add(
          new PredictionBin(from, from + 0.2, 406, from + 0.1, from + 0.1 + 0.02 * Math.cos(k)));
    }
    for (int k = 0; k < 24; k++) {
      double from = -3 + 0.25 * k;
      long count = Math.round(640 * Math.exp(-Math.pow((from + 0.125) / 1.15, 2)));
      residuals.add(new ResidualBin(from, from + 0.25, count));
    }
    return new Prediction("test", bins, deciles, residuals, slices());
  }

  private static List<PredictionSlice> slices() {
    List<PredictionSlice> slices = new ArrayList<>();
    for (int k = 0; k < 10; k++) {
      slices.add(slice("genre", GENRES.get(k), 300 + 100 * k, 0.03 * Math.sin(2.3 * k)));
    }
    slices.add(slice("year", "under 1970", 212, 0.021));
    for (int year = 1970; year < 2020; year += 10) {
      slices.add(slice("year", year + " to " + (year + 10), 770, (year - 1990) * 0.0007));
    }
    slices.add(slice(PredictionSlice.ITEM, "1 to 9", 870, -0.192));
    slices.add(slice(PredictionSlice.ITEM, "10 to 99", 3191, 0.004));
    return slices;
  }

  private static PredictionSlice slice(String feature, String slice, long count, double off) {
    return new PredictionSlice(feature, slice, count, 3.5, 3.5 + off, 0.8 + Math.abs(off));
  }
}
