package io.shrinkage.job;

/** How a command ended, as the process tells its caller. */
public enum ExitCode {
  /** All is well. */
  DONE(0),
  /** Our fault. */
  INTERNAL_ERROR(1),
  /** Command line, configuration, or an output that cannot be written. */
  USAGE(2),
  /** The input is absent, unreadable, empty, or has too many bad rows. */
  DATA_REFUSED(3),
  /** The solver did not reach its tolerance. */
  NOT_CONVERGED(4),
  /** The challenger is not better than the champion. */
  KEPT_OUT(5),
  /** MLlib's answer differs, or a published run does not follow from its data. */
  CROSSCHECK_DISAGREES(6),
  /** Another run holds the lock. */
  LOCKED(7);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The exit status of the process. */
  public int code() {
    return code;
  }
}
