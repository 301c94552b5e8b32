package io.shrinkage.job;

import io.shrinkage.config.ComputeConfig;
import io.shrinkage.config.FitConfig;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.config.SolverKind;
import io.shrinkage.config.SplitBy;
import io.shrinkage.config.SplitConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.job.FittedRun.Course;
import io.shrinkage.job.FittedRun.Watched;
import io.shrinkage.model.LinearModel;
import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.PenaltyFamily;
import io.shrinkage.objective.SmoothObjective;
import io.shrinkage.selection.BucketPlan;
import io.shrinkage.selection.CostPlan.Way;
import io.shrinkage.selection.CrossValidation;
import io.shrinkage.selection.FeatureAblation;
import io.shrinkage.selection.LearningCurve;
import io.shrinkage.selection.PathStopping;
import io.shrinkage.selection.RegularizationPath;
import io.shrinkage.solver.Certificate;
import io.shrinkage.solver.Fista;
import io.shrinkage.solver.GradientDescent;
import io.shrinkage.solver.IterationListener;
import io.shrinkage.solver.Solution;
import io.shrinkage.solver.Solver;
import io.shrinkage.solver.StateKeeper;
import io.shrinkage.solver.StoppingRule;
import io.shrinkage.solver.WarmStart;
import io.shrinkage.spark.Checkpoints;
import io.shrinkage.spark.EncodedRatings;
import io.shrinkage.spark.TreeAggregation;
import io.shrinkage.statistics.ColumnMoments;
import io.shrinkage.statistics.LeastSquares;
import io.shrinkage.statistics.LeastSquaresObjective;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.SlotStatistics;
import io.shrinkage.statistics.Standardizer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * From encoded ratings to weights: who solves, the choice of λ, the fit, its certificate, and what
 * else the same statistics tell.
 *
 * <p>Fits by {@code gradient} and {@code proximal} run over the cluster; all else is solved in the
 * driver's memory, on statistics or on the rows. The certificate is always taken over the cluster.
 */
final class Training {
  /** How far a fit on a path over the cluster is solved. */
  private static final double PATH_TOLERANCE = 1e-4;

  private final ShrinkageConfig config;
  private final EncodedRatings ratings;
  private final BucketPlan plan;
  private final Console console;
  private final Optional<Checkpoints> checkpoints;
  private final Optional<LinearModel> former;

  Training(ShrinkageConfig config, EncodedRatings ratings, BucketPlan plan, Console console) {
    this(config, ratings, plan, console, Optional.empty(), Optional.empty());
  }

  private Training(
      ShrinkageConfig config,
      EncodedRatings ratings,
      BucketPlan plan,
      Console console,
      Optional<Checkpoints> checkpoints,
      Optional<LinearModel> former) {
    this.checkpoints = checkpoints;
    this.former = former;
    this.config = config;
    this.ratings = ratings;
    this.plan = plan;
    this.console = console;
  }

  /** The same, which goes on from a fit's state that was kept, and keeps its own. */
  Training keeping(Checkpoints kept) {
    return new Training(config, ratings, plan, console, Optional.of(kept), former);
  }

  /** The same, whose first-order fit starts from another model's coefficients, if there is one. */
  Training startingFrom(Optional<LinearModel> model) {
    return new Training(config, ratings, plan, console, checkpoints, model);
  }

  private WarmStart start() {
    return former
        .map(model -> WarmStart.at(model.standardizedIn(space())))
        .orElseGet(() -> WarmStart.zero(space().dimension()));
  }

  /**
   * The roles of the slots that a configuration asks for.
   *
   * @param givenFolds how many folds a column names; 0 if none does
   */
  static BucketPlan plan(SplitConfig split, int givenFolds) {
    BucketPlan plan =
        split.by() == SplitBy.HASH
            ? BucketPlan.hashed(split.buckets(), split.testShare(), split.validationShare())
            : BucketPlan.keyed(split.buckets(), split.validationShare());
    return givenFolds > 0 ? plan.withGivenFolds(givenFolds) : plan;
  }

  /** The aggregation that a configuration asks for. */
  static TreeAggregation tree(ComputeConfig compute) {
    return compute.depth().isPresent()
        ? TreeAggregation.ofDepth(compute.depth().getAsInt())
        : TreeAggregation.automatic();
  }

  static DataException nothingVaries() {
    return new DataException(
        "no column varies together with the rating among the training rows, so there is no λ to"
            + " choose; look at features, or set fit.lambda");
  }

  private FeatureSpace space() {
    return ratings.space();
  }

  /** Chooses λ where it is to be chosen, fits, certifies, and measures. */
  FittedRun run(Stages stages) {
    SolverChoice choice = SolverChoice.of(config, ratings.sizes(), plan);
    return switch (choice.way()) {
      case STATISTICS -> run(stages, choice, statistics(stages, choice));
      case ROWS -> run(stages, choice, rows(stages));
      case PASSES -> overTheCluster(stages, choice);
    };
  }

