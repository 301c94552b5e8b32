package io.shrinkage.objective;

/** The penalties of a path: one for each strength λ. */
public interface PenaltyFamily {

  /** The penalty at λ ≥ 0. */
  Penalty at(double lambda);

  /**
   * The smallest λ at which every penalized weight is 0.
   *
   * @param gradientAtZero ∇f with all penalized weights at 0 (and unpenalized ones at their
   *     optimum), not negated
   * @return 0 when nothing is penalized or nothing correlates with the label
   */
  double lambdaMax(double[] gradientAtZero);
}
