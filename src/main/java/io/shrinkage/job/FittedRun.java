package io.shrinkage.job;

import io.shrinkage.objective.Penalty;
import io.shrinkage.selection.BucketPlan;
import io.shrinkage.selection.FeatureAblation;
import io.shrinkage.selection.LearningCurve;
import io.shrinkage.solver.Certificate;
import io.shrinkage.solver.Solution;
import io.shrinkage.solver.StopReason;
import io.shrinkage.statistics.LeastSquaresObjective;
import io.shrinkage.statistics.SlotSet;
import java.util.Optional;

/**
 * A solved problem: where its rows are, the λ, the weights and their certificate.
 *
 * @param plan the roles of the slots
 * @param rows the slots of the rows that were fitted to
 * @param choice who fitted, and why
 * @param statisticsBytes the memory of the statistics; null where there are none
 * @param objective the least-squares problem of the rows of the fit, over the cluster
 * @param penalty the penalty at λ
 * @param l1Ratio ρ
 * @param lambda the strength of the penalty
 * @param selected how λ was chosen, if it was
 * @param solution the solver's answer
 * @param scored what a tree aggregation over the rows found at the weights
 * @param certificate made of that
 * @param unregularized the standardized weights of the unregularized fit, where they are at hand
 * @param course what was measured beside the fit
 */
record FittedRun(
    BucketPlan plan,
    SlotSet rows,
    SolverChoice choice,
    Long statisticsBytes,
    LeastSquaresObjective objective,
    Penalty penalty,
    double l1Ratio,
    double lambda,
    Optional<Selected> selected,
    Solution solution,
    Scored scored,
    Certificate certificate,
    Optional<double[]> unregularized,
    Course course) {

  /**
   * What was measured beside the fit.
   *
   * @param learningCurve the error against the share of the training rows
   * @param ablation the error without each feature
   * @param validation errors by iteration, of the fit itself or of a replay
   */
  record Course(
      Optional<LearningCurve> learningCurve,
      Optional<FeatureAblation> ablation,
      Optional<Watched> validation) {}

  /** A solve whose validation error was watched. */
  record Watched(Solution solution, boolean replayed) {}

  double[] weights() {
    return solution.coefficients();
  }

  /** Whether the solver stopped at an optimum and the certificate confirms it. */
  boolean converged() {
    return certificate.converged();
  }

  /** Whether the solver stopped before the optimum, as it was asked to. */
  boolean stoppedEarly() {
    return solution.stopReason() == StopReason.EARLY_STOPPING;
  }
}
