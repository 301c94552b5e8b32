package io.shrinkage.job;

/** Recommends. */
public final class RecommendJob {
  /** Recommends. */
  public RecommendJob(RecommendOptions options, Console console) {
    throw new UnsupportedOperationException("RecommendJob " + options);
  }

  /** Runs the job. */
  public ExitCode run() {
    return ExitCode.DONE;
  }
}
