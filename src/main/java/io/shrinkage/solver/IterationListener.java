package io.shrinkage.solver;

/** Is told of every iteration, for a progress line. */
@FunctionalInterface
public interface IterationListener {

  /** Hears nothing. */
  IterationListener NONE = (iteration, objective, kktViolation) -> {};

  /**
   * Called after an iteration.
   *
   * @param iteration the number of iterations so far
   * @param objective the penalized objective
   * @param kktViolation relative to max |∇f(0)|
   */
  void onIteration(int iteration, double objective, double kktViolation);
}
