package io.shrinkage.config;

/** What happens to a rating whose item is not in the table of movies. */
public enum UnknownItem {
  /** It counts, and its features are missing. */
  MISSING,
  /** It is rejected. */
  QUARANTINE
}
