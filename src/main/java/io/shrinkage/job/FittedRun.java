package io.shrinkage.job;

import io.shrinkage.objective.Penalty;
import io.shrinkage.selection.BucketPlan;
import io.shrinkage.selection.RegularizationPath;
import io.shrinkage.solver.Certificate;
import io.shrinkage.solver.Solution;
import io.shrinkage.statistics.LeastSquaresObjective;
import java.util.Optional;

/**
 * A solved problem: where its rows are, the λ, the weights and their certificate.
 *
 * @param plan the roles of the slots
 * @param objective the least-squares problem of the rows of the fit, over the cluster
 * @param penalty the penalty at λ
 * @param lambda the strength of the penalty
 * @param path the path on which λ was chosen, if it was
 * @param solution the solver's answer
 * @param certificate measured anew by a tree aggregation over the rows
 */
record FittedRun(
    BucketPlan plan,
    LeastSquaresObjective objective,
    Penalty penalty,
    double lambda,
    Optional<RegularizationPath> path,
    Solution solution,
    Certificate certificate) {

  double[] weights() {
    return solution.coefficients();
  }

  /** Whether the solver stopped at an optimum and the certificate confirms it. */
  boolean converged() {
    return certificate.converged();
  }
}
