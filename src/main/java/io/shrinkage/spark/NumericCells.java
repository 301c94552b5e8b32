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

/**
 * The numeric features of a table of numbers, read from its rows as they come and checked one by
 * one: what {@link FeatureColumns} says in SQL, without an expression for each of them.
 *
 * <p>Cost: a few nanoseconds a cell.
 */
final class NumericCells implements Serializable {
  private static final long serialVersionUID = 1L;

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
   * @param features numeric, each a column of the table
   * @param table whose columns of these are numbers
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
      DataType type = table.apply(feature.column()).dataType();
      kinds[i] = Kind.of(type);
      if (type instanceof DecimalType decimal) {
        precision[i] = decimal.precision();
        scale[i] = decimal.scale();
      }
      lowest[i] = feature.lowest();
      highest[i] = feature.highest();
      rejects[i] = feature.missing() == Missing.REJECT;
    }
  }

  /** Whether every feature is a number in a table whose column is typed as one. */
  static boolean suit(List<FeatureSpec> features, StructType table) {
    return features.stream()
        .allMatch(
            feature ->
                !feature.kind().isCategorical()
                    && table.apply(feature.column()).dataType() instanceof NumericType);
  }

  /** The number of features. */
  int size() {
    return kinds.length;
  }

  /**
   * Reads a row.
   *
   * @param first the column of the first feature
   * @param out from {@code at} on overwritten with the numbers, NaN where one counts as missing
   * @param statuses overwritten with what {@link FeatureColumns#status} says of each
   * @return why the row is rejected, for its first feature that does so; null if none does
   */
  Reason read(InternalRow row, int first, double[] out, int at, byte[] statuses) {
    Reason reason = null;
    for (int i = 0; i < kinds.length; i++) {
      double number = row.isNullAt(first + i) ? Double.NaN : number(row, first + i, i);
      // The comparison refuses NaN too.
      boolean good = number >= lowest[i] && number <= highest[i] && Math.abs(number) < INFINITE;
      out[at + i] = good ? number : Double.NaN;
      statuses[i] = good ? 0 : status(row.isNullAt(first + i), number);
      if (!good && rejects[i] && reason == null) {
        reason = FeatureColumns.reason(statuses[i]);
      }
    }
    return reason;
  }

  private static final double INFINITE = Double.POSITIVE_INFINITY;

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
