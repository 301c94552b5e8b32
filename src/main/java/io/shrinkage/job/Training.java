package io.shrinkage.job;

import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.config.SolverKind;
import io.shrinkage.config.SplitBy;
import io.shrinkage.config.SplitConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.PenaltyFamily;
import io.shrinkage.objective.SmoothObjective;
import io.shrinkage.selection.BucketPlan;
import io.shrinkage.selection.PathStopping;
import io.shrinkage.selection.RegularizationPath;
import io.shrinkage.solver.Certificate;
import io.shrinkage.solver.Certifier;
import io.shrinkage.solver.Fista;
import io.shrinkage.solver.GradientDescent;
import io.shrinkage.solver.IterationListener;
import io.shrinkage.solver.Solution;
import io.shrinkage.solver.Solver;
import io.shrinkage.solver.StoppingRule;
import io.shrinkage.solver.WarmStart;
import io.shrinkage.spark.EncodedRatings;
import io.shrinkage.statistics.ColumnMoments;
import io.shrinkage.statistics.LeastSquaresObjective;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.Standardizer;
import java.util.Locale;
import java.util.Optional;

/**
 * From encoded ratings to weights: the objective, the choice of λ, and the fit.
 *
 * <p>Solvers that are chosen by name run over the cluster; {@code auto} takes the driver's memory
 * where the rows fit there. Both give the same bits.
 */
final class Training {
  /** How far a fit on the path is solved; the chosen λ is solved to the configured tolerance. */
  private static final double PATH_TOLERANCE = 1e-4;

  private final ShrinkageConfig config;
  private final EncodedRatings ratings;
  private final Console console;
  private final boolean onDriver;

  Training(ShrinkageConfig config, EncodedRatings ratings, Console console) {
    this.config = config;
    this.ratings = ratings;
    this.console = console;
    this.onDriver = config.fit().solver() == SolverKind.AUTO && ratings.fitsOnDriver();
  }

  /** The roles of the slots that a configuration asks for. */
  static BucketPlan plan(SplitConfig split) {
    return split.by() == SplitBy.HASH
        ? BucketPlan.hashed(split.buckets(), split.testShare(), split.validationShare())
        : BucketPlan.keyed(split.buckets(), split.validationShare());
  }

  /** The solver that runs. */
  String solverName() {
    return config.fit().solver() == SolverKind.GRADIENT ? "gradient" : "proximal";
  }

  /** Why this solver, in this place. */
  String solverReason() {
    String where =
        onDriver
            ? "in the driver's memory, which holds all " + size()
            : "over the cluster by tree aggregation";
    return config.fit().solver() == SolverKind.AUTO
        ? "auto: FISTA takes every penalty and width; " + where
        : "chosen by name; " + where;
  }

  private String size() {
    return String.format(Locale.ROOT, "%,d entries of %,d columns", ratings.entries(), dimension());
  }

  private int dimension() {
    return ratings.space().dimension();
  }

  /** Chooses λ where it is to be chosen, fits, and certifies. */
  FittedRun run(Stages stages) {
    BucketPlan plan = plan(config.split());
    Optional<RegularizationPath> path =
        config.fit().selectsLambda()
            ? Optional.of(stages.run("select lambda", () -> path(plan), Training::chosen))
            : Optional.empty();
    double lambda =
        path.map(chosen -> chosen.best().lambda())
            .orElseGet(() -> config.fit().fixedLambda().orElseThrow());
    LeastSquaresObjective objective = objective(plan.fit());
    Solution solution = stages.run("fit", () -> solve(objective, lambda, start()), this::solved);

    LeastSquaresObjective overTheCluster =
        ratings.distributed(plan.fit(), objective.standardizer());
    Penalty penalty = penalties(objective).at(lambda);
    Certificate certificate =
        stages.run(
            "certify",
            () ->
                Certifier.of(
                    overTheCluster, penalty, solution.coefficients(), config.fit().tolerance()),
            Training::certified);
    return new FittedRun(plan, overTheCluster, penalty, lambda, path, solution, certificate);
  }