  /**
   * A fit at a known λ.
   *
   * @param solver who fitted, by its name in the configuration
   * @param rows the slots of the rows that were fitted to
   * @param standardizer their scales, which are the units of the weights
   */
  record Refit(String solver, SlotSet rows, Standardizer standardizer, Solution solution) {}

  /** The fit of {@link #run} and nothing else of it, at a λ that was chosen before. */
  Refit refit(Stages stages, double l1Ratio, double lambda) {
    SolverChoice choice = SolverChoice.of(config, ratings.sizes(), plan);
    Fitted fitted =
        choice.solver().isFirstOrder()
            ? firstOrder(stages, choice, l1Ratio, lambda)
            : direct(stages, choice, inMemory(stages, choice), l1Ratio, lambda);
    return new Refit(choice.solverName(), fitted.rows, fitted.standardizer, fitted.solution);
  }

  private Selecting<?> inMemory(Stages stages, SolverChoice choice) {
    Engine<?> engine = choice.way() == Way.STATISTICS ? statistics(stages, choice) : rows(stages);
    return selecting(engine, choice);
  }

  private <F extends LeastSquares> Selecting<F> selecting(Engine<F> engine, SolverChoice choice) {
    requireRows(engine.problems().weight(plan.fit()) > 0);
    requireFinite(engine.problems().problem(plan.fit()).standardizer());
    return new Selecting<>(config, space(), engine, plan, choice.bySlot());
  }

  private RowsEngine rows(Stages stages) {
    return stages.run(
        "collect rows",
        () -> new RowsEngine(ratings.onDriver(), config.fit(), space()),
        engine -> "in the driver's memory");
  }

  private StatisticsEngine statistics(Stages stages, SolverChoice choice) {
    // Taken off each rating so that little cancels; it enters no result.
    double origin =
        config.input().ratings().range().map(range -> (range.lo() + range.hi()) / 2).orElse(0.0);
    SlotStatistics statistics =
        stages.run(
            "statistics",
            () -> ratings.slotStatistics(choice.strata(), origin),
            sums ->
                String.format(
                    Locale.ROOT,
                    "%,d columns in %,d sets of rows, %,d bytes",
                    space().dimension(),
                    choice.strata().count(),
                    sums.bytes()));
    return new StatisticsEngine(statistics, config.fit(), space());
  }

  private <F extends LeastSquares> FittedRun run(
      Stages stages, SolverChoice choice, Engine<F> engine) {
    Selecting<F> selecting = selecting(engine, choice);
    Optional<Selected> selected =
        config.fit().selectsLambda()
            ? Optional.of(stages.run("select lambda", selecting::choose, Training::chosen))
            : Optional.empty();
    double l1Ratio = selected.map(Selected::l1Ratio).orElse(config.fit().l1Share());
    Fitted fitted =
        choice.solver().isFirstOrder()
            ? firstOrder(stages, choice, l1Ratio, lambda(selected))
            : direct(stages, choice, selecting, l1Ratio, lambda(selected));
    return finish(
        stages,
        choice,
        selected,
        fitted,
        engine.statisticsBytes(),
        choice.solver().isFirstOrder() ? Optional.empty() : selecting.unregularized(plan.fit()),
        measure(stages, selecting, selected, fitted));
  }

  private FittedRun overTheCluster(Stages stages, SolverChoice choice) {
    Optional<Selected> selected =
        config.fit().selectsLambda()
            ? Optional.of(
                stages.run("select lambda", () -> byPasses(stages, choice), Training::chosen))
            : Optional.empty();
    double l1Ratio = config.fit().l1Share();
    Fitted fitted = firstOrder(stages, choice, l1Ratio, lambda(selected));
    return finish(
        stages,
        choice,
        selected,
        fitted,
        null,
        Optional.empty(),
        new Course(Optional.empty(), Optional.empty(), watched(fitted)));
  }

  private double lambda(Optional<Selected> selected) {
    return selected.map(Selected::lambda).orElseGet(() -> config.fit().fixedLambda().orElseThrow());
  }

  private static String chosen(Selected selected) {
    return String.format(
        Locale.ROOT, "lambda %.6g of %d tried", selected.lambda(), selected.path().points().size());
  }

  /** A fit, on which rows and by which scales. */
  private record Fitted(
      SlotSet rows, Standardizer standardizer, Solution solution, double l1Ratio, double lambda) {}

  private Fitted direct(
      Stages stages, SolverChoice choice, Selecting<?> selecting, double l1Ratio, double lambda) {
    Selecting.Fit fit =
        stages.run(
            "fit",
            () -> selecting.fit(l1Ratio, lambda, plan.fit()),
            done -> solved(choice, done.solution()));
    return new Fitted(plan.fit(), fit.standardizer(), fit.solution(), l1Ratio, lambda);
  }

