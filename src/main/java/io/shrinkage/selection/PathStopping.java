package io.shrinkage.selection;

/**
 * When a path ends before its grid does.
 *
 * @param patience the number of λs after the best validation error without a better one
 * @param minimumGain the relative growth of R² on the training rows below which a λ is the last; 0:
 *     it does not matter
 */
public record PathStopping(int patience, double minimumGain) {

  /** Ten λs past the best validation error, or a growth of R² below 1e-5 of itself. */
  public static final PathStopping STANDARD = new PathStopping(10, 1e-5);

  /**
   * Where a λ costs next to nothing: a growth of R² below 1e-7 of itself. An error on held-out rows
   * that still moves there moves in its last digits only.
   */
  public static final PathStopping FLAT = new PathStopping(Integer.MAX_VALUE, 1e-7);

  /** The whole grid. */
  public static final PathStopping NEVER = new PathStopping(Integer.MAX_VALUE, 0);

  /** Checks both ranges. */
  public PathStopping {
    if (patience < 1) {
      throw new IllegalArgumentException("patience must be at least 1, was " + patience);
    }

    if (!(minimumGain >= 0 && minimumGain < 1)) {
      throw new IllegalArgumentException(
          "the minimum gain must be at least 0 and below 1, was " + minimumGain);
    }
  }
}
