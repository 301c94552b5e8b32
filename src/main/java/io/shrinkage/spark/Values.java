package io.shrinkage.spark;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.unix_timestamp;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;

/**
 * What a cell of a source means, as Spark SQL expressions: the same for a text column of a CSV file
 * and a typed column of a Parquet file.
 */
final class Values {
  /** Finite decimal text; {@code NaN}, {@code 0x1p2} and {@code 3.5f} are none. */
  private static final String DECIMAL = "[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?";

  private static final String WHOLE = "[+-]?[0-9]{1,19}";
  private static final String NOT_FINITE = "[+-]?(nan|inf|infinity)";

  /** Beyond 2^53 a double no longer tells whole numbers apart. */
  private static final double EXACT = 9007199254740992.0;

  private final Column column;
  private final DataType type;

  Values(Column column, DataType type) {
    this.column = column;
    this.type = type;
  }

  /** The cell's text without blanks around it; null where there is none. */
  Column text() {
    Column text =
        type instanceof ArrayType
            ? array_join(column, "|")
            : trim(column.cast(DataTypes.StringType));
    return when(length(text).gt(0), text);
  }

  /** The items of a list cell joined by a separator, or the cell's text. */
  Column text(String separator) {
    return type instanceof ArrayType
        ? when(length(array_join(column, separator)).gt(0), array_join(column, separator))
        : text();
  }

  /** Whether the cell holds finite decimal text or a finite number. */
  Column isNumber() {
    return coalesce(abs(number()).lt(lit(Double.POSITIVE_INFINITY)), lit(false));
  }

  /**
   * Whether the cell says that it is not finite: NaN, infinity, or decimal text beyond a double's
   * range.
   */
  Column isNotFinite() {
    if (type instanceof NumericType) {
      return column.isNotNull().and(isNumber().unary_$bang());
    }
    return lower(text())
        .rlike("^" + NOT_FINITE + "$")
        .or(text().rlike("^" + DECIMAL + "$").and(isNumber().unary_$bang()));
  }

  /** The cell as a double; null or not finite where it is no number. */
  Column number() {
    if (type instanceof NumericType) {
      return column.cast(DataTypes.DoubleType);
    }
    return when(text().rlike("^" + DECIMAL + "$"), text().cast(DataTypes.DoubleType));
  }

  /** A key's whole number, whatever the column's type; null where it is none. */
  Column wholeNumber() {
    if (isIntegral()) {
      return column.cast(DataTypes.LongType);
    }
    Column rounded =
        when(
            isNumber().and(floor(number()).equalTo(number())).and(abs(number()).lt(lit(EXACT))),
            number().cast(DataTypes.LongType));
    return type instanceof NumericType
        ? rounded
        : coalesce(
            when(text().rlike("^" + WHOLE + "$"), text().try_cast(DataTypes.LongType)), rounded);
  }

  /**
   * A key's text where it is no whole number, decimals in one spelling; null where it is a whole
   * number.
   */
  Column otherText() {
    Column spelled = when(isNumber(), number().cast(DataTypes.StringType)).otherwise(text());
    return when(wholeNumber().isNull(), spelled);
  }

  /** Seconds since 1970 in UTC: whole numbers are taken as such, anything else as ISO-8601. */
  Column seconds() {
    if (type instanceof NumericType) {
      return column.cast(DataTypes.LongType);
    }
    if (!DataTypes.StringType.equals(type)) {
      return unix_timestamp(column.cast(DataTypes.TimestampType));
    }
    return when(text().rlike("^" + WHOLE + "$"), text().try_cast(DataTypes.LongType))
        .otherwise(unix_timestamp(text().try_cast(DataTypes.TimestampType)));
  }

  private boolean isIntegral() {
    return type instanceof LongType
        || type instanceof IntegerType
        || type instanceof ShortType
        || type instanceof ByteType;
  }
}