  private Fitted firstOrder(Stages stages, SolverChoice choice, double l1Ratio, double lambda) {
    boolean early = config.earlyStopping().enabled();
    BucketPlan roles = early ? plan.withValidation() : plan;
    SlotSet rows = early ? roles.train() : plan.fit();
    Standardizer standardizer = standardizer(rows);
    LeastSquaresObjective objective = ratings.distributed(rows, standardizer);
    Penalty penalty = penalties(l1Ratio, standardizer).at(lambda);
    ToDoubleFunction<double[]> validation =
        w -> ratings.metrics(roles.validation(), standardizer.predictor(w)).mse();
    Supplier<Solution> solve =
        () -> {
          if (early && Double.isNaN(validation.applyAsDouble(new double[space().dimension()]))) {
            throw Selecting.noValidationRows();
          }
          StateKeeper keeper = keeper(lambda, l1Ratio);
          return (early
                  ? watching(stages, choice, validation, keeper)
                  : solver(stages, choice, keeper))
              .solve(objective, penalty, start());
        };
    Solution solution = stages.run("fit", solve, done -> solved(choice, done));
    return new Fitted(rows, standardizer, solution, l1Ratio, lambda);
  }

  private Solver<SmoothObjective> solver(Stages stages, SolverChoice choice, StateKeeper keeper) {
    FitConfig fit = config.fit();
    return choice.solver() == SolverKind.GRADIENT
        ? new GradientDescent(fit.stoppingRule(), fit.rate(), listener(stages)).keeping(keeper)
        : new Fista(fit.stoppingRule(), listener(stages)).keeping(keeper);
  }

  private Solver<SmoothObjective> watching(
      Stages stages,
      SolverChoice choice,
      ToDoubleFunction<double[]> validation,
      StateKeeper keeper) {
    FitConfig fit = config.fit();
    return choice.solver() == SolverKind.GRADIENT
        ? new GradientDescent(fit.stoppingRule(), fit.rate(), listener(stages))
            .stoppingEarly(config.earlyStopping().rule(), validation)
            .keeping(keeper)
        : new Fista(fit.stoppingRule(), listener(stages))
            .stoppingEarly(config.earlyStopping().rule(), validation)
            .keeping(keeper);
  }

  private StateKeeper keeper(double lambda, double l1Ratio) {
    return checkpoints.isEmpty()
        ? StateKeeper.NONE
        : new KeptState(checkpoints.get(), console, lambda, l1Ratio);
  }

  private static IterationListener listener(Stages stages) {
    return (iteration, value, kkt) -> {
      stages.gauge("fit.iterations", iteration);
      stages.gauge("fit.kkt_violation", kkt);
      stages.detail(
          String.format(
              Locale.ROOT,
              "iteration %d, objective %.8g, KKT violation %.2e",
              iteration,
              value,
              kkt));
    };
  }

  private static String solved(SolverChoice choice, Solution solution) {
    return String.format(
        Locale.ROOT,
        "%s: %s after %d iterations",
        choice.solverName(),
        solution.stopReason().words(),
        solution.iterations());
  }

  private FittedRun finish(
      Stages stages,
      SolverChoice choice,
      Optional<Selected> selected,
      Fitted fitted,
      Long statisticsBytes,
      Optional<double[]> unregularized,
      Course course) {
    LeastSquaresObjective objective = ratings.distributed(fitted.rows(), fitted.standardizer());
    Penalty penalty = penalties(fitted.l1Ratio(), fitted.standardizer()).at(fitted.lambda());
    double[] weights = fitted.solution().coefficients();
    return stages.run(
        "certify",
        () -> {
          Scored scored =
              Scored.of(config, ratings, plan, fitted.rows(), objective, weights, unregularized);
          Certificate certificate =
              scored.certificate(objective, penalty, weights, config.fit().tolerance());
          return new FittedRun(
              plan,
              fitted.rows(),
              choice,
              statisticsBytes,
              objective,
              penalty,
              fitted.l1Ratio(),
              fitted.lambda(),
              selected,
              fitted.solution(),
              scored,
              certificate,
              unregularized,
              course);
        },
        run -> certified(run.certificate()));
  }

  private static String certified(Certificate certificate) {
    return String.format(
        Locale.ROOT,
        "KKT violation %.1e, duality gap %.1e",
        certificate.kktViolation(),
        certificate.dualityGap());
  }

