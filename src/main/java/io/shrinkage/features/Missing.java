package io.shrinkage.features;

/** What becomes of a row whose value of a feature is missing. */
public enum Missing {
  /** Categorical: the level {@code (missing)}, a column of its own. */
  LEVEL("level"),
  /** Categorical: no level at all. Numeric: the number 0. */
  ZERO("zero"),
  /** Numeric: the mean of the training ratings that have a value. */
  MEAN("mean"),
  /** The row is refused when it is read. */
  REJECT("reject");

  private final String text;

  Missing(String text) {
    this.text = text;
  }

  /** The name in the configuration and in every output. */
  public String text() {
    return text;
  }

  /** Whether features of this kind can follow this policy. */
  public boolean appliesTo(FeatureKind kind) {
    return switch (this) {
      case LEVEL -> kind.isCategorical();
      case MEAN -> !kind.isCategorical();
      case ZERO, REJECT -> true;
    };
  }
}
