package io.shrinkage.job;

import io.shrinkage.spark.LockHeldException;
import io.shrinkage.spark.RunLock;
import io.shrinkage.spark.RunStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Sets the champion back to the run that was it before; without Spark. */
public final class RollbackJob {
  private final String directory;
  private final Console console;

  /** A rollback in an output directory. */
  public RollbackJob(String directory, Console console) {
    this.directory = directory;
    this.console = console;
  }

  /**
   * Runs it.
   *
   * @throws UsageException if there is no earlier champion
   * @throws OutputException if the directory cannot be read or written
   * @throws LockedException if a run holds its lock
   */
  public ExitCode run() {
    try {
      RunStore store = new RunStore(new Configuration(), directory);
      try (RunLock lock = store.lock("rollback", Clock.systemUTC(), console::line)) {
        Optional<String> champion = store.champion();
        String earlier =
            store
                .formerChampion()
                .orElseThrow(
                    () ->
                        new UsageException(
                            "rollback: "
                                + directory
                                + " has no earlier champion whose run is still there"
                                + champion.map(id -> "; it stays " + id).orElse("")));
        lock.requireHeld();
        store.crown(earlier, Instant.now());
        console.line(
            "CHAMPION is "
                + earlier
                + " again"
                + champion.map(id -> ", in place of " + id).orElse(""));
        console.line("run:    " + store.display(earlier));
        return ExitCode.DONE;
      }
    } catch (LockHeldException e) {
      throw new LockedException("output.dir: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new OutputException("output.dir: " + directory + ": " + e.getMessage(), e);
    }
  }
}
