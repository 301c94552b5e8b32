package io.shrinkage.job;

/** The output cannot be written; the message says where and why. */
public final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** For an output that is known to be unwritable. */
  public OutputException(String message) {
    super(message);
  }

  /** For an output that failed. */
  public OutputException(String message, Throwable cause) {
    super(message, cause);
  }
}
