package io.shrinkage.bench;

import org.apache.spark.sql.SparkSession;

/** The least that a Spark job can do: a session, one sum, and out. */
public final class TrivialJob {
  private TrivialJob() {}

  /** Sums a range of numbers. */
  public static void main(String[] args) {
    SparkSession session = SparkSession.builder().appName("trivial").getOrCreate();
    System.out.println(session.range(1_000_000).selectExpr("sum(id)").head().getLong(0));
    session.stop();
  }
}
