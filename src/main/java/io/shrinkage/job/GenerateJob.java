package io.shrinkage.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_seconds;
import static org.apache.spark.sql.functions.to_date;

import io.shrinkage.features.SyntheticRatings;
import io.shrinkage.model.TruthJson;
import io.shrinkage.spark.SparkRun;
import io.shrinkage.spark.SyntheticTables;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes synthetic ratings, movies, users, and the weights that they were made from. */
public final class GenerateJob {
  private static final Set<String> PARTS = Set.of("ratings", "movies", "users", TruthJson.FILE);
  private static final long ROWS_PER_FILE = 2_000_000;

  /** The writer's sort by day is needless where a task meets one day only. */
  private static final String CONCURRENT_WRITERS = "spark.sql.maxConcurrentOutputFileWriters";

  private final GenerateOptions options;
  private final Console console;
  private final SyntheticRatings synthetic;

  /**
   * Sets the job up.
   *
   * @throws UsageException if there are more ratings than can be numbered
   */
  public GenerateJob(GenerateOptions options, Console console) {
    this.options = options;
    this.console = console;
    this.synthetic = synthetic(options);
  }

  private static SyntheticRatings synthetic(GenerateOptions options) {
    int days = options.days().orElse(1);
    long rows;
    try {
      rows = Math.multiplyExact(options.rows(), days);
    } catch (ArithmeticException e) {
      throw new UsageException(
          "--rows " + options.rows() + " a day for --days " + days + " is too many to number", e);
    }
    int movies = options.movies().orElse(SyntheticRatings.defaultMovies(rows));
    int users = options.users().orElse(SyntheticRatings.defaultUsers(rows));
    return options.days().isPresent()
        ? SyntheticRatings.daily(
            options.rows(), movies, users, options.seed(), days, options.start())
        : new SyntheticRatings(
            rows, movies, users, options.seed(), SyntheticRatings.DEFAULT_DAYS, options.start());
  }

  /**
   * Runs the job.
   *
   * @throws OutputException if the directory cannot be written, or holds anything not made here
   */
  public ExitCode run() {
    try (SparkRun spark = SparkRun.open("generate");
        TableOutput output =
            TableOutput.open(
                spark.hadoop(), "--out", options.out(), TruthJson.FILE, PARTS::contains)) {
      Stages stages = new Stages(spark, console);
      SyntheticTables tables = new SyntheticTables(spark.session(), synthetic);
      spark.session().conf().set(CONCURRENT_WRITERS, "2");
      stage(stages, "ratings", synthetic.rows(), () -> ratings(output, tables));
      stage(
          stages,
          "movies",
          synthetic.movies(),
          () -> write(output, "movies", tables.movies().coalesce(1).write()));
      stage(
          stages,
          "users",
          synthetic.users(),
          () -> write(output, "users", tables.users().coalesce(1).write()));
      output.write(TruthJson.FILE, out -> TruthJson.write(synthetic, out));
      output.publish();
      report(output.directory());
      return ExitCode.DONE;
    }
  }

  private void stage(Stages stages, String name, long rows, Runnable work) {
    stages.run(
        name,
        () -> {
          work.run();
          return rows;
        },
        count -> count,
        count -> options.format().text());
  }

  /** As many files as rows ask for, whatever the cluster; with days, a file holds one day. */
  private void ratings(TableOutput output, SyntheticTables tables) {
    int days = synthetic.isDaily() ? synthetic.days() : 1;
    long filesADay = (synthetic.rows() / days + ROWS_PER_FILE - 1) / ROWS_PER_FILE;
    Dataset<Row> ratings = tables.ratings(Math.toIntExact(Math.multiplyExact(days, filesADay)));
    if (synthetic.isDaily()) {
      Dataset<Row> dated = ratings.withColumn("date", to_date(timestamp_seconds(col("timestamp"))));
      write(output, "ratings", dated.write().partitionBy("date"));
    } else {
      write(output, "ratings", ratings.write());
    }
  }

  private void write(TableOutput output, String name, DataFrameWriter<Row> writer) {
    output.table(
        name, path -> writer.format(options.format().text()).option("header", "true").save(path));
  }

  private void report(String directory) {
    console.line("");
    console.line(
        String.format(
            Locale.ROOT,
            "%,d ratings%s, %,d movies, %,d users (seed %d) in %s:",
            synthetic.rows(),
            synthetic.isDaily() ? String.format(Locale.ROOT, " of %,d days", synthetic.days()) : "",
            synthetic.movies(),
            synthetic.users(),
            synthetic.seed(),
            directory));
    console.line("  ratings/    " + (synthetic.isDaily() ? "date=YYYY-MM-DD/, " : "") + format());
    console.line("  movies/     " + format());
    console.line("  users/      " + format());
    console.line("  truth.json  the weights that the ratings were made from");
  }

  private String format() {
    return options.format() == GenerateOptions.Format.CSV ? "CSV with a header" : "Parquet";
  }
}