  private <F extends LeastSquares> Course measure(
      Stages stages, Selecting<F> selecting, Optional<Selected> selected, Fitted fitted) {
    Optional<LearningCurve> curve =
        config.learningCurve().enabled()
            ? Optional.of(
                stages.run(
                    "learning curve",
                    () -> selecting.learningCurve(fitted.l1Ratio()),
                    LearningCurve::reading))
            : Optional.empty();
    Optional<CrossValidation> full = selected.flatMap(Selected::crossValidation);
    Optional<FeatureAblation> ablation =
        config.select().ablation() && full.isPresent()
            ? stages.run(
                "ablation",
                () -> selecting.ablation(fitted.l1Ratio(), full.get()),
                Training::ablated)
            : Optional.empty();
    Optional<Watched> watched = watched(fitted);
    if (watched.isEmpty()) {
      watched =
          stages.run(
              "early stopping",
              () ->
                  selecting
                      .replay(fitted.l1Ratio(), fitted.lambda())
                      .map(solution -> new Watched(solution, true)),
              done -> done.isPresent() ? "replayed in the driver's memory" : "not replayed");
    }
    return new Course(curve, ablation, watched);
  }

  private static String ablated(Optional<FeatureAblation> ablation) {
    return ablation
        .map(a -> "errors without each of " + a.features().size() + " features")
        .orElse("left out: too many columns to choose λ anew without each feature");
  }

  private Optional<Watched> watched(Fitted fitted) {
    return config.earlyStopping().enabled()
        ? Optional.of(new Watched(fitted.solution(), false))
        : Optional.empty();
  }

  /** The problem of some slots' rows over the cluster. */
  LeastSquaresObjective distributed(SlotSet slots) {
    return ratings.distributed(slots, standardizer(slots));
  }

  private Standardizer standardizer(SlotSet slots) {
    ColumnMoments moments = ratings.moments(slots);
    requireRows(moments.rows() > 0);
    Standardizer standardizer = moments.standardizer();
    requireFinite(standardizer);
    return config.fit().intercept()
        ? standardizer
        : standardizer.withoutIntercept(space().origins());
  }

  private static void requireRows(boolean present) {
    if (!present) {
      throw new DataException(
          "no training rows are left: every accepted rating is a test or validation row; lower"
              + " split.test-share, or see what split.by and split.unit leave for training");
    }
  }

  /** A number is good up to 1e308, its square only up to 1e154. */
  private void requireFinite(Standardizer rows) {
    if (!Double.isFinite(rows.yMean()) || !Double.isFinite(rows.ySigma())) {
      throw new DataException(
          "the ratings are so large that their squares exceed a double (1e308); bound them by"
              + " input.ratings.range, or use a larger unit");
    }
    for (int j = 0; j < rows.dimension(); j++) {
      if (!Double.isFinite(rows.mean(j)) || !Double.isFinite(rows.scale(j))) {
        throw new DataException(
            "values of '"
                + space().columnName(j)
                + "' are so large that their squares exceed a double (1e308); bound them by the"
                + " feature's range, or use a larger unit");
      }
    }
  }

  /** The penalties of a path on some rows. */
  PenaltyFamily penalties(double l1Ratio, Standardizer rows) {
    return Penalties.of(config.fit().withL1Ratio(l1Ratio), space(), rows);
  }

  /**
   * The choice by validation, in passes over the cluster: what is left where neither statistics nor
   * rows fit in the driver.
   */
  private Selected byPasses(Stages stages, SolverChoice choice) {
    String note = choice.note(config, plan);
    if (!note.isEmpty()) {
      console.line(note);
    }
    return Selected.byValidation(pathByPasses(stages), config.fit().l1Share(), note);
  }

  private RegularizationPath pathByPasses(Stages stages) {
    BucketPlan roles = plan.withValidation();
    LeastSquaresObjective objective = distributed(roles.train());
    PenaltyFamily penalties = penalties(config.fit().l1Share(), objective.standardizer());
    double lambdaMax = penalties.lambdaMax(objective.gradientAtOrigin());
    if (!(lambdaMax > 0)) {
      throw nothingVaries();
    }

    double[] lambdas = config.select().grid().from(lambdaMax);
    int[] solved = {0};
    StoppingRule rule =
        new StoppingRule(
            config.fit().maxIterations(), Math.max(PATH_TOLERANCE, config.fit().tolerance()));
    return RegularizationPath.run(
        objective,
        lambdas,
        penalties,
        new Fista(rule),
        solution -> {
          double mse =
              ratings
                  .metrics(
                      roles.validation(),
                      objective.standardizer().predictor(solution.coefficients()))
                  .mse();
          stages.detail(
              String.format(
                  Locale.ROOT,
                  "lambda %d of %d, %d columns, validation RMSE %.5f",
                  ++solved[0],
                  lambdas.length,
                  solution.nonZeros(),
                  Math.sqrt(mse)));
          return mse;
        },
        PathStopping.STANDARD);
  }
}
