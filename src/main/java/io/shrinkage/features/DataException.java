package io.shrinkage.features;

/**
 * The data cannot be used as they are.
 *
 * <p>The message is for the person who runs the job: what is wrong, where, and how to mend it.
 */
public class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error in the data.
   *
   * @param message what is wrong, where, and how to mend it
   */
  public DataException(String message) {
    super(message);
  }

  /**
   * An error in the data that another failure brought to light.
   *
   * @param message what is wrong, where, and how to mend it
   * @param cause the failure underneath
   */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
