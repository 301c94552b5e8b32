package io.shrinkage.config;

/** Who minimizes the objective. */
public enum SolverKind {
  /** Chosen by width, size and penalty. */
  AUTO,
  /** The deck's update. */
  GRADIENT,
  /** FISTA. */
  PROXIMAL
}
