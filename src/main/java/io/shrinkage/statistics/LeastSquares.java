package io.shrinkage.statistics;

import io.shrinkage.objective.SmoothObjective;

/**
 * Weighted least squares in standardized, centred coordinates, which knows the way back to the
 * original ones.
 */
public interface LeastSquares extends SmoothObjective {

  /** The map between the coordinates of the weights and those of the rows. */
  Standardizer standardizer();

  /** A copy of ∇f(0), whose largest entries decide where the path begins. */
  double[] gradientAtOrigin();
}
