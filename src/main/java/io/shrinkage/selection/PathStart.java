package io.shrinkage.selection;

import io.shrinkage.solver.Solution;
import io.shrinkage.solver.WarmStart;

/**
 * Where the next fit of a path starts: on the line through the last two solutions over λ.
 *
 * <p>The path of the lasso is linear in λ while no weight enters or leaves, that of the elastic net
 * nearly so. A weight that has left stays 0, and one that the line carries over 0 stops there.
 * Mutable, for one path.
 *
 * <p>Source: Efron, Hastie, Johnstone, Tibshirani (2004), Ann. Statist. 32(2), §3.1.
 */
final class PathStart {

  private final int dimension;
  private double[] before;
  private double lambdaBefore;
  private Solution last;
  private double lambdaLast;

  /** The start of a path: all weights 0. */
  PathStart(int dimension) {
    this.dimension = dimension;
  }

  /** Takes up the solution at the latest λ. */
  void add(double lambda, Solution solution) {
    before = last == null ? null : last.coefficients();
    lambdaBefore = lambdaLast;
    last = solution;
    lambdaLast = lambda;
  }

  /** The start of a fit at the next λ. */
  WarmStart at(double lambda) {
    if (last == null) {
      return WarmStart.zero(dimension);
    }

    boolean line = before != null && lambdaLast < lambdaBefore;
    return line ? last.warmStart(onLine(lambda)) : last.warmStart();
  }

  private double[] onLine(double lambda) {
    double ahead = (lambda - lambdaLast) / (lambdaLast - lambdaBefore);
    double[] w = last.coefficients();
    for (int j = 0; j < w.length; j++) {
      double guess = w[j] + ahead * (w[j] - before[j]);
      w[j] = guess * w[j] > 0 ? guess : 0;
    }

    return w;
  }
}
