package io.shrinkage.job;

import io.shrinkage.config.ConfigSources;

/** Poses a run to MLlib again. */
public final class CrossCheckJob {
  /** Poses a run to MLlib again. */
  public CrossCheckJob(String runDir, ConfigSources overrides, Console console) {
    throw new UnsupportedOperationException("CrossCheckJob " + runDir + overrides);
  }

  /** Runs the job. */
  public ExitCode run() {
    return ExitCode.DONE;
  }
}
