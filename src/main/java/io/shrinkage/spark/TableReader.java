package io.shrinkage.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.json_array_length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.shrinkage.features.DataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Opens a table of any Spark source such that no record is lost and none is changed silently.
 *
 * <p>CSV and JSON values arrive as text, to be judged by {@link Values}; a record that the parser
 * cannot make sense of keeps its original text in the column {@link #MALFORMED}. Other sources keep
 * their types.
 *
 * <p>Cluster: CSV reads the header of one file; JSON costs one scan for its columns' names.
 */
final class TableReader {
  /** Holds the original text of a malformed CSV or JSON record; null for all others. */
  static final String MALFORMED = "_malformed";

  private static final Set<String> FILES = Set.of("csv", "json", "parquet", "orc", "text", "avro");

  /** The column of Spark's text source. */
  private static final String LINE = "value";

  private static final String RECORD = "_record";

  /** Options that say how JSON's bytes are text; Spark's text source knows UTF-8 alone. */
  private static final Set<String> ENCODINGS = Set.of("encoding", "charset");

  /** Lines that names are taken from where all records are not asked. */
  private static final int FIRST = 10_000;

  /** Where the names of a JSON table's columns come from. */
  enum Names {
    /** From every record; one scan. */
    OF_ALL_RECORDS,
    /** From the first records, as far as records are lines. */
    OF_FIRST_RECORDS
  }

  private final SparkSession session;
  private final Names names;

  TableReader(SparkSession session) {
    this(session, Names.OF_ALL_RECORDS);
  }

  TableReader(SparkSession session, Names names) {
    this.session = session;
    this.names = names;
  }

  /**
   * Opens a table.
   *
   * @param key the configuration key of the table, for messages: {@code input.ratings}
   * @throws DataException if it is absent, unreadable or empty of columns
   */
  Dataset<Row> read(String key, String format, String path, Map<String, String> options) {
    return read(key, key + ".path", format, path, options);
  }

  /**
   * Opens a table whose path has a key of another form, such as an option of the command line.
   *
   * @throws DataException if it is absent, unreadable or empty of columns
   */
  Dataset<Row> read(
      String key, String pathKey, String format, String path, Map<String, String> options) {
    String kind = format.toLowerCase(Locale.ROOT);
    if (kind.equals("table")) {
      return opened(key, path, () -> session.table(path));
    }
    if (FILES.contains(kind)) {
      requireFiles(pathKey, path);
    }
    return switch (kind) {
      case "csv" -> opened(key, path, () -> csv(pathKey, path, options));
      case "json" -> opened(key, path, () -> json(path, options));
      case SyntheticTables.FORMAT -> opened(key, path, () -> synthetic(key, options));
      default -> other(key, format, path, options);
    };
  }

  /**
   * Opening a source of any kind fails in any way: a driver that is not there, a missing option.
   */
  private Dataset<Row> other(String key, String format, String path, Map<String, String> options) {
    try {
      return session.read().format(format).options(options).load(path);
    } catch (Exception e) {
      String reason =
          e instanceof ClassNotFoundException
              ? "Spark has no source of that name (csv, json, parquet, orc, jdbc, or one whose jar"
                  + " is on its classpath: --conf spark.jars=FILE)"
              : ReadFailures.reason(e);
      throw new DataException(key + ": cannot read " + path + " as " + format + ": " + reason, e);
    }
  }

  private interface Opening {
    Dataset<Row> open();
  }

  private static Dataset<Row> opened(String key, String path, Opening opening) {
    try {
      return opening.open();
    } catch (Exception e) {
      // Scala does not declare what it throws.
      if (e instanceof AnalysisException || ReadFailures.isRead(e)) {
        throw new DataException(key + ": cannot read " + path + ": " + ReadFailures.reason(e), e);
      }
      throw e;
    }
  }

  private Dataset<Row> csv(String pathKey, String path, Map<String, String> options) {
    Map<String, String> settings = new HashMap<>(options);
    settings.put("inferSchema", "false");
    settings.put("mode", "PERMISSIVE");
    StructType names = session.read().options(settings).csv(path).schema();
    if (names.isEmpty()) {
      throw new DataException(
          pathKey + ": " + path + " is empty; it must hold a header and at least one record");
    }
    if (Arrays.stream(names.fieldNames()).anyMatch(name -> name.indexOf('\0') >= 0)) {
      throw new DataException(
          pathKey
              + ": "
              + path
              + " has NULs in its first line, so it is no text in UTF-8; if it is UTF-16, say so:"
              + " options.encoding = UTF-16");
    }
    // A header that differs from the first file's is an error, not a row of shifted values. Where
    // Spark makes up names (an empty one, a repeated one), its own check would refuse every file.
    settings.put("enforceSchema", String.valueOf(hasMadeUpNames(path, settings, names)));
    settings.put("columnNameOfCorruptRecord", MALFORMED);
    return session.read().options(settings).schema(withMalformed(names)).csv(path);
  }

  private boolean hasMadeUpNames(String path, Map<String, String> settings, StructType names) {
    String[] own = names.fieldNames();
    // What Spark makes up ends in the column's position.
    if (IntStream.range(0, own.length).noneMatch(i -> own[i].endsWith(String.valueOf(i)))) {
      return false;
    }
    Map<String, String> headless = new HashMap<>(settings);
    headless.put("header", "false");
    Row header = session.read().options(headless).csv(path).head();
    return IntStream.range(0, own.length).anyMatch(i -> !own[i].equals(header.get(i)));
  }

  private Dataset<Row> json(String path, Map<String, String> options) {
    Map<String, String> settings = new HashMap<>(options);
    settings.put("primitivesAsString", "true");
    settings.put("mode", "PERMISSIVE");
    settings.put("columnNameOfCorruptRecord", MALFORMED);
    DataFrameReader reader = session.read().options(settings);
    boolean lines = SourceRows.recordsAreLines(options);
    StructType schema =
        names == Names.OF_FIRST_RECORDS && lines
            ? reader.json(firstLines(path)).schema()
            : reader.json(path).schema();
    boolean known = settings.keySet().stream().noneMatch(ENCODINGS::contains);
    return lines && known
        ? records(session.read().options(settings).text(path), schema, settings)
        : reader.schema(withMalformed(schema)).json(path);
  }

  /**
   * The records of lines. Spark's own reader takes the first record of a line and forgets the rest
   * of it; here a line that is not one JSON value is malformed.
   */
  private static Dataset<Row> records(
      Dataset<Row> lines, StructType schema, Map<String, String> settings) {
    List<String> partitions =
        Arrays.stream(lines.columns()).filter(name -> !name.equals(LINE)).toList();
    StructField[] fields =
        Arrays.stream(schema.fields())
            .filter(field -> !field.name().equals(MALFORMED))
            .filter(field -> !partitions.contains(field.name()))
            .toArray(StructField[]::new);
    Column line = lines.col(LINE);
    Column record = col(RECORD);
    Column values = json_array_length(concat(lit("["), line, lit("]")));
    // A line may hold an array of records; a single one is read as an array of one.
    ArrayType array = DataTypes.createArrayType(new StructType(fields));
    Dataset<Row> parsed =
        lines
            .filter(line.rlike("\\S"))
            .withColumn(RECORD, explode_outer(from_json(line, array, settings)));
    List<Column> columns = new ArrayList<>();
    for (StructField field : fields) {
      columns.add(record.getField(field.name()).as(field.name()));
    }
    columns.add(when(record.isNull().or(not(values.eqNullSafe(lit(1)))), line).as(MALFORMED));
    partitions.forEach(name -> columns.add(lines.col(Values.quoted(name))));
    return parsed.select(columns.toArray(Column[]::new));
  }

  private Dataset<String> firstLines(String path) {
    return session.createDataset(
        session.read().textFile(path).takeAsList(FIRST), Encoders.STRING());
  }

  private Dataset<Row> synthetic(String key, Map<String, String> options) {
    SyntheticTables tables = SyntheticTables.of(session, options);
    return switch (key) {
      case RatingsSource.KEY -> tables.ratings();
      case UsersTable.KEY -> tables.users();
      default -> tables.movies();
    };
  }

  private static StructType withMalformed(StructType schema) {
    List<StructField> fields =
        Arrays.stream(schema.fields()).filter(field -> !field.name().equals(MALFORMED)).toList();
    return new StructType(fields.toArray(StructField[]::new))
        .add(MALFORMED, DataTypes.StringType, true);
  }

  private void requireFiles(String pathKey, String path) {
    if (path.isBlank()) {
      throw new DataException(pathKey + " is empty; name a file or a folder");
    }
    try {
      Path pattern = new Path(path);
      FileStatus[] found =
          pattern.getFileSystem(session.sparkContext().hadoopConfiguration()).globStatus(pattern);
      if (found == null || found.length == 0) {
        throw new DataException(
            pathKey
                + ": there is nothing at "
                + path
                + "; relative paths start at the working directory, "
                + Path.getPathWithoutSchemeAndAuthority(new Path(System.getProperty("user.dir"))));
      }
    } catch (IOException | IllegalArgumentException e) {
      // Hadoop says by an IllegalArgumentException that a text is no path.
      throw new DataException(pathKey + ": cannot open " + path + ": " + e.getMessage(), e);
    }
  }
}
