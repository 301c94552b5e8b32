package io.shrinkage.config;

/** The solver of MLlib that the fit is compared with. */
public enum CrossCheckSolver {
  /** The normal equations where MLlib can, else L-BFGS. */
  AUTO,
  /** The normal equations. */
  NORMAL,
  /** L-BFGS or OWL-QN. */
  L_BFGS
}
