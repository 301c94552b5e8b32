package io.shrinkage.features;

/** What becomes of a level that no training rating had. */
public enum Unseen {
  /** The pooled column {@code (other)} if the feature has one, else no level at all. */
  OTHER("other"),
  /** No level at all. */
  ZERO("zero"),
  /** A {@link DataException}. */
  REJECT("reject");

  private final String text;

  Unseen(String text) {
    this.text = text;
  }

  /** The name in the configuration and in every output. */
  public String text() {
    return text;
  }
}
