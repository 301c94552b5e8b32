package io.shrinkage.solver;

import java.util.OptionalDouble;

/**
 * The deck's learning rate α: w* = w − α(A + …), A being the gradient of MSE and so twice ∇f.
 *
 * <p>Without an L1 part a rate below 1/(L + max l2) converges, L being the largest eigenvalue of
 * the Hessian of f.
 */
public sealed interface LearningRate {

  /**
   * α at iteration t = 0, 1, 2, …; empty when the solver chooses it.
   *
   * @param t the number of updates so far
   */
  OptionalDouble at(int t);

  /** The solver chooses each step. */
  record Automatic() implements LearningRate {
    @Override
    public OptionalDouble at(int t) {
      return OptionalDouble.empty();
    }
  }

  /**
   * The same α always.
   *
   * @param rate α &gt; 0
   */
  record Fixed(double rate) implements LearningRate {
    /** Checks the range. */
    public Fixed {
      requirePositive(rate);
    }

    @Override
    public OptionalDouble at(int t) {
      return OptionalDouble.of(rate);
    }
  }

  /**
   * α/(1 + decay·t).
   *
   * @param initial α at t = 0, &gt; 0
   * @param decay ≥ 0
   */
  record Decaying(double initial, double decay) implements LearningRate {
    /** Checks the ranges. */
    public Decaying {
      requirePositive(initial);
      if (!(decay >= 0) || Double.isInfinite(decay)) {
        throw new IllegalArgumentException(
            "the decay is " + decay + "; it must be finite and at least 0");
      }
    }

    @Override
    public OptionalDouble at(int t) {
      return OptionalDouble.of(initial / (1 + decay * t));
    }
  }

  /** The solver chooses each step. */
  static LearningRate automatic() {
    return new Automatic();
  }

  /** The same α always. */
  static LearningRate fixed(double rate) {
    return new Fixed(rate);
  }

  /** α/(1 + decay·t). */
  static LearningRate decaying(double initial, double decay) {
    return new Decaying(initial, decay);
  }

  private static void requirePositive(double rate) {
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "the learning rate is " + rate + "; it must be finite and above 0");
    }
  }
}
