package io.shrinkage.config;

/** Who minimizes the objective. */
public enum SolverKind {
  /** Chosen by width, size and penalty. */
  AUTO,
  /** The deck's update. */
  GRADIENT,
  /** FISTA. */
  PROXIMAL,
  /** Coordinate descent on sufficient statistics, one pass over the data in all. */
  STATISTICS,
  /** Coordinate descent on the rows in the driver's memory. */
  LOCAL;

  /** Whether it runs over the cluster, step by step. */
  public boolean isFirstOrder() {
    return this == GRADIENT || this == PROXIMAL;
  }
}
