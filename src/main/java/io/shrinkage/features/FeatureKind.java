package io.shrinkage.features;

/** How a feature's raw value becomes columns. */
public enum FeatureKind {
  /** One column that holds the number. */
  NUMERIC("numeric"),
  /** One indicator column for each level; a row has one level. */
  ONE_HOT("one-hot"),
  /** One indicator column for each level; a row has any number of levels, in one text. */
  MULTI_HOT("multi-hot");

  private final String text;

  FeatureKind(String text) {
    this.text = text;
  }

  /** The name in the configuration and in every output. */
  public String text() {
    return text;
  }

  /** Whether the raw value is text that falls into levels. */
  public boolean isCategorical() {
    return this != NUMERIC;
  }
}
