package io.shrinkage.solver;

/**
 * The point that a solver returns, with the certificate measured there.
 *
 * <p>Weights are in standardized coordinates and always finite.
 */
public final class Solution {

  private final double[] coefficients;
  private final double objective;
  private final Certificate certificate;
  private final StopReason stopReason;
  private final Trace trace;
  private final String remedy;

  Solution(
      double[] coefficients,
      double objective,
      Certificate certificate,
      StopReason stopReason,
      Trace trace,
      String remedy) {
    this.coefficients = coefficients;
    this.objective = objective;
    this.certificate = certificate;
    this.stopReason = stopReason;
    this.trace = trace;
    this.remedy = remedy;
  }

  /** A copy of the weights, length p. */
  public double[] coefficients() {
    return coefficients.clone();
  }

  /** The penalized objective f + g at the weights. */
  public double objective() {
    return objective;
  }

  /** How far the weights are from the optimum. */
  public Certificate certificate() {
    return certificate;
  }

  /** Why the solver stopped. */
  public StopReason stopReason() {
    return stopReason;
  }

  /** The number of iterations, each one pass over the data. */
  public int iterations() {
    return trace.size() - 1;
  }

  /** The history. */
  public Trace trace() {
    return trace;
  }

  /** What to do about a solve that did not converge; empty when it did. */
  public String remedy() {
    return remedy;
  }

  /** The number of weights that are not exactly 0. */
  public int nonZeros() {
    int count = 0;
    for (double weight : coefficients) {
      if (weight != 0) {
        count++;
      }
    }
    return count;
  }

  /** The weights start another solve. */
  public WarmStart warmStart() {
    return WarmStart.at(coefficients);
  }
}
