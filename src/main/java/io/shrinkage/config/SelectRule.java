package io.shrinkage.config;

/** How λ is selected. */
public enum SelectRule {
  /** The largest λ whose cross-validation error is within one standard error of the lowest. */
  CV_1SE,
  /** The lowest cross-validation error. */
  CV_MIN,
  /** The lowest squared error on the validation rows. */
  VALIDATION;

  /** Whether the rule needs folds. */
  public boolean crossValidates() {
    return this != VALIDATION;
  }
}
