package io.shrinkage.job;

import io.shrinkage.features.DataException;
import io.shrinkage.spark.ReadFailures;
import io.shrinkage.spark.StagedDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;

/** The tables that a command writes, from staging to published; failures name the option. */
final class TableOutput implements AutoCloseable {
  private final String option;
  private final StagedDirectory staging;

  private TableOutput(String option, StagedDirectory staging) {
    this.option = option;
    this.staging = staging;
  }

  /**
   * Makes sure that the output can be written before any work is done.
   *
   * @param option what named the directory, for messages
   * @param marker the file that is put into place last
   * @param own whether a name in the directory may have come from the same command
   * @throws OutputException if it cannot be written, or holds anything that is not ours
   */
  static TableOutput open(
      Configuration hadoop, String option, String directory, String marker, Predicate<String> own) {
    try {
      String suffix = UUID.randomUUID().toString().substring(0, 8);
      return new TableOutput(option, StagedDirectory.open(hadoop, directory, suffix, marker, own));
    } catch (IOException | IllegalArgumentException e) {
      throw new OutputException(
          option
              + ": cannot write to "
              + directory
              + ": "
              + e.getMessage()
              + "; name another directory, or make room there",
          e);
    }
  }

  /** What a file is written by. */
  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /** Where the output will be. */
  String directory() {
    return staging.display();
  }

  void write(String name, Writing writing) {
    try (OutputStream out = staging.create(name)) {
      writing.to(out);
    } catch (IOException e) {
      throw failed(name, e);
    }
  }

  /** Writes a table by Spark, which is given the path. */
  void table(String name, Consumer<String> writing) {
    written(name, writing, staging.path(name));
  }

  /** Writes a table by Spark as the output itself, which is given the path to append to. */
  void table(Consumer<String> writing) {
    written("the table", writing, staging.path());
  }

  private void written(String name, Consumer<String> writing, String path) {
    try {
      writing.accept(path);
    } catch (RuntimeException e) {
      boolean fileSystem = false;
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        fileSystem |= cause instanceof IOException;
      }
      // A reader's complaint is a DataException already; what is left of the file system is ours.
      throw fileSystem && !(e instanceof DataException) ? failed(name, e) : e;
    }
  }

  void publish() {
    try {
      staging.publish();
    } catch (IOException e) {
      throw failed("it", e);
    }
  }

  private OutputException failed(String name, Exception cause) {
    return new OutputException(
        option
            + ": cannot write "
            + name
            + " to "
            + directory()
            + ": "
            + ReadFailures.reason(cause),
        cause);
  }

  @Override
  public void close() {
    staging.close();
  }
}
