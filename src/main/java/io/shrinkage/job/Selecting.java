package io.shrinkage.job;

import io.shrinkage.config.FitConfig;
import io.shrinkage.config.LearningCurveConfig;
import io.shrinkage.config.SelectConfig;
import io.shrinkage.config.SelectRule;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.selection.BucketPlan;
import io.shrinkage.selection.CrossValidation;
import io.shrinkage.selection.CvRule;
import io.shrinkage.selection.FeatureAblation;
import io.shrinkage.selection.LearningCurve;
import io.shrinkage.selection.LearningCurveFits;
import io.shrinkage.selection.LearningPlan;
import io.shrinkage.selection.PathFits;
import io.shrinkage.selection.PathStopping;
import io.shrinkage.selection.Refolding;
import io.shrinkage.selection.RegularizationPath;
import io.shrinkage.statistics.LeastSquares;
import io.shrinkage.statistics.SlotSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything that is chosen and measured on problems in the driver's memory, at no further scan.
 *
 * @param <F> the problems
 */
final class Selecting<F extends LeastSquares> {
  private static final int CURVE_LAMBDAS = 25;
  private static final int CURVE_FOLDS = 5;

  // One cross-validation again for each feature: beyond this many columns it takes its time.
  private static final double MOST_WORK = 1_500.0 * 1_500.0;

  private final ShrinkageConfig config;
  private final FeatureSpace space;
  private final Engine<F> engine;
  private final BucketPlan plan;

  Selecting(ShrinkageConfig config, FeatureSpace space, Engine<F> engine, BucketPlan plan) {
    this.config = config;
    this.space = space;
    this.engine = engine;
    this.plan = plan;
  }

  private PathFits<F> fits(double l1Ratio) {
    FitConfig fit = config.fit().withL1Ratio(l1Ratio);
    return new PathFits<>(
        engine.problems(), engine.pathSolver(fit), Penalties.rule(fit, space));
  }

  /**
   * Chooses λ by the configured rule, and ρ where there are several.
   *
   * @throws DataException if no column varies with the rating, or too few folds have rows
   */
  Selected choose() {
    return config.select().rule() == SelectRule.VALIDATION ? byValidation() : byFolds();
  }

  private Selected byValidation() {
    BucketPlan roles = plan.withValidation();
    PathFits<F> fits = fits(config.fit().l1Ratio());
    if (!(engine.problems().weight(roles.validation()) > 0)) {
      throw noValidationRows();
    }
    RegularizationPath path =
        fits.path(
            roles.train(),
            roles.validation(),
            config.select().grid().from(lambdaMax(fits, roles.train())),
            PathStopping.FLAT);
    return Selected.byValidation(path, config.fit().l1Share(), "");
  }

  static DataException noValidationRows() {
    return new DataException(
        "no row fell into a validation bucket, so there is nothing to choose λ by; set"
            + " split.validation-share higher, choose another split.seed, or set fit.lambda");
  }

  private double lambdaMax(PathFits<F> fits, SlotSet rows) {
    double lambdaMax = fits.lambdaMax(rows);
    if (!(lambdaMax > 0)) {
      throw Training.nothingVaries();
    }
    return lambdaMax;
  }

  private Selected byFolds() {
    SelectConfig select = config.select();
    List<SlotSet> folds = folds();
    List<Double> ratios =
        select.l1Ratios().isEmpty() ? List.of(config.fit().l1Ratio()) : select.l1Ratios();
    List<Selected.AtRatio> tried = new ArrayList<>();
    for (double ratio : ratios) {
      CrossValidation cv =
          CrossValidation.run(
                  fits(ratio), plan.fit(), folds, select.grid(), PathStopping.FLAT)
              .orElseThrow(Training::nothingVaries);
      tried.add(new Selected.AtRatio(config.fit().withL1Ratio(ratio).l1Share(), cv));
    }
    Selected.AtRatio best = tried.get(0);
    for (Selected.AtRatio other : tried) {
      best = other.lowest() < best.lowest() ? other : best;
    }

    RegularizationPath path = best.crossValidation().path();
    double lambda = path.lambdas()[best.crossValidation().chosen(rule())];
    return new Selected(
        select.rule(),
        "",
        best.l1Ratio(),
        lambda,
        path,
        Optional.of(best.crossValidation()),
        tried,
        refolding(fits(ratios.get(tried.indexOf(best))), path));
  }

  private List<SlotSet> folds() {
    List<SlotSet> folds = plan.folds(config.select().folds());
    long filled = folds.stream().filter(f -> engine.problems().weight(f) > 0).count();
    if (filled < 2) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "cross-validation needs training rows in at least two folds, and %d of %d have any;"
                  + " take more rows or fewer split.buckets, or set fit.lambda",
              filled,
              folds.size()));
    }
    return folds;
  }

  private CvRule rule() {
    return config.select().rule() == SelectRule.CV_1SE ? CvRule.ONE_STANDARD_ERROR : CvRule.MIN;
  }

  /** Folds that a column names are dealt once and for all. */
  private Optional<Refolding> refolding(PathFits<F> fits, RegularizationPath path) {
    SelectConfig select = config.select();
    return plan.foldsAreGiven() || select.repeats() == 0
        ? Optional.empty()
        : Optional.of(
            Refolding.run(
                fits, path, plan.fit(), select.folds(), select.repeats(), config.split().seed()));
  }

  /** The error against the share of the training rows. */
  LearningCurve learningCurve(double l1Ratio) {
    LearningCurveConfig curve = config.learningCurve();
    LearningPlan shape =
        new LearningPlan(
                curve.orders(),
                curve.shares(),
                Math.min(CURVE_FOLDS, config.select().folds()),
                Math.min(CURVE_LAMBDAS, config.select().lambdas()))
            .affordable(engine.work());
    OptionalDouble fixed = config.fit().fixedLambda();
    return new LearningCurveFits<>(
            fits(l1Ratio),
            plan,
            shape,
            config.select().lambdaMinRatio(),
            fixed,
            rule(),
            config.split().seed())
        .measure();
  }

  /** Whether the error without each feature takes no longer than one waits for. */
  boolean canAblate() {
    return engine.work() <= MOST_WORK;
  }

  /** The error without each feature, on the folds of a choice. */
  FeatureAblation ablation(Selected selected, CrossValidation full) {
    List<FeatureAblation.Reduced<F>> reduced = new ArrayList<>();
    for (int feature = 0; feature < space.features(); feature++) {
      int from = space.firstColumn(feature);
      reduced.add(
          new FeatureAblation.Reduced<>(
              space.group(feature).name(),
              space.columnsOf(feature),
              engine.without(from, space.firstColumn(feature + 1))));
    }
    return FeatureAblation.run(
        fits(selected.l1Ratio()),
        full.errors(),
        reduced,
        plan.fit(),
        folds(),
        config.select().grid());
  }
}
