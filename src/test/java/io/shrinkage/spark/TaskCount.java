package io.shrinkage.spark;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.StageInfo;
import scala.jdk.javaapi.CollectionConverters;

/** Counts, for every job, the tasks of its last stage, which are those that the driver hears of. */
final class TaskCount extends SparkListener {
  private final List<Integer> results = new CopyOnWriteArrayList<>();

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    StageInfo last =
        CollectionConverters.asJava(job.stageInfos()).stream()
            .reduce((a, b) -> a.stageId() > b.stageId() ? a : b)
            .orElseThrow();
    results.add(last.numTasks());
  }

  List<Integer> results() {
    return results;
  }

  /** Waits until listeners have heard of everything so far. */
  static void await(JavaSparkContext context) throws TimeoutException {
    context.sc().listenerBus().waitUntilEmpty();
  }
}
