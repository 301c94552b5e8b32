package io.shrinkage.job;

import io.shrinkage.spark.TaskCounts;
import java.util.Locale;
import java.util.function.Supplier;

/** Tells the state of a stage while it lasts, once in each beat of the console. */
final class Heartbeat {
  private final Console console;
  private final String stage;
  private final Supplier<String> detail;
  private final TaskCounts tasks;
  private final TaskCounts.Count before;
  private final long start = System.nanoTime();
  private final Thread thread;

  private Heartbeat(Console console, String stage, Supplier<String> detail, TaskCounts tasks) {
    this.console = console;
    this.stage = stage;
    this.detail = detail;
    this.tasks = tasks;
    this.before = tasks.count();
    this.thread = new Thread(this::beat, "progress of " + stage);
    thread.setDaemon(true);
  }

  /**
   * Begins.
   *
   * @param detail what the stage itself says of its state; empty while it says nothing
   */
  static Heartbeat start(Console console, String stage, Supplier<String> detail, TaskCounts tasks) {
    Heartbeat heartbeat = new Heartbeat(console, stage, detail, tasks);
    heartbeat.thread.start();
    return heartbeat;
  }

  private void beat() {
    try {
      while (true) {
        Thread.sleep(console.beat().toMillis());
        console.progress(state());
      }
    } catch (InterruptedException e) {
      // The stage is over.
    }
  }

  private String state() {
    String own = detail.get();
    TaskCounts.Count done = tasks.count().since(before);
    return String.format(
        Locale.ROOT,
        "%s: %s, %d s",
        stage,
        own.isEmpty() ? counts(done) : own,
        (System.nanoTime() - start) / 1_000_000_000);
  }

  private static String counts(TaskCounts.Count done) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d tasks%s",
        done.finished(),
        done.submitted(),
        done.rows() == 0 ? "" : String.format(Locale.ROOT, ", %,d rows read", done.rows()));
  }

  /** Ends; nothing is said afterwards. */
  void stop() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