  private static String chosen(RegularizationPath path) {
    return String.format(
        Locale.ROOT, "lambda %.6g of %d tried", path.best().lambda(), path.points().size());
  }

  private String solved(Solution solution) {
    return String.format(
        Locale.ROOT,
        "%s: %s after %d iterations",
        solverName(),
        solution.stopReason().words(),
        solution.iterations());
  }

  private static String certified(Certificate certificate) {
    return String.format(
        Locale.ROOT,
        "KKT violation %.1e, duality gap %.1e",
        certificate.kktViolation(),
        certificate.dualityGap());
  }

  /** A fit starts cold, so that its bits do not depend on the path that led to it. */
  private WarmStart start() {
    return WarmStart.zero(dimension());
  }

  /** The problem of some slots' rows, where this run solves it. */
  LeastSquaresObjective objective(SlotSet slots) {
    Standardizer standardizer = standardizer(slots);
    return onDriver
        ? ratings.inMemory(slots, standardizer)
        : ratings.distributed(slots, standardizer);
  }

  /** The problem of some slots' rows over the cluster. */
  LeastSquaresObjective distributed(SlotSet slots) {
    return ratings.distributed(slots, standardizer(slots));
  }

  private Standardizer standardizer(SlotSet slots) {
    ColumnMoments moments = ratings.moments(slots);
    if (moments.rows() == 0) {
      throw new DataException(
          "no training rows are left: every accepted rating is a test or validation row; lower"
              + " split.test-share, or see what split.by and split.unit leave for training");
    }
    Standardizer standardizer = moments.standardizer();
    return config.fit().intercept()
        ? standardizer
        : standardizer.withoutIntercept(ratings.space().origins());
  }

  /** The penalties of a path on some rows. */
  PenaltyFamily penalties(LeastSquaresObjective objective) {
    return Penalties.of(config.fit(), ratings.space(), objective.standardizer());
  }

  /**
   * The path over which λ is chosen, by the error on the validation rows.
   *
   * @throws DataException if no column varies with the rating
   */
  RegularizationPath path(BucketPlan plan) {
    BucketPlan roles = plan.withValidation();
    LeastSquaresObjective objective = objective(roles.train());
    PenaltyFamily penalties = penalties(objective);
    double lambdaMax = penalties.lambdaMax(objective.gradientAtOrigin());
    if (!(lambdaMax > 0)) {
      throw new DataException(
          "no column varies together with the rating among the training rows, so there is no λ to"
              + " choose; look at features, or set fit.lambda");
    }

    double[] lambdas = config.select().grid().from(lambdaMax);
    int[] solved = {0};
    return RegularizationPath.run(
        objective,
        lambdas,
        penalties,
        pathSolver(),
        solution -> {
          double mse =
              ratings
                  .metrics(
                      roles.validation(),
                      objective.standardizer().predictor(solution.coefficients()))
                  .mse();
          console.progress(
              String.format(
                  Locale.ROOT,
                  "lambda %d of %d: %d columns, validation RMSE %.5f",
                  ++solved[0],
                  lambdas.length,
                  solution.nonZeros(),
                  Math.sqrt(mse)));
          return mse;
        },
        PathStopping.STANDARD);
  }

  private Solver<SmoothObjective> pathSolver() {
    return new Fista(
        new StoppingRule(
            config.fit().maxIterations(), Math.max(PATH_TOLERANCE, config.fit().tolerance())));
  }

  /** The weights at one λ. */
  Solution solve(LeastSquaresObjective objective, double lambda, WarmStart start) {
    IterationListener listener =
        (iteration, value, kkt) ->
            console.progress(
                String.format(
                    Locale.ROOT,
                    "iteration %d: objective %.8g, KKT violation %.2e",
                    iteration,
                    value,
                    kkt));
    Solver<SmoothObjective> solver =
        config.fit().solver() == SolverKind.GRADIENT
            ? new GradientDescent(config.fit().stoppingRule(), config.fit().rate(), listener)
            : new Fista(config.fit().stoppingRule(), listener);
    return solver.solve(objective, penalties(objective).at(lambda), start);
  }
}
