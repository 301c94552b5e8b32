package io.shrinkage.solver;

import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.SmoothObjective;

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
  private final Penalty solved;

  Solution(
      double[] coefficients,
      double objective,
      Certificate certificate,
      StopReason stopReason,
      Trace trace,
      String remedy) {
    this(coefficients, objective, certificate, stopReason, trace, remedy, null);
  }

  private Solution(
      double[] coefficients,
      double objective,
      Certificate certificate,
      StopReason stopReason,
      Trace trace,
      String remedy,
      Penalty solved) {
    this.coefficients = coefficients;
    this.objective = objective;
    this.certificate = certificate;
    this.stopReason = stopReason;
    this.trace = trace;
    this.remedy = remedy;
    this.solved = solved;
  }

  /**
   * What a solver returns that stops at a tolerance or at the iteration limit.
   *
   * @param value f(w), without the penalty, measured at w
   * @param gradient ∇f(w), measured at w
   */
  static Solution measured(
      SmoothObjective objective,
      Penalty penalty,
      StoppingRule rule,
      double[] w,
      double value,
      double[] gradient,
      Trace trace) {
    Certificate certificate =
        Certifier.measured(objective, penalty, w, value, gradient, rule.tolerance());
    String remedy =
        certificate.converged()
            ? ""
            : "the KKT violation is "
                + certificate.kktViolation()
                + " after "
                + (trace.size() - 1)
                + " iterations; allow more iterations, a larger tolerance than "
                + rule.tolerance()
                + ", or a larger lambda";
    return new Solution(
        w.clone(),
        value + penalty.value(w),
        certificate,
        certificate.converged() ? StopReason.CONVERGED : StopReason.ITERATION_LIMIT,
        trace,
        remedy,
        certificate.converged() ? penalty : null);
  }

  /** The same point, which the validation error has chosen: unless an optimum, one on the way. */
  Solution stoppedEarly() {
    return stopReason == StopReason.CONVERGED
        ? this
        : new Solution(
            coefficients, objective, certificate, StopReason.EARLY_STOPPING, trace, "", null);
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
    return warmStart(coefficients);
  }

  /** Other weights, guessed from this solution, start another solve. */
  public WarmStart warmStart(double[] guessed) {
    return WarmStart.at(guessed, solved);
  }
}
