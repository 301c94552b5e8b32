package io.shrinkage.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Writes the rows of {@link DenseRow}: {@code rows/} as Parquet (row, y, x0, x1, …), {@code
 * rows.f64} for peers that are not on Spark (little-endian doubles, row by row, y first), and
 * {@code dense.conf}, which arrives last.
 */
final class DenseData {
  static final int COLUMNS = 200;
  static final String CONFIG = "dense.conf";
  private static final int ROWS_A_BUFFER = 1024;
  private static final int ROWS_PER_FILE = 250_000;

  private DenseData() {}

  /** The rows and the folder. */
  public static void main(String[] args) throws IOException {
    long rows = Long.parseLong(args[0]);
    Path folder = Path.of(args[1]);
    Files.createDirectories(folder);
    SparkSession session = Sessions.local();
    try {
      parquet(session, rows, folder.resolve("rows").toString());
    } finally {
      session.stop();
    }
    flat(rows, folder.resolve("rows.f64"));
    Files.writeString(folder.resolve(CONFIG), config(folder));
  }

  private static void parquet(SparkSession session, long rows, String path) {
    StructType schema =
        new StructType()
            .add("row", DataTypes.LongType, false)
            .add("y", DataTypes.DoubleType, false);
    for (String name : features()) {
      schema = schema.add(name, DataTypes.DoubleType, false);
    }
    int files = Math.toIntExact((rows + ROWS_PER_FILE - 1) / ROWS_PER_FILE);
    session
        .range(0, rows, 1, files)
        .map((MapFunction<Long, Row>) DenseData::row, Encoders.row(schema))
        .write()
        .mode("overwrite")
        .parquet(path);
  }

  private static Row row(long number) {
    double[] values = new double[COLUMNS + 1];
    DenseRow.fill(number, values);
    Object[] cells = new Object[values.length + 1];
    cells[0] = number;
    for (int j = 0; j < values.length; j++) {
      cells[j + 1] = values[j];
    }
    return RowFactory.create(cells);
  }

  private static List<String> features() {
    return IntStream.range(0, COLUMNS).mapToObj(j -> "x" + j).toList();
  }

  private static void flat(long rows, Path file) {
    double[] row = new double[COLUMNS + 1];
    ByteBuffer buffer =
        ByteBuffer.allocateDirect(ROWS_A_BUFFER * row.length * Double.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (long number = 0; number < rows; number++) {
        DenseRow.fill(number, row);
        for (double value : row) {
          buffer.putDouble(value);
        }
        if (!buffer.hasRemaining() || number == rows - 1) {
          buffer.flip();
          while (buffer.hasRemaining()) {
            out.write(buffer);
          }
          buffer.clear();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String config(Path folder) {
    return "input.ratings { format = parquet, path = \""
        + folder.resolve("rows")
        + "\", options { header = null }, range = []\n"
        + "  columns { user = \"\", item = row, rating = y, time = \"\" } }\n"
        + features().stream()
            .map(name -> "  { name = " + name + ", column = " + name + ", kind = numeric }\n")
            .collect(Collectors.joining("", "features = [\n", "]\n"))
        + "split { unit = item, test-share = 0 }\n"
        + "fit.penalty = l1\n"
        + "select { rule = cv-1se, repeats = 0, ablation = false }\n";
  }
}
