package io.shrinkage.config;

/** The shape of the penalty. */
public enum PenaltyKind {
  /** Least squares. */
  NONE,
  /** Lasso. */
  L1,
  /** Ridge. */
  L2,
  /** Both, mixed by the L1 ratio. */
  ELASTIC_NET,
  /** Group lasso: whole features are kept or dropped. */
  GROUP_L1
}
