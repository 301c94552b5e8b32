package io.shrinkage.job;

/** Rebuilds a report. */
public final class ReportJob {
  /** Rebuilds a report. */
  public ReportJob(String runDir, Console console) {
    throw new UnsupportedOperationException("ReportJob " + runDir);
  }

  /** Runs the job. */
  public ExitCode run() {
    return ExitCode.DONE;
  }
}
