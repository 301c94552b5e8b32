package io.shrinkage.spark;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.unix_timestamp;
import static org.apache.spark.sql.functions.when;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;

/**
 * What the cells of a source mean, as Spark SQL expressions: the same for a text column of a CSV
 * file and a typed column of a Parquet file.
 *
 * <p>A cell's text, its number and its key are columns of their own, each computed from the one
 * before: every check refers to them, and a row is trimmed and matched once.
 */
final class Values {
  /** Finite decimal text; {@code NaN}, {@code 0x1p2} and {@code 3.5f} are none. */
  private static final String DECIMAL = "^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$";

  private static final String WHOLE = "^[+-]?[0-9]{1,19}$";
  private static final String NOT_FINITE = "^[+-]?(nan|inf|infinity)$";

  private static final String BLANKS = " \t\r\n\f\u00a0";

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
    Set<String> distinct = new LinkedHashSet<>(names);
    Dataset<Row> rows = source;
    for (String name : distinct) {
      rows = rows.withColumn(textName(name), textOf(raw(source, name), type(source, name), "|"));
    }
    for (String name : distinct) {
      rows = rows.withColumn(numberName(name), numberOf(rows, name));
    }
    for (String name : distinct) {
      rows = rows.withColumn(wholeName(name), wholeOf(rows, name));
    }
    return new Values(rows);
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

  private static Column numberOf(Dataset<Row> rows, String name) {
    if (type(rows, name) instanceof NumericType) {
      return raw(rows, name).cast(DataTypes.DoubleType);
    }
    Column text = raw(rows, textName(name));
    return when(text.rlike(DECIMAL), text.cast(DataTypes.DoubleType));
  }

  private static Column wholeOf(Dataset<Row> rows, String name) {
    Column number = raw(rows, numberName(name));
    Column rounded =
        when(
            floor(number).equalTo(number).and(abs(number).lt(lit(EXACT))),
            number.cast(DataTypes.LongType));
    if (type(rows, name) instanceof NumericType) {
      // Integers beyond 2^53 are exact in their own type.
      return coalesce(rounded, integer(raw(rows, name), type(rows, name)));
    }
    Column text = raw(rows, textName(name));
    return coalesce(when(text.rlike(WHOLE), text.try_cast(DataTypes.LongType)), rounded);
  }

  private static Column integer(Column column, DataType type) {
    return DataTypes.LongType.equals(type) ? column : lit(null).cast(DataTypes.LongType);
  }

  /** A column name with dots or blanks in it, as Spark wants it spelled. */
  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** One column's cell in each row. */
  final class Cell {
    private final String name;

    private Cell(String name) {
      this.name = name;
    }

    /** The text without blanks around it; null where there is none. */
    Column text() {
      return raw(rows, textName(name));
    }

    /** The items of a list joined by a separator, or the text. */
    Column text(String separator) {
      return type(rows, name) instanceof ArrayType
          ? textOf(raw(rows, name), type(rows, name), separator)
          : text();
    }

    /** The number; null where there is none, and not always finite. */
    Column number() {
      return raw(rows, numberName(name));
    }

    /** Whether this is a finite number, or finite decimal text. */
    Column isNumber() {
      return coalesce(abs(number()).lt(lit(Double.POSITIVE_INFINITY)), lit(false));
    }

    /**
     * Whether this says that it is not finite: NaN, infinity, or a number beyond a double's range.
     */
    Column isNotFinite() {
      Column beyond = number().isNotNull().and(not(isNumber()));
      return coalesce(beyond.or(lower(text()).rlike(NOT_FINITE)), lit(false));
    }

    /** A key's whole number, whatever the column's type; null where it is none. */
    Column wholeNumber() {
      return raw(rows, wholeName(name));
    }

    /** A key's text where it is no whole number, decimals in one spelling; else null. */
    Column otherText() {
      Column spelled = when(isNumber(), number().cast(DataTypes.StringType)).otherwise(text());
      return when(wholeNumber().isNull(), spelled);
    }

    /** Seconds since 1970 in UTC: whole numbers are taken as such, anything else as ISO-8601. */
    Column seconds() {
      DataType type = type(rows, name);
      if (type instanceof NumericType) {
        return raw(rows, name).cast(DataTypes.LongType);
      }
      if (!DataTypes.StringType.equals(type)) {
        return unix_timestamp(raw(rows, name).cast(DataTypes.TimestampType));
      }
      return coalesce(wholeNumber(), unix_timestamp(text().try_cast(DataTypes.TimestampType)));
    }
  }
}
