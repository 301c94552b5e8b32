package io.shrinkage.job;

import io.shrinkage.config.EarlyStoppingConfig;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.model.AblationSummary;
import io.shrinkage.model.EarlyStoppingSummary;
import io.shrinkage.model.LearningCurveSummary;
import io.shrinkage.model.RunRecord.PathEntry;
import io.shrinkage.model.SelectionSummary;
import io.shrinkage.model.SelectionSummary.RatioChoice;
import io.shrinkage.model.SelectionSummary.Stability;
import io.shrinkage.model.WeightPath;
import io.shrinkage.selection.CrossValidation;
import io.shrinkage.selection.FeatureAblation;
import io.shrinkage.selection.FoldErrors;
import io.shrinkage.selection.LearningCurve;
import io.shrinkage.selection.PathPoint;
import io.shrinkage.selection.Refolding;
import io.shrinkage.selection.Refolding.Round;
import io.shrinkage.selection.RegularizationPath;
import io.shrinkage.solver.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Puts the choice of λ, and what was measured beside the fit, into the words of the record. */
final class CourseAssembly {
  private CourseAssembly() {}

  static List<PathEntry> path(Optional<Selected> selected) {
    return selected.map(CourseAssembly::path).orElse(List.of());
  }

  private static List<PathEntry> path(Selected selected) {
    List<PathEntry> entries = new ArrayList<>();
    List<PathPoint> points = selected.path().points();
    for (int k = 0; k < points.size(); k++) {
      int at = k;
      PathPoint point = points.get(k);
      Optional<FoldErrors> errors = selected.crossValidation().map(CrossValidation::errors);
      entries.add(
          new PathEntry(
              point.lambda(),
              point.nonZero(),
              point.trainMse(),
              errors.map(e -> e.mse(at)).orElse(null),
              errors.map(e -> e.se(at)).orElse(null),
              point.validationMse(),
              point.kktViolation()));
    }
    return entries;
  }

  /** The heaviest columns at the end of the path, each along the whole of it. */
  static List<WeightPath> pathWeights(Optional<Selected> selected, FeatureSpace space) {
    if (selected.isEmpty()) {
      return List.of();
    }
    RegularizationPath path = selected.get().path();
    List<double[]> weights =
        IntStream.range(0, path.points().size()).mapToObj(path::weights).toList();
    double[] last = weights.get(weights.size() - 1);
    return IntStream.range(0, last.length)
        .filter(j -> last[j] != 0)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer j) -> -Math.abs(last[j])))
        .limit(WeightPath.MOST)
        .map(
            j ->
                new WeightPath(
                    space.columnName(j),
                    space.group(space.featureOf(j)).name(),
                    weights.stream().map(w -> w[j]).toList()))
        .toList();
  }

  static SelectionSummary selection(Optional<Selected> selected) {
    return selected.map(CourseAssembly::selection).orElse(null);
  }

  private static SelectionSummary selection(Selected selected) {
    String note = selected.note().isEmpty() ? null : selected.note();
    if (selected.crossValidation().isEmpty()) {
      return new SelectionSummary(
          "validation",
          selected.lambda(),
          null,
          selected.l1Ratio(),
          null,
          null,
          note,
          List.of(),
          null);
    }
    CrossValidation cv = selected.crossValidation().get();
    return new SelectionSummary(
        selected.ruleName(),
        cv.lambdaMin(),
        cv.lambda1se(),
        selected.l1Ratio(),
        cv.errors().folds(),
        cv.edge().map(edge -> edge.name().toLowerCase(Locale.ROOT)).orElse(null),
        cv.edge().map(CourseAssembly::warning).orElse(note),
        selected.ratios().stream().map(CourseAssembly::ratio).toList(),
        selected.refolding().map(CourseAssembly::stability).orElse(null));
  }

  private static String warning(CrossValidation.Edge edge) {
    return switch (edge) {
      case LARGEST ->
          "the lowest error is at the largest lambda, where every weight is 0: no column lowers the"
              + " error on held-out rows";
      case SMALLEST ->
          "the lowest error is at the smallest lambda of the path: a smaller one may be better;"
              + " lower select.lambda-min-ratio";
    };
  }

  private static RatioChoice ratio(Selected.AtRatio at) {
    FoldErrors errors = at.crossValidation().errors();
    return new RatioChoice(
        at.l1Ratio(),
        at.crossValidation().lambdaMin(),
        at.crossValidation().lambda1se(),
        errors.mse(errors.lowest()),
        errors.se(errors.lowest()));
  }

  private static Stability stability(Refolding refolding) {
    return new Stability(
        refolding.rounds().size(),
        refolding.rounds().stream().map(Round::lambdaMin).toList(),
        refolding.rounds().stream().map(Round::lambda1se).toList(),
        refolding.rounds().stream().map(Round::nonZero1se).toList());
  }

  static LearningCurveSummary learningCurve(Optional<LearningCurve> curve) {
    return curve.map(CourseAssembly::learningCurve).orElse(null);
  }

  private static LearningCurveSummary learningCurve(LearningCurve curve) {
    return new LearningCurveSummary(
        curve.orders(),
        curve.points().stream()
            .map(
                p ->
                    new LearningCurveSummary.Point(
                        p.share(),
                        p.rows(),
                        p.lambda(),
                        p.trainMse(),
                        p.testMse(),
                        p.low(),
                        p.high(),
                        p.nonZero()))
            .toList(),
        curve
            .forecast()
            .map(
                f ->
                    new LearningCurveSummary.Forecast(
                        f.share(), f.rows(), f.testMse(), f.low(), f.high()))
            .orElse(null),
        curve.reason().isEmpty() ? null : curve.reason(),
        curve.reading());
  }

  static AblationSummary ablation(Optional<FeatureAblation> ablation) {
    return ablation
        .map(
            a ->
                new AblationSummary(
                    "cv",
                    a.mse(),
                    a.features().stream()
                        .map(
                            f ->
                                new AblationSummary.Without(
                                    f.name(), f.columns(), f.mseWithout(), f.difference(), f.se()))
                        .toList()))
        .orElse(null);
  }

  static EarlyStoppingSummary earlyStopping(
      Optional<FittedRun.Watched> watched, EarlyStoppingConfig settings) {
    return watched.map(w -> earlyStopping(w, settings)).orElse(null);
  }

  private static EarlyStoppingSummary earlyStopping(
      FittedRun.Watched watched, EarlyStoppingConfig settings) {
    Trace trace = watched.solution().trace();
    double[] train = trace.trainMses();
    double[] validation = trace.validationMses();
    int best =
        IntStream.range(0, trace.size())
            .boxed()
            .min(Comparator.comparingDouble(i -> validation[i]))
            .orElse(0);
    List<EarlyStoppingSummary.Point> points =
        IntStream.range(0, trace.size())
            .mapToObj(i -> new EarlyStoppingSummary.Point(i, train[i], validation[i]))
            .toList();
    return new EarlyStoppingSummary(
        watched.replayed(),
        settings.patience(),
        settings.minImprovement(),
        best,
        trace.size() - 1,
        EarlyStoppingSummary.thinned(points, best));
  }
}
