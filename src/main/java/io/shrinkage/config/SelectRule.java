package io.shrinkage.config;

/** How λ is selected. */
public enum SelectRule {
  /** The lowest squared error on the validation rows. */
  VALIDATION
}
