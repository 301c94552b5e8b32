package io.shrinkage.job;

import io.shrinkage.model.RunRecord.Stage;
import io.shrinkage.spark.SparkRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Runs the stages of a command one by one, and keeps for each its seconds and its rows. */
final class Stages {
  private final SparkRun spark;
  private final Console console;
  private final List<Stage> finished = new ArrayList<>();

  Stages(SparkRun spark, Console console) {
    this.spark = spark;
    this.console = console;
  }

  /** What a stage has to say of its result, beside rows and seconds. */
  interface Remark<T> {
    String of(T result);
  }

  <T> T run(String name, Supplier<T> stage, ToLongFunction<T> rows, Remark<T> remark) {
    console.progress(name + " ...");
    long start = System.nanoTime();
    T result = spark.describe("Shrinkage: " + name, stage);
    double seconds = (System.nanoTime() - start) / 1e9;
    long count = rows.applyAsLong(result);
    finished.add(new Stage(name, seconds, count < 0 ? null : count));
    console.line(
        String.format(
            Locale.ROOT,
            "%-16s %8.2f s  %14s  %s",
            name,
            seconds,
            count < 0 ? "" : String.format(Locale.ROOT, "%,d rows", count),
            remark.of(result)));
    return result;
  }

  /** A stage that has no rows to count. */
  <T> T run(String name, Supplier<T> stage, Remark<T> remark) {
    return run(name, stage, result -> -1, remark);
  }

  List<Stage> finished() {
    return finished;
  }
}
