package io.shrinkage.job;

/** Another run holds the lock of the output directory; the message says which, and what to do. */
public final class LockedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LockedException(String message, Throwable cause) {
    super(message, cause);
  }
}
