package io.shrinkage.job;

import io.shrinkage.model.RunRecord.Stage;
import io.shrinkage.spark.SparkRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Runs the stages of a command one by one, and keeps for each its seconds and its rows. */
final class Stages {
  private final SparkRun spark;
  private final Console console;
  private final List<Stage> finished = new ArrayList<>();
  private volatile String detail = "";

  Stages(SparkRun spark, Console console) {
    this.spark = spark;
    this.console = console;
  }

  /** What a stage has to say of its result, beside rows and seconds. */
  interface Remark<T> {
    String of(T result);
  }

  <T> T run(String name, Supplier<T> stage, ToLongFunction<T> rows, Remark<T> remark) {
    long start = System.nanoTime();
    T result = watched(name, stage);
    double seconds = (System.nanoTime() - start) / 1e9;
    long count = rows.applyAsLong(result);
    Stage done = new Stage(name, seconds, count < 0 ? null : count);
    finished.add(done);
    spark.gauge("stage." + name.replace(' ', '_') + ".seconds", seconds);
    console.stage(done, remark.of(result));
    return result;
  }

  private <T> T watched(String name, Supplier<T> stage) {
    detail = "";
    Heartbeat heartbeat = Heartbeat.start(console, name, () -> detail, spark.tasks());
    try {
      return spark.describe("Shrinkage: " + name, stage);
    } finally {
      heartbeat.stop();
    }
  }

  /** What the stage that runs says of its state. */
  void detail(String text) {
    detail = text;
  }

  /** Shows a number in Spark's metrics. */
  void gauge(String name, double value) {
    spark.gauge(name, value);
  }

  /** A stage that has no rows to count. */
  <T> T run(String name, Supplier<T> stage, Remark<T> remark) {
    return run(name, stage, result -> -1, remark);
  }

  List<Stage> finished() {
    return finished;
  }
}
