package io.shrinkage.testing;

import io.shrinkage.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Runs many command lines in one JVM and one Spark session, for what each of them says on the real
 * standard streams, Spark's log among it.
 */
public final class Commands {
  /** Between the words of a command, of which there is one a line. */
  public static final String BETWEEN = "\t";

  /** Begins the line on both streams that ends what a command said; its exit code follows. */
  public static final String END = "=== exit code ";

  private Commands() {}

  /**
   * Runs them one by one.
   *
   * @param args the file of the commands
   */
  public static void main(String[] args) throws IOException {
    SparkSession session = SparkSession.builder().getOrCreate();
    try {
      for (String command : Files.readAllLines(Path.of(args[0]))) {
        int exitCode = Main.run(command.split(BETWEEN));
        System.out.println(END + exitCode);
        System.err.println(END + exitCode);
      }
    } finally {
      session.stop();
    }
  }
}
