package io.shrinkage.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Fails the first attempt of every third task, after it has done its work: {@code spark.plugins}.
 * Each failure leaves a file in the folder that {@value #FOLDER} names.
 */
public final class FailingTasks implements SparkPlugin {
  /** The setting that names the folder. */
  public static final String FOLDER = "spark.shrinkage.failures";

  private static final int EVERY = 3;

  @Override
  public DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new Failing();
  }

  private static final class Failing implements ExecutorPlugin {
    private Path folder;

    @Override
    public void init(PluginContext context, Map<String, String> extra) {
      folder = Path.of(context.conf().get(FOLDER));
    }

    @Override
    public void onTaskStart() {
      TaskContext task = TaskContext.get();
      if (task.attemptNumber() == 0 && task.taskAttemptId() % EVERY == 0) {
        task.addTaskCompletionListener(this::fail);
      }
    }

    private void fail(TaskContext task) {
      if (!task.isInterrupted()) {
        leaveMark(task.taskAttemptId());
        throw new IllegalStateException("a task fails, as the test wants it");
      }
    }

    private void leaveMark(long task) {
      try {
        Files.writeString(folder.resolve("task-" + task), "");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
