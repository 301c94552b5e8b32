package io.shrinkage.spark;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.unix_timestamp;
import static org.apache.spark.sql.functions.when;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;

/**
 * What the cells of a source mean, as Spark SQL expressions: the same for a text column of a CSV
 * file and a typed column of a Parquet file.
 *
 * <p>A typed number is what it is, and costs no more than its own cast. Of any other cell the text,
 * the number and the key are columns of their own, each computed from the one before: every check
 * refers to them, and a row is trimmed and matched once.
 */
final class Values {
  /** Finite decimal text; {@code NaN}, {@code 0x1p2} and {@code 3.5f} are none. */
  static final String DECIMAL = "^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$";

  private static final String WHOLE = "^[+-]?[0-9]{1,19}$";
  private static final String NOT_FINITE = "^[+-]?(nan|inf|infinity)$";

  private static final String BLANKS = " \t\r\n\f\u00a0";

  private static final Set<DataType> INTEGERS =
      Set.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  /** Beyond 2^53 a double no longer tells whole numbers apart. */
  private static final double EXACT = 9007199254740992.0;

  private final Dataset<Row> rows;

  private Values(Dataset<Row> rows) {
    this.rows = rows;
  }

  /**
   * Adds what is known of some columns' cells.
   *
   * @param names columns of the source; {@link #of} answers for these
   */
  static Values of(Dataset<Row> source, Collection<String> names) {
    Map<String, Column> texts = new LinkedHashMap<>();
    Map<String, Column> numbers = new LinkedHashMap<>();
    Map<String, Column> wholes = new LinkedHashMap<>();
    for (String name : new LinkedHashSet<>(names)) {
      DataType type = type(source, name);
      if (type instanceof NumericType) {
        if (!INTEGERS.contains(type)) {
          wholes.put(wholeName(name), rounded(col(quoted(name)).cast(DataTypes.DoubleType)));
        }
      } else {
        Column text = col(quoted(textName(name)));
        Column number = col(quoted(numberName(name)));
        texts.put(textName(name), textOf(col(quoted(name)), type, "|"));
        numbers.put(numberName(name), when(text.rlike(DECIMAL), text.cast(DataTypes.DoubleType)));
        wholes.put(
            wholeName(name),
            coalesce(when(text.rlike(WHOLE), text.try_cast(DataTypes.LongType)), rounded(number)));
      }
    }
    return new Values(with(with(with(source, texts), numbers), wholes));
  }

  private static Dataset<Row> with(Dataset<Row> rows, Map<String, Column> columns) {
    return columns.isEmpty() ? rows : rows.withColumns(columns);
  }

  /** The source with the added columns. */
  Dataset<Row> rows() {
    return rows;
  }

  /** The cell of one column. */
  Cell of(String name) {
    return new Cell(name);
  }

  private static String textName(String name) {
    return "_text " + name;
  }

  private static String numberName(String name) {
    return "_number " + name;
  }

  private static String wholeName(String name) {
    return "_whole " + name;
  }

  private static Column raw(Dataset<Row> rows, String name) {
    return rows.col(quoted(name));
  }

  private static DataType type(Dataset<Row> rows, String name) {
    return rows.schema().apply(name).dataType();
  }

  private static Column textOf(Column column, DataType type, String separator) {
    Column text =
        type instanceof ArrayType
            ? array_join(column, separator)
            : trim(column.cast(DataTypes.StringType), BLANKS);
    return when(length(text).gt(0), text);
  }

  private static Column rounded(Column number) {
    return when(
        floor(number).equalTo(number).and(abs(number).lt(lit(EXACT))),
        number.cast(DataTypes.LongType));
  }

  /** A column name with dots or blanks in it, as Spark wants it spelled. */
  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** One column's cell in each row. */
  final class Cell {
    private final String name;
    private final DataType type;

    private Cell(String name) {
      this.name = name;
      this.type = type(rows, name);
    }

    private boolean isTyped() {
      return type instanceof NumericType;
    }

    /** Whether this cannot but be finite, if it is there. */
    private boolean isFiniteType() {
      return INTEGERS.contains(type) || type instanceof DecimalType;
    }

    /** Whether there is nothing here, or blanks only. */
    Column isMissing() {
      return isTyped() ? raw(rows, name).isNull() : text().isNull();
    }

    /** The text without blanks around it; null where there is none. */
    Column text() {
      return isTyped() ? raw(rows, name).cast(DataTypes.StringType) : raw(rows, textName(name));
    }

    /** The items of a list joined by a separator, or the text. */
    Column text(String separator) {
      return type instanceof ArrayType ? textOf(raw(rows, name), type, separator) : text();
    }

    /** The number; null where there is none, and not always finite. */
    Column number() {
      return isTyped() ? raw(rows, name).cast(DataTypes.DoubleType) : raw(rows, numberName(name));
    }

    /** Whether this is a finite number, or finite decimal text. */
    Column isNumber() {
      if (isFiniteType()) {
        return raw(rows, name).isNotNull();
      }
      return coalesce(abs(number()).lt(lit(Double.POSITIVE_INFINITY)), lit(false));
    }

    /**
     * Whether this says that it is not finite: NaN, infinity, or a number beyond a double's range.
     */
    Column isNotFinite() {
      if (isFiniteType()) {
        return lit(false);
      }
      Column beyond = number().isNotNull().and(not(isNumber()));
      if (isTyped()) {
        return beyond;
      }
      return coalesce(beyond.or(lower(text()).rlike(NOT_FINITE)), lit(false));
    }

    /** A key's whole number, whatever the column's type; null where it is none. */
    Column wholeNumber() {
      return INTEGERS.contains(type)
          ? raw(rows, name).cast(DataTypes.LongType)
          : raw(rows, wholeName(name));
    }

    /** A key's text where it is no whole number, decimals in one spelling; else null. */
    Column otherText() {
      if (INTEGERS.contains(type)) {
        return lit(null).cast(DataTypes.StringType);
      }
      Column spelled = when(isNumber(), number().cast(DataTypes.StringType)).otherwise(text());
      return when(wholeNumber().isNull(), spelled);
    }

    /** What identifies a key: of the two columns one is null, and xxhash64 passes over nulls. */
    List<Column> key() {
      return INTEGERS.contains(type) ? List.of(wholeNumber()) : List.of(wholeNumber(), otherText());
    }

    /** Seconds since 1970 in UTC: whole numbers are taken as such, anything else as ISO-8601. */
    Column seconds() {
      if (isTyped()) {
        return raw(rows, name).cast(DataTypes.LongType);
      }
      if (!DataTypes.StringType.equals(type)) {
        return unix_timestamp(raw(rows, name).cast(DataTypes.TimestampType));
      }
      return coalesce(wholeNumber(), unix_timestamp(text().try_cast(DataTypes.TimestampType)));
    }
  }
}
