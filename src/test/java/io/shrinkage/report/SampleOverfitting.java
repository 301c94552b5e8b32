package io.shrinkage.report;

import io.shrinkage.model.AblationSummary;
import io.shrinkage.model.CoefficientRow;
import io.shrinkage.model.ComputeSummary;
import io.shrinkage.model.CostSummary;
import io.shrinkage.model.EarlyStoppingSummary;
import io.shrinkage.model.LearningCurveSummary;
import io.shrinkage.model.RunRecord.PathEntry;
import io.shrinkage.model.RunRecordBuilder;
import io.shrinkage.model.SelectionSummary;
import io.shrinkage.model.SelectionSummary.RatioChoice;
import io.shrinkage.model.SelectionSummary.Stability;
import io.shrinkage.model.WeightPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The parts of a run's record that show overfitting, as a run of the demo could leave them. */
final class SampleOverfitting {
  private SampleOverfitting() {}

  static void fill(RunRecordBuilder run, List<PathEntry> path, List<CoefficientRow> coefficients) {
    run.selection(selection())
        .pathWeights(weights(path, coefficients))
        .learningCurve(learningCurve())
        .ablation(ablation())
        .earlyStopping(earlyStopping())
        .compute(new ComputeSummary("native", 1, "fast", 9_180_000L))
        .cost(
            new CostSummary(
                new CostSummary.Figures(20000L, 151, 51, 9_302_400L, 2, 9_302_400L, 1L),
                new CostSummary.Figures(18211L, 139, 51, 7_882_560L, 2, 7_901_213L, 1L)));
  }

  private static SelectionSummary selection() {
    return new SelectionSummary(
        "cv-1se",
        SampleRun.LAMBDA_MIN,
        SampleRun.PATH_LAMBDA,
        0.5,
        5,
        null,
        null,
        List.of(
            new RatioChoice(0.1, 0.0031, 0.0092, 0.67511, 0.00291),
            new RatioChoice(0.5, SampleRun.LAMBDA_MIN, SampleRun.PATH_LAMBDA, 0.67482, 0.00280),
            new RatioChoice(1.0, 0.0017, 0.0052, 0.67514, 0.00286)),
        new Stability(
            6,
            List.of(0.00231, 0.00248, 0.00216, 0.00231, 0.00266, 0.00231),
            List.of(0.006419, 0.00599, 0.00688, 0.006419, 0.00599, 0.00737),
            List.of(62, 65, 58, 62, 65, 55)));
  }

  private static List<WeightPath> weights(List<PathEntry> path, List<CoefficientRow> coefficients) {
    List<CoefficientRow> heaviest =
        coefficients.stream()
            .sorted(Comparator.comparingDouble(row -> -Math.abs(row.standardized())))
            .limit(WeightPath.MOST)
            .toList();
    List<WeightPath> paths = new ArrayList<>();
    for (CoefficientRow row : heaviest) {
      double size = Math.abs(row.standardized());
      List<Double> standardized = new ArrayList<>();
      for (PathEntry entry : path) {
        double shrunk = Math.max(0, size * 1.08 - 0.35 * entry.lambda() - 0.2 * entry.lambda());
        standardized.add(Math.signum(row.standardized()) * shrunk);
      }
      paths.add(new WeightPath(row.name(), row.feature(), standardized));
    }
    return paths;
  }

  private static LearningCurveSummary learningCurve() {
    List<LearningCurveSummary.Point> points = new ArrayList<>();
    for (int k = 1; k <= 10; k++) {
      double share = k / 10.0;
      double train = 0.6589 - 0.030 * Math.exp(-3 * share);
      double test = forecast(share);
      double half = 0.004 / Math.sqrt(share);
      points.add(
          new LearningCurveSummary.Point(
              share,
              Math.round(15904 * share),
              SampleRun.PATH_LAMBDA / Math.sqrt(share),
              train,
              test,
              test - half,
              test + half,
              20 + 4.2 * k));
    }
    return new LearningCurveSummary(
        8,
        points,
        new LearningCurveSummary.Forecast(2, 31808L, forecast(2), 0.6625, 0.6691),
        null,
        "Twice the ratings would lower the held-out error by about 1 %.");
  }

  private static double forecast(double share) {
    return 0.6591 + 0.0152 * Math.pow(share, -0.72);
  }

  private static AblationSummary ablation() {
    return new AblationSummary(
        "cv",
        0.67482,
        List.of(
            new AblationSummary.Without("genre", 17, 0.80911, 0.13429, 0.00512),
            new AblationSummary.Without("director", 60, 0.73344, 0.05862, 0.00377),
            new AblationSummary.Without("actor", 60, 0.67561, 0.00079, 0.00061),
            new AblationSummary.Without("year", 1, 0.67480, -0.00002, 0.00003),
            new AblationSummary.Without("runtime", 1, 0.67481, -0.00001, 0.00002)));
  }

  private static EarlyStoppingSummary earlyStopping() {
    List<EarlyStoppingSummary.Point> curve = new ArrayList<>();
    int best = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (int t = 0; t < 120; t++) {
      double train = 0.6425 + 0.345 * Math.exp(-t / 9.0) - 0.00006 * t;
      double validation = 0.6712 + 0.33 * Math.exp(-t / 8.0) + 0.00018 * t;
      if (validation < lowest) {
        lowest = validation;
        best = t;
      }
      curve.add(new EarlyStoppingSummary.Point(t, train, validation));
    }
    return new EarlyStoppingSummary(true, 20, 1e-5, best, curve.size(), curve);
  }
}
