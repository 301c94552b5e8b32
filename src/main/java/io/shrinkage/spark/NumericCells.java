package io.shrinkage.spark;

import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.Missing;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * The numeric features of a table of numbers, read from its rows as they come and checked one by
 * one: what {@link FeatureColumns} says in SQL, without an expression for each of them.
 *
 * <p>Cost: a few nanoseconds a cell.
 */
final class NumericCells implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What may be among numbers. */
  private static final int BAD = 1;

  private static final int ZERO = 2;

  /** How a column's cell becomes a double. */
  private enum Kind {
    DOUBLE,
    FLOAT,
    LONG,
    INT,
    SHORT,
    BYTE,
    DECIMAL;

    static Kind of(DataType type) {
      if (type instanceof DoubleType) {
        return DOUBLE;
      }
      if (type instanceof FloatType) {
        return FLOAT;
      }
      if (type instanceof LongType) {
        return LONG;
      }
      if (type instanceof IntegerType) {
        return INT;
      }
      if (type instanceof ShortType) {
        return SHORT;
      }
      return type instanceof ByteType ? BYTE : DECIMAL;
    }
  }

  private final Kind[] kinds;
  private final int[] precision;
  private final int[] scale;
  private final double[] lowest;
  private final double[] highest;
  private final boolean[] rejects;

  /**
   * The cells of some features.
   *
   * @param features numeric, each a column of the row
   * @param table the rows, whose columns of these are numbers
   */
  NumericCells(List<FeatureSpec> features, StructType table) {
    int size = features.size();
    this.kinds = new Kind[size];
    this.precision = new int[size];
    this.scale = new int[size];
    this.lowest = new double[size];
    this.highest = new double[size];
    this.rejects = new boolean[size];
    for (int i = 0; i < size; i++) {
      FeatureSpec feature = features.get(i);
      DataType type = type(feature, table);
      kinds[i] = Kind.of(type);
      if (type instanceof DecimalType decimal) {
        precision[i] = decimal.precision();
        scale[i] = decimal.scale();
      }
      // So bounds, which NaN is never within, refuse the infinite too.
      lowest[i] = Math.max(feature.lowest(), -Double.MAX_VALUE);
      highest[i] = Math.min(feature.highest(), Double.MAX_VALUE);
      rejects[i] = feature.missing() == Missing.REJECT;
    }
  }

  /** Whether every feature is a number in a table whose column is typed as one. */
  static boolean suit(List<FeatureSpec> features, StructType table) {
    return features.stream()
        .allMatch(
            feature ->
                !feature.kind().isCategorical() && type(feature, table) instanceof NumericType);
  }

  private static DataType type(FeatureSpec feature, StructType table) {
    return table.apply(UsersTable.column(feature)).dataType();
  }

  /** The number of features. */
  int size() {
    return kinds.length;
  }

  /**
   * Reads a row.
   *
   * @param columns where the features are
   * @param out overwritten with the numbers, NaN where one counts as missing
   * @param statuses overwritten with what {@link FeatureColumns#status} says of each
   * @return why the row is rejected, for its first feature that does so; null if none does
   */
  Reason read(InternalRow row, int[] columns, double[] out, byte[] statuses) {
    Reason reason = null;
    for (int i = 0; i < kinds.length; i++) {
      double number = row.isNullAt(columns[i]) ? Double.NaN : number(row, columns[i], i);
      boolean good = isGood(number, i);
      out[i] = good ? number : Double.NaN;
      statuses[i] = good ? 0 : status(row.isNullAt(columns[i]), number);
      if (!good && rejects[i] && reason == null) {
        reason = FeatureColumns.reason(statuses[i]);
      }
    }
    return reason;
  }

  /**
   * Reads some rows of a batch, column by column.
   *
   * @param columns where the features are
   * @param first the first row
   * @param count how many rows
   * @param out overwritten with the numbers, row by row
   * @param clean set to false for a row with a cell that is missing, not finite or out of range; it
   *     is to be read anew by itself
   * @return whether one of the numbers is 0
   */
  boolean read(
      ColumnarBatch batch, int[] columns, int first, int count, double[] out, boolean[] clean) {
    boolean zeros = false;
    for (int i = 0; i < kinds.length; i++) {
      ColumnVector column = batch.column(columns[i]);
      int found =
          kinds[i] == Kind.DOUBLE && !column.hasNull()
              ? copyDoubles(column, first, count, out, i)
              : copyNumbers(column, first, count, out, i);
      zeros |= (found & ZERO) != 0;
      for (int row = 0; (found & BAD) != 0 && row < count; row++) {
        clean[row] &= isGood(out[row * kinds.length + i], i);
      }
    }
    return zeros;
  }

  /** What is among the numbers. */
  private int copyDoubles(ColumnVector column, int first, int count, double[] out, int i) {
    int width = kinds.length;
    double low = lowest[i];
    double high = highest[i];
    int found = 0;
    for (int row = 0, at = i; row < count; row++, at += width) {
      double number = column.getDouble(first + row);
      out[at] = number;
      found |= found(number, low, high);
    }
    return found;
  }

  private int copyNumbers(ColumnVector column, int first, int count, double[] out, int i) {
    int found = 0;
    for (int row = 0; row < count; row++) {
      double number = column.isNullAt(first + row) ? Double.NaN : number(column, first + row, i);
      out[row * kinds.length + i] = number;
      found |= found(number, lowest[i], highest[i]);
    }
    return found;
  }

  private static int found(double number, double low, double high) {
    return (number >= low && number <= high ? 0 : BAD) | (number == 0 ? ZERO : 0);
  }

  /** Whether a number is finite and in range. */
  private boolean isGood(double number, int i) {
    return number >= lowest[i] && number <= highest[i];
  }

  private double number(ColumnVector column, int row, int i) {
    return switch (kinds[i]) {
      case DOUBLE -> column.getDouble(row);
      case FLOAT -> column.getFloat(row);
      case LONG -> column.getLong(row);
      case INT -> column.getInt(row);
      case SHORT -> column.getShort(row);
      case BYTE -> column.getByte(row);
      case DECIMAL -> column.getDecimal(row, precision[i], scale[i]).toDouble();
    };
  }

  private static byte status(boolean missing, double number) {
    if (missing) {
      return FeatureColumns.MISSING;
    }
    return Double.isFinite(number) ? FeatureColumns.OUT_OF_RANGE : FeatureColumns.UNREADABLE;
  }

  private double number(InternalRow row, int column, int i) {
    return switch (kinds[i]) {
      case DOUBLE -> row.getDouble(column);
      case FLOAT -> row.getFloat(column);
      case LONG -> row.getLong(column);
      case INT -> row.getInt(column);
      case SHORT -> row.getShort(column);
      case BYTE -> row.getByte(column);
      case DECIMAL -> row.getDecimal(column, precision[i], scale[i]).toDouble();
    };
  }
}
