package io.shrinkage.job;

import io.shrinkage.config.ShrinkageConfig;

/** The main job. */
public final class TrainJob {
  /** The main job. */
  public TrainJob(ShrinkageConfig config) {
    throw new UnsupportedOperationException("TrainJob " + config);
  }

  /** Runs the job. */
  public ExitCode run() {
    return ExitCode.DONE;
  }
}
