package io.shrinkage.spark;

import io.shrinkage.config.CrossCheckSolver;
import io.shrinkage.config.FitConfig;
import io.shrinkage.config.PenaltyKind;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.model.RunRecord.CrossCheckSummary;
import io.shrinkage.model.RunRecord.Reached;
import io.shrinkage.objective.LambdaConventions;
import io.shrinkage.objective.LambdaConventions.MllibParameters;
import io.shrinkage.objective.Penalty;
import io.shrinkage.solver.Certifier;
import io.shrinkage.statistics.LeastSquaresObjective;
import io.shrinkage.statistics.LinearPredictor;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.Standardizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Poses a fitted problem to MLlib's LinearRegression and compares the two answers.
 *
 * <p>The rows go to MLlib in original units, the penalty in MLlib's own convention ({@link
 * LambdaConventions}). Both answers are then measured by one objective: ours.
 *
 * <p>Cluster: one MLlib fit on cached rows (its passes are its own), four tree aggregations for the
 * comparison.
 */
public final class MllibCrossCheck {
  /** How far apart the objectives may be, relatively. */
  public static final double OBJECTIVE_TOLERANCE = 1e-6;

  /** How far apart standardized coefficients may be, in deviations of the rating. */
  public static final double COEFFICIENT_TOLERANCE = 1e-4;

  /** The most columns for which MLlib solves the normal equations. */
  private static final int NORMAL_LIMIT = 4096;

  /**
   * The normal equations are solved in MLlib's driver; each iteration of l-bfgs is a pass over the
   * rows.
   */
  private static final int NORMAL_ITERATIONS = 10_000;

  private static final double NORMAL_TOLERANCE = 1e-12;
  private static final int LBFGS_ITERATIONS = 1_000;
  private static final double LBFGS_TOLERANCE = 1e-10;

  private final SparkSession session;
  private final EncodedRatings ratings;
  private final SlotSet slots;
  private final FitConfig fit;
  private final LeastSquaresObjective objective;
  private final Penalty penalty;

  /**
   * Sets up a comparison.
   *
   * @param slots the rows of the fit
   * @param objective our problem on those rows
   * @param penalty our penalty at the chosen λ
   */
  public MllibCrossCheck(
      SparkSession session,
      EncodedRatings ratings,
      SlotSet slots,
      FitConfig fit,
      LeastSquaresObjective objective,
      Penalty penalty) {
    this.session = session;
    this.ratings = ratings;
    this.slots = slots;
    this.fit = fit;
    this.objective = objective;
    this.penalty = penalty;
  }

  /**
   * Compares our standardized weights with MLlib's answer.
   *
   * @param lambda the strength of the penalty in our objective
   * @param ours our standardized weights
   */
  public CrossCheckSummary compare(CrossCheckSolver choice, double lambda, double[] ours) {
    if (fit.penalty() == PenaltyKind.GROUP_L1) {
      return CrossCheckSummary.notPosed("MLlib has no penalty on groups of columns");
    }
    if (ratings.space().specs().stream().anyMatch(FeatureSpec::isBounded)) {
      return CrossCheckSummary.notPosed("MLlib's LinearRegression has no bounds on coefficients");
    }
    if (Arrays.stream(ratings.space().penaltyFactors()).anyMatch(factor -> factor != 1)) {
      return CrossCheckSummary.notPosed("MLlib has no penalty factors per feature");
    }
    Standardizer standardizer = objective.standardizer();
    if (standardizer.ySigma() == 0) {
      return CrossCheckSummary.notPosed("every rating is the same");
    }

    boolean normal =
        choice == CrossCheckSolver.NORMAL
            || choice == CrossCheckSolver.AUTO && ratings.space().dimension() <= NORMAL_LIMIT;
    if (normal && ratings.space().dimension() > NORMAL_LIMIT) {
      return CrossCheckSummary.notPosed(
          "MLlib's normal solver takes at most " + NORMAL_LIMIT + " columns; use l-bfgs");
    }
    MllibParameters parameters = parameters(normal, lambda, standardizer);
    LinearRegressionModel model = fit(normal, parameters);
    return verdict(normal ? "normal" : "l-bfgs", parameters, model, ours);
  }

  private MllibParameters parameters(boolean normal, double lambda, Standardizer rows) {
    double l1Ratio = fit.l1Share();
    if (normal) {
      return LambdaConventions.mllibNormal(lambda, l1Ratio, rows.ySigma());
    }
    // A group is posed as two rows, so the weights that MLlib sees are not the single ratings'.
    double squares = posedSquaredWeights();
    return fit.standardize()
        ? LambdaConventions.mllibLbfgs(lambda, l1Ratio, rows.ySigma(), rows.sumWeights(), squares)
        : LambdaConventions.mllibLbfgsOriginalUnits(
            lambda, l1Ratio, rows.ySigma(), rows.sumWeights(), squares);
  }

  private double posedSquaredWeights() {
    return posed()
        .selectExpr("sum(" + PosedRows.WEIGHT + " * " + PosedRows.WEIGHT + ")")
        .head()
        .getDouble(0);
  }

  private Dataset<Row> posed() {
    return PosedRows.of(session, ratings, slots, ratings.space().origins());
  }

