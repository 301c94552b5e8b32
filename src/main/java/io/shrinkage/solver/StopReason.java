package io.shrinkage.solver;

/** Why a solver stopped. */
public enum StopReason {
  /** The certificate holds. */
  CONVERGED("converged"),
  /** The validation error no longer improved; the point is the iterate where it was lowest. */
  EARLY_STOPPING("stopped early, at the lowest validation error"),
  /** The iterations are used up; the certificate says how far the point is from the optimum. */
  ITERATION_LIMIT("stopped at the iteration limit"),
  /** The steps were too long: the objective grew. */
  DIVERGED("diverged");

  private final String words;

  StopReason(String words) {
    this.words = words;
  }

  /** The reason, for people. */
  public String words() {
    return words;
  }
}
