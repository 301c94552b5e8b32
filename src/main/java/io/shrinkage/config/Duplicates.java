package io.shrinkage.config;

/** What happens to several ratings of one item by one user. */
public enum Duplicates {
  /** All count. */
  KEEP,
  /** The latest counts, the others are rejected. */
  LATEST,
  /** The run is refused. */
  ERROR
}
