package io.shrinkage.spark;

import io.shrinkage.config.ConfigException;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A Spark session for one command: started if there is none, and stopped again if it was started
 * here.
 *
 * <p>The settings are those on which reading relies: a cast that fails yields null and is then
 * judged as a bad value, malformed CSV records are found whichever columns are asked for, and times
 * are in UTC.
 */
public final class SparkRun implements AutoCloseable {
  private final SparkSession session;
  private final boolean own;
  private final TaskCounts tasks = new TaskCounts();
  private final RunGauges gauges;

  private SparkRun(SparkSession session, boolean own) {
    this.session = session;
    this.own = own;
    this.gauges = new RunGauges(session.sparkContext().env().metricsSystem());
    session.sparkContext().addSparkListener(tasks);
  }

  /**
   * Opens a session for a command.
   *
   * @throws ConfigException if Spark does not start at the master that it is asked for
   */
  public static SparkRun open(String command) {
    boolean own = SparkSession.getDefaultSession().isEmpty();
    try {
      return new SparkRun(session(command), own);
    } catch (Exception e) {
      // Scala does not declare what it throws.
      if (own) {
        throw notStarted(e);
      }
      throw e;
    }
  }

  private static SparkSession session(String command) {
    SparkConf defaults = new SparkConf();
    SparkSession.Builder builder = SparkSession.builder().appName("Shrinkage " + command);
    if (master(defaults).matches("local(\\[.*)?")
        && !defaults.contains(NioLocalFileSystem.SETTING)) {
      NioLocalFileSystem.usedBy(builder);
    }
    SparkSession session = builder.getOrCreate().newSession();
    session.conf().set("spark.sql.ansi.enabled", "false");
    session.conf().set("spark.sql.csv.parser.columnPruning.enabled", "false");
    session.conf().set("spark.sql.session.timeZone", "UTC");
    session.conf().set("spark.sql.files.ignoreCorruptFiles", "false");
    shuffleLocally(session);
    return session;
  }

  private static String master(SparkConf conf) {
    return conf.get("spark.master", "local");
  }

  private static ConfigException notStarted(Exception e) {
    String master = master(new SparkConf());
    // Spark gives up on a master by stopping the context that is just being made.
    boolean silent = String.valueOf(e.getMessage()).contains("stopped SparkContext");
    return ConfigException.of(
        "--master",
        master,
        silent
            ? "no master answers there: is it running, is this the address that its log names, and"
                + " are spark.authenticate and its secret the same on both sides"
            : "Spark does not start there: " + ReadFailures.reason(e));
  }

  /** Two hundred partitions, Spark's default, cost a laptop seconds a shuffle. */
  private static void shuffleLocally(SparkSession session) {
    SparkContext context = session.sparkContext();
    if (context.isLocal() && !context.getConf().contains("spark.sql.shuffle.partitions")) {
      session.conf().set("spark.sql.shuffle.partitions", 2L * context.defaultParallelism());
    }
  }

  /** The session, with its own views and settings. */
  public SparkSession session() {
    return session;
  }

  /** Hadoop's configuration, to open files with. */
  public Configuration hadoop() {
    return session.sparkContext().hadoopConfiguration();
  }

  /** Spark's version. */
  public String version() {
    return session.version();
  }

  /** Runs a stage whose jobs carry a sentence in Spark's web page. */
  public <T> T describe(String sentence, Supplier<T> stage) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    String former = context.getLocalProperty("spark.job.description");
    context.setJobDescription(sentence);
    try {
      return stage.get();
    } finally {
      context.setJobDescription(former);
    }
  }

  /** How far the session's tasks are. */
  public TaskCounts tasks() {
    return tasks;
  }

  /**
   * Shows a number of the run in Spark's metrics.
   *
   * @param name words of lower case, by dots from the general to the special: {@code rows.read}
   */
  public void gauge(String name, double value) {
    gauges.set(name, value);
  }

  @Override
  public void close() {
    gauges.close();
    session.sparkContext().removeSparkListener(tasks);
    if (own) {
      session.stop();
    }
  }
}
