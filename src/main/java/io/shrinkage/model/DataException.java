package io.shrinkage.model;

/**
 * Data that cannot be used as it is: a file that is not what it says it is, or input that was
 * refused. The message is written for the person whose data it is: what is wrong, where, and the
 * value.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Data refused for the reason in {@code message}. */
  public DataException(String message) {
    super(message);
  }

  /** Data refused for the reason in {@code message}, found when {@code cause} was thrown. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
