package io.shrinkage.config;

import io.shrinkage.solver.LearningRate;
import io.shrinkage.solver.StoppingRule;
import java.util.OptionalDouble;

/**
 * The problem to fit and how.
 *
 * @param lambda the λ of the objective; empty: selected
 * @param l1Ratio ρ as configured; read for the elastic net only, see {@link #l1Share}
 * @param learningRate the deck's α, read by the gradient solver only; empty: the solver's own
 * @param learningRateDecay δ in α/(1 + δt)
 * @param tolerance the largest normalized KKT violation of a converged solution
 */
public record FitConfig(
    PenaltyKind penalty,
    OptionalDouble lambda,
    double l1Ratio,
    SolverKind solver,
    boolean standardize,
    boolean intercept,
    OptionalDouble learningRate,
    double learningRateDecay,
    int maxIterations,
    double tolerance) {

  /**
   * The ρ in force: 1 for L1 and for the norms of groups, 0 for L2 and for no penalty, the
   * configured one for elastic net.
   */
  public double l1Share() {
    return switch (penalty) {
      case NONE, L2 -> 0;
      case L1, GROUP_L1 -> 1;
      case ELASTIC_NET -> l1Ratio;
    };
  }

  /** The same problem at another ρ of the elastic net. */
  public FitConfig withL1Ratio(double ratio) {
    return new FitConfig(
        penalty,
        lambda,
        ratio,
        solver,
        standardize,
        intercept,
        learningRate,
        learningRateDecay,
        maxIterations,
        tolerance);
  }

  /** Whether λ is to be selected along a path. */
  public boolean selectsLambda() {
    return penalty != PenaltyKind.NONE && lambda.isEmpty();
  }

  /** The λ that is fixed: the configured one, or 0 where there is no penalty. */
  public OptionalDouble fixedLambda() {
    return penalty == PenaltyKind.NONE ? OptionalDouble.of(0) : lambda;
  }

  /** When a solver stops. */
  public StoppingRule stoppingRule() {
    return new StoppingRule(maxIterations, tolerance);
  }

  /** How far a gradient step goes. */
  public LearningRate rate() {
    if (learningRate.isEmpty()) {
      return LearningRate.automatic();
    }
    double initial = learningRate.getAsDouble();
    return learningRateDecay == 0
        ? LearningRate.fixed(initial)
        : LearningRate.decaying(initial, learningRateDecay);
  }
}
