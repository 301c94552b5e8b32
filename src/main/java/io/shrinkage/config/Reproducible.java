package io.shrinkage.config;

/** What two runs on the same rows have in common. */
public enum Reproducible {
  /** Sums are merged in an order that depends on the rows alone, and multiplied by plain loops. */
  ORDERED,
  /** The numbers but for their last digits. */
  FAST
}
