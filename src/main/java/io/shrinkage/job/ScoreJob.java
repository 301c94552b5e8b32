package io.shrinkage.job;

/** Predicts. */
public final class ScoreJob {
  /** Predicts. */
  public ScoreJob(ScoreOptions options, Console console) {
    throw new UnsupportedOperationException("ScoreJob " + options);
  }

  /** Runs the job. */
  public ExitCode run() {
    return ExitCode.DONE;
  }
}
