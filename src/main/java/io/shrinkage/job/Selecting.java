package io.shrinkage.job;

import io.shrinkage.config.FitConfig;
import io.shrinkage.config.LearningCurveConfig;
import io.shrinkage.config.SelectConfig;
import io.shrinkage.config.SelectRule;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.objective.Penalty;
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
import io.shrinkage.solver.GradientDescent;
import io.shrinkage.solver.Solution;
import io.shrinkage.solver.StoppingRule;
import io.shrinkage.solver.WarmStart;
import io.shrinkage.statistics.LeastSquares;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.Standardizer;
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

  // Some hundred million operations: a thousand steps at 500 columns.
  private static final double REPLAY_WORK = 2.5e8;
  private static final int FEWEST_ITERATIONS = 50;

  private final ShrinkageConfig config;
  private final FeatureSpace space;
  private final Engine<F> engine;
  private final BucketPlan plan;
  private final boolean bySlot;

  /**
   * Selection on the problems of an engine.
   *
   * @param bySlot whether the engine can part any slots, or only folds from each other
   */
  Selecting(
      ShrinkageConfig config,
      FeatureSpace space,
      Engine<F> engine,
      BucketPlan plan,
      boolean bySlot) {
    this.bySlot = bySlot;
    this.config = config;
    this.space = space;
    this.engine = engine;
    this.plan = plan;
  }

  private PathFits<F> fits(double l1Ratio) {
    FitConfig fit = config.fit().withL1Ratio(l1Ratio);
    return new PathFits<>(engine.problems(), engine.pathSolver(fit), Penalties.rule(fit, space));
  }

  private PathFits<F> rough(double l1Ratio) {
    return fits(l1Ratio).by(engine.roughSolver(config.fit()));
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
          CrossValidation.run(fits(ratio), plan.fit(), folds, select.grid(), PathStopping.FLAT)
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
        refolding(ratios.get(tried.indexOf(best)), path));
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

  /** Folds that a column names are dealt once and for all, and sums of folds cannot be parted. */
  private Optional<Refolding> refolding(double l1Ratio, RegularizationPath path) {
    SelectConfig select = config.select();
    return plan.foldsAreGiven() || select.repeats() == 0 || !bySlot
        ? Optional.empty()
        : Optional.of(
            Refolding.run(
                rough(l1Ratio),
                path,
                plan.fit(),
                select.folds(),
                Refolding.affordable(select.repeats(), select.folds(), engine.work()),
                config.split().seed()));
  }

  /** The error against the share of the training rows. */
  LearningCurve learningCurve(double l1Ratio) {
    if (!bySlot && !plan.test().isEmpty()) {
      return LearningCurve.none(
          "the statistics of every bucket do not fit in the driver, only those of folds");
    }
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
            rough(l1Ratio),
            plan,
            shape,
            config.select().lambdaMinRatio(),
            fixed,
            rule(),
            config.split().seed())
        .measure();
  }

  /** The weights at one λ on some rows, from a cold start, so that no path shows in their bits. */
  Fit fit(double l1Ratio, double lambda, SlotSet rows) {
    FitConfig fit = config.fit().withL1Ratio(l1Ratio);
    F problem = engine.problems().problem(rows);
    Penalty penalty = Penalties.of(fit, space, problem.standardizer()).at(lambda);
    Solution solution =
        engine.solver(fit).solve(problem, penalty, WarmStart.zero(problem.dimension()));
    return new Fit(solution, problem.standardizer());
  }

  /** A fit and the coordinates of its weights. */
  record Fit(Solution solution, Standardizer standardizer) {}

  /** The unregularized fit where it costs no pass. */
  Optional<double[]> unregularized(SlotSet rows) {
    return engine.unregularized(rows);
  }

  /**
   * The deck's gradient descent from 0 at one λ, watched on the validation rows, which it is not
   * fitted to; empty where there are none, or where its steps would take their time.
   */
  Optional<Solution> replay(double l1Ratio, double lambda) {
    BucketPlan roles = plan.withValidation();
    int iterations =
        (int) Math.min(config.fit().maxIterations(), REPLAY_WORK / Math.max(1, engine.work()));
    if (!(engine.problems().weight(roles.validation()) > 0)
        || !(engine.problems().weight(roles.train()) > 0)
        || iterations < FEWEST_ITERATIONS) {
      return Optional.empty();
    }
    F problem = engine.problems().problem(roles.train());
    Standardizer standardizer = problem.standardizer();
    double weight = engine.problems().weight(roles.validation());
    return Optional.of(
        new GradientDescent(
                new StoppingRule(iterations, config.fit().tolerance()), config.fit().rate())
            .stoppingEarly(
                config.earlyStopping().rule(),
                w ->
                    engine.problems().squaredError(roles.validation(), standardizer.predictor(w))
                        / weight)
            .solve(
                problem,
                Penalties.of(config.fit().withL1Ratio(l1Ratio), space, standardizer).at(lambda),
                WarmStart.zero(problem.dimension())));
  }

  /**
   * The error without each feature, on the folds of a choice; empty where that takes longer than
   * one waits for.
   */
  Optional<FeatureAblation> ablation(double l1Ratio, CrossValidation full) {
    if (engine.work() > MOST_WORK) {
      return Optional.empty();
    }
    List<FeatureAblation.Reduced<F>> reduced = new ArrayList<>();
    for (int feature = 0; feature < space.features(); feature++) {
      reduced.add(
          new FeatureAblation.Reduced<>(
              space.group(feature).name(),
              space.columnsOf(feature),
              engine.without(space.firstColumn(feature), space.firstColumn(feature + 1))));
    }
    return Optional.of(
        FeatureAblation.run(
            rough(l1Ratio), full.errors(), reduced, plan.fit(), folds(), config.select().grid()));
  }
}
