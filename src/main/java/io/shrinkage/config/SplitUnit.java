package io.shrinkage.config;

/** What is kept together when rows are dealt to buckets. */
public enum SplitUnit {
  /** Nothing: each rating by itself. */
  RATING,
  /** All ratings of an item, so that the test is on new items. */
  ITEM,
  /** All ratings of a user, so that the test is on new users. */
  USER
}
