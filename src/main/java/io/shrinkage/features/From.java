package io.shrinkage.features;

/** The table in which a feature's column is looked up. */
public enum From {
  /** Movies, then users, then ratings; found in more than one, it is an error. */
  ANY("any"),
  /** The movies table. */
  MOVIES("movies"),
  /** The users table. */
  USERS("users"),
  /** The ratings table. */
  RATINGS("ratings");

  private final String text;

  From(String text) {
    this.text = text;
  }

  /** The name in the configuration and in every output. */
  public String text() {
    return text;
  }
}