  private LinearRegressionModel fit(boolean normal, MllibParameters parameters) {
    Dataset<Row> rows = posed().persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return new LinearRegression()
          .setLabelCol(PosedRows.LABEL)
          .setWeightCol(PosedRows.WEIGHT)
          .setFeaturesCol(PosedRows.FEATURES)
          .setSolver(normal ? "normal" : "l-bfgs")
          .setRegParam(parameters.regParam())
          .setElasticNetParam(parameters.elasticNetParam())
          .setStandardization(fit.standardize())
          .setFitIntercept(fit.intercept())
          .setMaxIter(normal ? NORMAL_ITERATIONS : LBFGS_ITERATIONS)
          .setTol(normal ? NORMAL_TOLERANCE : LBFGS_TOLERANCE)
          .fit(rows);
    } finally {
      rows.unpersist();
    }
  }

  private CrossCheckSummary verdict(
      String solver, MllibParameters parameters, LinearRegressionModel model, double[] ours) {
    Standardizer standardizer = objective.standardizer();
    double[] original = model.coefficients().toArray();
    double[] theirs = standardizer.toStandardized(original);
    double offset = model.intercept();
    double[] origins = ratings.space().origins();
    for (int j = 0; j < original.length; j++) {
      offset += origins[j] * original[j];
    }
    double ownOffset = standardizer.intercept(theirs);

    Point our = point(ours, 0);
    Point their = point(theirs, offset - ownOffset);
    double sigma = standardizer.ySigma();
    double coefficients = 0;
    for (int j = 0; j < ours.length; j++) {
      coefficients = Math.max(coefficients, Math.abs(ours[j] - theirs[j]));
    }
    double fitted =
        ratings.largestDifference(
            slots,
            standardizer.predictor(ours),
            new LinearPredictor(standardizer.toOriginal(theirs), offset));
    double objectives =
        Math.abs(our.objective - their.objective) / Math.max(our.objective, their.objective);

    boolean closeObjective = objectives <= OBJECTIVE_TOLERANCE;
    boolean closeCoefficients = coefficients <= COEFFICIENT_TOLERANCE * sigma;
    boolean closeFitted = !unique() && fitted <= COEFFICIENT_TOLERANCE * sigma;
    boolean stoppedEarly = their.objective > our.objective && their.kkt > our.kkt;
    String reason = null;
    if (closeObjective && !closeCoefficients && closeFitted) {
      reason = "the optimum is not unique; fitted values are compared instead of coefficients";
    } else if (!(closeObjective && (closeCoefficients || closeFitted)) && stoppedEarly) {
      reason = "MLlib stopped early: its objective and its KKT violation are above ours";
    }
    boolean agrees = closeObjective && (closeCoefficients || closeFitted) || stoppedEarly;
    return new CrossCheckSummary(
        solver,
        parameters.regParam(),
        parameters.elasticNetParam(),
        coefficients,
        objectives,
        agrees,
        reason,
        OBJECTIVE_TOLERANCE,
        COEFFICIENT_TOLERANCE * sigma,
        fitted,
        our.reached(objective),
        their.reached(objective));
  }

  /** Whether the penalty makes the optimum unique whatever the columns are. */
  private boolean unique() {
    return fit.l1Share() < 1 && !penalty.isZero();
  }

  private Point point(double[] w, double offsetError) {
    double[] gradient = new double[w.length];
    double error = objective.valueAndGradient(w, gradient) + 0.5 * offsetError * offsetError;
    double kkt = Certifier.of(objective, penalty, w, 0).kktViolation();
    return new Point(error + penalty.value(w), error, kkt);
  }

  /** What a set of weights reaches: penalized objective, its squared-error half, KKT violation. */
  private static final class Point {
    private final double objective;
    private final double error;
    private final double kkt;

    Point(double objective, double error, double kkt) {
      this.objective = objective;
      this.error = error;
      this.kkt = kkt;
    }

    Reached reached(LeastSquaresObjective problem) {
      double sigma = problem.standardizer().ySigma();
      return new Reached(objective, kkt, 1 - 2 * error / (sigma * sigma));
    }
  }

  /** The columns of the comparison for people, in the order of {@link #lines}. */
  public static List<String> lines(CrossCheckSummary summary) {
    if (summary.solver() == null) {
      return List.of("cross-check: not posed to MLlib: " + summary.reason());
    }
    return List.of(
        String.format(
            Locale.ROOT,
            "cross-check with MLlib %s: regParam %.10g, elasticNetParam %.10g",
            summary.solver(),
            summary.regParam(),
            summary.elasticNetParam()),
        String.format("  %-34s %18s %18s %14s", "", "Shrinkage", "MLlib", "allowed"),
        String.format(
            Locale.ROOT,
            "  %-34s %18.12g %18.12g %14s",
            "objective",
            summary.ours().objective(),
            summary.mllib().objective(),
            ""),
        String.format(
            Locale.ROOT,
            "  %-34s %18s %18.3g %14.3g",
            "objectives, relative difference",
            "",
            summary.objectiveRelativeDifference(),
            summary.objectiveTolerance()),
        String.format(
            Locale.ROOT,
            "  %-34s %18s %18.3g %14.3g",
            "coefficients, max difference",
            "",
            summary.maxAbsCoefficientDifference(),
            summary.coefficientTolerance()),
        String.format(
            Locale.ROOT,
            "  %-34s %18s %18.3g %14s",
            "fitted values, max difference",
            "",
            summary.maxAbsFittedDifference(),
            ""),
        String.format(
            Locale.ROOT,
            "  %-34s %18.3g %18.3g %14s",
            "KKT violation",
            summary.ours().kktViolation(),
            summary.mllib().kktViolation(),
            ""),
        String.format(
            Locale.ROOT,
            "  %s%s",
            summary.agrees() ? "agrees" : "DISAGREES",
            summary.reason() == null ? "" : ": " + summary.reason()));
  }
}
