package io.shrinkage.spark;

import java.util.Locale;

/** Why a row was rejected; in the order in which a row's checks are made. */
public enum Reason {
  /** The parser could not make sense of the record, or its weight is no number of at least 0. */
  MALFORMED,
  /** A configured user or item key, or a time that is read, is empty. */
  MISSING_KEY,
  /** There is no rating. */
  RATING_MISSING,
  /** The rating is text that is no decimal number. */
  RATING_NOT_A_NUMBER,
  /** The rating is NaN, infinite or beyond a double's range. */
  RATING_NOT_FINITE,
  /** The rating lies outside the configured range. */
  RATING_OUT_OF_RANGE,
  /** The movie is not in the movies table, where that is refused. */
  UNKNOWN_ITEM,
  /** A feature whose missing values are rejected has none. */
  FEATURE_MISSING,
  /** A feature whose missing values are rejected is no finite decimal number. */
  FEATURE_UNREADABLE,
  /** A feature whose missing values are rejected lies outside its range. */
  FEATURE_OUT_OF_RANGE,
  /** Another row of the same user and item is kept instead. */
  DUPLICATE;

  /** The name in the quarantine and in run.json. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
