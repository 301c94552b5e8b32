package io.shrinkage.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import io.shrinkage.model.Tombstones;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/** The rejected rows of a run: a Parquet table. */
public final class Quarantine {
  private final SparkSession session;
  private final Configuration hadoop;
  private final String directory;

  /** The rejected rows in a directory, which need not exist. */
  public Quarantine(SparkSession session, String directory) {
    this.session = session;
    this.hadoop = session.sparkContext().hadoopConfiguration();
    this.directory = directory;
  }

  /**
   * Writes a table without rows, which takes no job: most runs have none to write.
   *
   * @param directory which does not exist yet
   */
  static void writeEmpty(Configuration hadoop, String directory) {
    Types.MessageTypeBuilder schema = Types.buildMessage();
    for (StructField field : CheckedRatings.REJECTED.fields()) {
      schema
          .optional(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named(field.name());
    }
    try {
      ExampleParquetWriter.builder(
              HadoopOutputFile.fromPath(new Path(directory, "part-00000.parquet"), hadoop))
          .withType(schema.named("spark_schema"))
          .build()
          .close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Removes the rows of users who are to be forgotten. Each file is replaced in one step, and one
   * without such rows stays as it is.
   *
   * @param scratch a directory that may be written; the caller removes it
   * @return how many rows were removed; -1 if the rows do not say whose they are
   */
  public long remove(Tombstones tombstones, String scratch) throws IOException {
    long removed = 0;
    for (String name : parts(directory)) {
      Dataset<Row> rows = session.read().parquet(new Path(directory, name).toString());
      if (!Arrays.asList(rows.columns()).contains("_user")) {
        return -1;
      }
      Column forgotten = Forgotten.isAmong(tombstones, Forgotten.hash(tombstones, col("_user")));
      long found = rows.where(forgotten).count();
      if (found > 0) {
        rows.where(not(forgotten)).coalesce(1).write().mode("overwrite").parquet(scratch);
        replace(name, scratch);
        removed += found;
      }
    }
    return removed;
  }

  private void replace(String name, String scratch) throws IOException {
    Path rest = new Path(scratch, parts(scratch).get(0));
    FileSystem files = rest.getFileSystem(hadoop);
    // A checksum beside the file would be that of the old one.
    files.delete(new Path(directory, "." + name + ".crc"), false);
    RunStore.replace(
        hadoop,
        directory,
        name,
        out -> {
          try (InputStream in = files.open(rest)) {
            in.transferTo(out);
          }
        });
  }

  private List<String> parts(String parent) throws IOException {
    Path path = new Path(parent);
    List<String> names = new ArrayList<>();
    try {
      for (FileStatus child : path.getFileSystem(hadoop).listStatus(path)) {
        if (child.isFile() && child.getPath().getName().endsWith(".parquet")) {
          names.add(child.getPath().getName());
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return names;
  }
}
