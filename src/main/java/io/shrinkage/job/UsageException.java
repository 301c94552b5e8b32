package io.shrinkage.job;

/** A command cannot do what it is asked for; the message says why and what to ask for instead. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** For a request that makes no sense as it is. */
  public UsageException(String message) {
    super(message);
  }

  /** For a request that failed. */
  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
