package io.shrinkage.bench;

import io.shrinkage.spark.NioLocalFileSystem;
import org.apache.spark.sql.SparkSession;

/** The session that both sides are measured in. */
final class Sessions {
  static final String MASTER = "local[2]";

  private Sessions() {}

  static SparkSession local() {
    return NioLocalFileSystem.usedBy(SparkSession.builder())
        .master(MASTER)
        .appName("bench")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate();
  }
}
