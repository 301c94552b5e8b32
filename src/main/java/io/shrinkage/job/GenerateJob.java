package io.shrinkage.job;

/** Writes synthetic data. */
public final class GenerateJob {
  /** Writes synthetic data. */
  public GenerateJob(GenerateOptions options, Console console) {
    throw new UnsupportedOperationException("GenerateJob " + options);
  }

  /** Runs the job. */
  public ExitCode run() {
    return ExitCode.DONE;
  }
}
