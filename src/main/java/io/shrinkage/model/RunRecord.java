package io.shrinkage.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything that a run reports about itself: the content of {@code run.json}.
 *
 * <p>Immutable. A part that does not apply to a run (no path, a refused run's model) is null, and
 * is written as an explicit null; lists and maps are never null. Times are in seconds. Reals that
 * are not finite count as not known: they are written as null and read back as null.
 *
 * @param runId the run's directory name
 * @param command the command that made it, {@code train} or {@code retrain}
 * @param status how it ended
 * @param solver the solver that ran, by its configuration name; null when none ran
 * @param solverReason why it was picked, in words; null when it was chosen by name
 * @param seed the split's seed
 * @param config the effective configuration: maps, lists, texts, numbers and booleans
 * @param versions what ran it
 * @param data what was read
 * @param features the encoded columns; null for a refused run
 * @param model the fitted model in short; null for a refused run
 * @param certificate how good the solution is; null for a refused run
 * @param metrics errors and baselines; null for a refused run
 * @param path the fits along the λ grid, largest λ first; empty when λ was given
 * @param selection how λ was chosen; null when it was given
 * @param crosscheck the comparison with MLlib; null when it was switched off
 * @param stages time spent, in the order of the run
 * @param trace the final solve, iteration by iteration
 * @param prediction predicted against actual ratings; null for a refused run
 * @param conventions the chosen λ in the words of other libraries
 * @param pathWeights the columns that are heaviest at the end of the path; empty without a path
 * @param learningCurve test error against the share of the data; null when it was not measured
 * @param ablation the error without each feature; null when it was not measured
 * @param earlyStopping errors by iteration; null when they were not measured
 * @param compute what did the arithmetic; null for a refused run
 * @param cost planned against actual; null when nothing was planned
 * @param retrain the contest with the champion; null unless the command is {@code retrain}
 * @param started when the run began, ISO-8601 in UTC; null when not known
 * @param message what a person should know about the outcome, and the remedy; null when all is well
 */
public record RunRecord(
    String runId,
    String command,
    Status status,
    String solver,
    String solverReason,
    Long seed,
    Map<String, Object> config,
    Versions versions,
    Data data,
    Features features,
    ModelSummary model,
    CertificateSummary certificate,
    Metrics metrics,
    List<PathEntry> path,
    SelectionSummary selection,
    CrossCheckSummary crosscheck,
    List<Stage> stages,
    List<TraceEntry> trace,
    Prediction prediction,
    List<Convention> conventions,
    List<WeightPath> pathWeights,
    LearningCurveSummary learningCurve,
    AblationSummary ablation,
    EarlyStoppingSummary earlyStopping,
    ComputeSummary compute,
    CostSummary cost,
    RetrainSummary retrain,
    String started,
    String message) {

  /** Checks what no run can lack and takes copies. */
  public RunRecord {
    if (runId == null || runId.isEmpty()) {
      throw new IllegalArgumentException("A run needs an id");
    }
    if (command == null || status == null) {
      throw new IllegalArgumentException("Run " + runId + " needs a command and a status");
    }
    config = orderedCopy(config);
    path = List.copyOf(path);
    stages = List.copyOf(stages);
    trace = List.copyOf(trace);
    conventions = List.copyOf(conventions);
    pathWeights = List.copyOf(pathWeights);
  }

  /** A record to be filled part by part; every part that is not set does not apply. */
  public static RunRecordBuilder builder(String runId, String command) {
    return new RunRecordBuilder(runId, command);
  }

  // Map.copyOf would lose the order, and order is what makes two files comparable by eye.
  private static <V> Map<String, V> orderedCopy(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** How a run ended. */
  public enum Status {
    /** The model converged and nothing speaks against it. */
    DONE,
    /** The solver stopped before its tolerance was reached. */
    NOT_CONVERGED,
    /** MLlib's answer to the same problem differs. */
    CROSSCHECK_DISAGREES,
    /** The challenger was not better than the champion. */
    KEPT_OUT,
    /** The data was refused; there is no model. */
    REFUSED;

    /** The name in {@code run.json}, in lower case. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Versions of what ran; a version that is not known is null. */
  public record Versions(String java, String spark, String shrinkage) {}

  /**
   * What was read.
   *
   * @param read records at the source, counted there
   * @param accepted ratings that take part
   * @param quarantined records set aside; read = accepted + quarantined + forgotten
   * @param forgotten records of users who are to be forgotten, passed over; null is none
   * @param reasons quarantined records by reason
   * @param compressedRows rows of the compressed table
   * @param partitions partitions that the solver's rows lie in
   * @param users distinct users, null without a user column
   * @param movies distinct movies, null without an item column
   * @param passes scans of the source
   * @param testShare the actual share of accepted ratings held out for testing
   * @param where the SQL condition on the ratings, null without one
   * @param featureValues feature values that count as missing, by feature
   */
  public record Data(
      Long read,
      Long accepted,
      Long quarantined,
      Long forgotten,
      Map<String, Long> reasons,
      Long compressedRows,
      Integer partitions,
      Long users,
      Long movies,
      Long passes,
      Double testShare,
      String where,
      Map<String, FeatureValues> featureValues) {
    /** Takes copies. */
    public Data {
      reasons = orderedCopy(reasons);
      featureValues = orderedCopy(featureValues);
    }
  }

  /** Values of one feature that count as missing: empty, not readable, out of the range. */
  public record FeatureValues(long missing, long unreadable, long outOfRange) {}

  /** The encoded columns: how many, and how many of each feature carry weight. */
  public record Features(int columns, List<Group> groups) {
    /** Takes a copy. */
    public Features {
      groups = List.copyOf(groups);
    }
  }

  /**
   * One feature's columns.
   *
   * @param name the feature
   * @param kind its kind, by its configuration name
   * @param columns encoded columns
   * @param nonzero columns with a weight that is not exactly zero
   * @param kept whether the model uses the feature at all
   */
  public record Group(String name, String kind, int columns, int nonzero, boolean kept) {}

  /**
   * The fitted model in short.
   *
   * @param lambda strength of the penalty, in the objective's own convention
   * @param l1Ratio share of the L1 part, 0 to 1; null without a penalty
   * @param intercept in original units
   * @param nonzero coefficients that are not exactly zero
   * @param hash SHA-256 of the model's canonical bytes, in hex
   * @param coefficients every column's coefficient in original units, zeros included
   */
  public record ModelSummary(
      Double lambda,
      Double l1Ratio,
      double intercept,
      int nonzero,
      String hash,
      Map<String, Double> coefficients) {
    /** Takes a copy. */
    public ModelSummary {
      coefficients = orderedCopy(coefficients);
    }
  }

  /**
   * How good the returned point is, measured independently of the solver.
   *
   * @param dualityGap relative to half the variance of the ratings; null without a penalty
   * @param kktViolation the largest violation of the optimality conditions, relative
   * @param converged whether the violation is within the tolerance
   * @param stopReason why the solver stopped
   * @param iterations of the final solve
   */
  public record CertificateSummary(
      Double dualityGap,
      Double kktViolation,
      boolean converged,
      String stopReason,
      int iterations) {}

  /** Errors of one set of predictions on {@code n} ratings; a value that is not defined is null. */
  public record Errors(Double rmse, Double mae, Double r2, long n) {}

  /**
   * The model's errors, and what it has to beat. Baselines and the unregularized fit are measured
   * on the test rows.
   *
   * @param train the model on the rows it was fitted on
   * @param test the model on held-out rows; null when there are none
   * @param baselineMean predicts the training mean
   * @param baselineItemMean predicts the movie's training mean; null without movies
   * @param unregularized the least-squares fit without a penalty; null where it is too large
   */
  public record Metrics(
      Errors train,
      Errors test,
      Errors baselineMean,
      Errors baselineItemMean,
      Errors unregularized) {}

  /**
   * One fit along the λ path.
   *
   * @param cvMse mean validation MSE over the folds, null without cross-validation
   * @param cvSe its standard error, null without cross-validation
   * @param validationMse MSE on the validation rows, null without the validation rule
   * @param kktViolation the largest violation of the optimality conditions, relative; null when it
   *     was not measured
   */
  public record PathEntry(
      double lambda,
      int nonzero,
      Double trainMse,
      Double cvMse,
      Double cvSe,
      Double validationMse,
      Double kktViolation) {}

  /**
   * The same problem posed to MLlib.
   *
   * @param solver MLlib's solver
   * @param regParam λ in MLlib's convention
   * @param elasticNetParam the mix in MLlib's convention
   * @param maxAbsCoefficientDifference max σⱼ|Δwⱼ|, in units of the rating
   * @param objectiveRelativeDifference difference of the objectives over ours
   * @param agrees the verdict; null when the problem cannot be posed
   * @param reason why there is no verdict, or what explains it; null when it needs no words
   * @param objectiveTolerance the bound on the relative difference of objectives
   * @param coefficientTolerance the bound on the coefficient difference, in units of the rating
   * @param maxAbsFittedDifference largest difference of fitted values; null when not measured
   * @param ours what our coefficients reach
   * @param mllib what MLlib's reach
   */
  public record CrossCheckSummary(
      String solver,
      Double regParam,
      Double elasticNetParam,
      Double maxAbsCoefficientDifference,
      Double objectiveRelativeDifference,
      Boolean agrees,
      String reason,
      Double objectiveTolerance,
      Double coefficientTolerance,
      Double maxAbsFittedDifference,
      Reached ours,
      Reached mllib) {
    /** A comparison that could not be made, and why. */
    public static CrossCheckSummary notPosed(String reason) {
      return new CrossCheckSummary(
          null, null, null, null, null, null, reason, null, null, null, null, null);
    }
  }

  /** What one set of coefficients reaches in our objective, and its R² on the rows posed. */
  public record Reached(Double objective, Double kktViolation, Double r2) {}

  /** A stage of the run: its seconds, and the rows it handled (null where rows mean nothing). */
  public record Stage(String name, double seconds, Long rows) {}

  /** One iteration: the penalized objective, the step taken, non-zero weights, KKT violation. */
  public record TraceEntry(int iteration, Double loss, Double step, int nonzero, Double kkt) {}

  /**
   * Predicted against actual ratings.
   *
   * @param rows {@code test}, or {@code train} when nothing is held out
   * @param bins ratings by predicted value, equally wide
   * @param deciles ratings by predicted value, about equally many in each
   * @param residuals ratings by actual minus predicted
   * @param slices ratings by level, by number and by how often their movie was rated
   */
  public record Prediction(
      String rows,
      List<PredictionBin> bins,
      List<PredictionBin> deciles,
      List<ResidualBin> residuals,
      List<PredictionSlice> slices) {
    /** Takes copies. */
    public Prediction {
      slices = List.copyOf(slices);
      bins = List.copyOf(bins);
      deciles = List.copyOf(deciles);
      residuals = List.copyOf(residuals);
    }
  }

  /** Ratings predicted from {@code from} (inclusive) to {@code to}, and what they really were. */
  public record PredictionBin(
      double from, double to, long count, double meanPredicted, double meanActual) {}

  /** Ratings whose residual, actual minus predicted, is from {@code from} to {@code to}. */
  public record ResidualBin(double from, double to, long count) {}

  /**
   * The model's errors on some of the ratings.
   *
   * @param feature what they have in common; {@value #ITEM} stands for the movie's own ratings
   * @param slice its value, in words
   * @param rmse null where there is no weight, as are the means
   */
  public record PredictionSlice(
      String feature,
      String slice,
      long count,
      Double meanPredicted,
      Double meanActual,
      Double rmse) {
    /** The feature of slices by how many training ratings the movie has. */
    public static final String ITEM = "(item)";
  }

  /** The chosen penalty in another library's parameters and names, with what to mind about it. */
  public record Convention(String library, Map<String, Double> parameters, String note) {
    /** Takes a copy. */
    public Convention {
      parameters = orderedCopy(parameters);
    }
  }
}
