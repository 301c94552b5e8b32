package io.shrinkage.spark;

import java.util.concurrent.atomic.LongAdder;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Counts the tasks of a session, and the records that they read from sources. */
public final class TaskCounts extends SparkListener {
  private final LongAdder submitted = new LongAdder();
  private final LongAdder finished = new LongAdder();
  private final LongAdder rows = new LongAdder();

  /**
   * How far the tasks are.
   *
   * @param submitted tasks of all stages that have begun
   * @param finished tasks that have succeeded
   * @param rows records read from files and other sources
   */
  public record Count(long submitted, long finished, long rows) {
    /** What came after an earlier count. */
    public Count since(Count earlier) {
      return new Count(
          submitted - earlier.submitted, finished - earlier.finished, rows - earlier.rows);
    }
  }

  TaskCounts() {}

  /** How far the tasks are, some moments ago: events arrive late. */
  public Count count() {
    return new Count(submitted.sum(), finished.sum(), rows.sum());
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted event) {
    submitted.add(event.stageInfo().numTasks());
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    TaskMetrics metrics = event.taskMetrics();
    if (event.taskInfo().successful() && metrics != null) {
      finished.increment();
      rows.add(metrics.inputMetrics().recordsRead());
    }
  }
}
