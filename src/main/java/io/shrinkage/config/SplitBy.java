package io.shrinkage.config;

/** What decides which rows test. */
public enum SplitBy {
  /** The bucket of the row. */
  HASH,
  /** The value of a column. */
  COLUMN,
  /** The time of the rating. */
  TIME
}
