package io.shrinkage.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.features.FeatureSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.Test;

class NumericCellsTest {
  private static final int ROWS = 4;

  @Test
  void someRowsOfABatchAreReadRowByRow() {
    double[] out = new double[4];
    boolean[] clean = {true, true};
    boolean zeros =
        read(out, clean, 1, doubles(0, 1.5, 2.5, 0), numbers(DataTypes.IntegerType, 0, 7, 8, 0));

    assertThat(out).containsExactly(1.5, 7, 2.5, 8);
    assertThat(clean).containsExactly(true, true);
    assertThat(zeros).as("the zeros are in other rows").isFalse();
  }

  @Test
  void aZeroOfEitherSignAndOfAnyTypeIsSeen() {
    assertThat(hasZeros(doubles(1, 2, 0, 3))).isTrue();
    assertThat(hasZeros(doubles(1, 2, -0.0, 3))).isTrue();
    assertThat(hasZeros(numbers(DataTypes.IntegerType, 1, 0, 2, 3))).isTrue();
    assertThat(hasZeros(numbers(DataTypes.LongType, 1, 0, 2, 3))).isTrue();
    assertThat(hasZeros(doubles(1, 2, Double.MIN_VALUE, -3))).isFalse();
    assertThat(hasZeros(doubles(1, 2, 3, 4), doubles(1, 2, 3, 0))).isTrue();
  }

  @Test
  void aRowWithACellThatIsNoNumberIsNotClean() {
    OnHeapColumnVector gaps = doubles(1, 2, 3, 4);
    gaps.putNull(3);
    boolean[] clean = new boolean[ROWS];
    Arrays.fill(clean, true);
    boolean zeros = read(new double[2 * ROWS], clean, 0, doubles(1, Double.NaN, 3, 4), gaps);

    assertThat(clean).containsExactly(true, false, true, false);
    assertThat(zeros).isFalse();
    assertThat(isClean(doubles(1, 2, Double.POSITIVE_INFINITY, 4))).isFalse();
    assertThat(isClean(doubles(1, 2, -0.0, Double.MAX_VALUE))).isTrue();
  }

  private static boolean hasZeros(ColumnVector... columns) {
    return read(new double[ROWS * columns.length], new boolean[ROWS], 0, columns);
  }

  private static boolean isClean(ColumnVector column) {
    boolean[] clean = new boolean[ROWS];
    Arrays.fill(clean, true);
    read(new double[ROWS], clean, 0, column);
    for (boolean row : clean) {
      if (!row) {
        return false;
      }
    }
    return true;
  }

  private static boolean read(double[] out, boolean[] clean, int first, ColumnVector... columns) {
    StructType table = new StructType();
    List<FeatureSpec> features = new ArrayList<>();
    int[] places = new int[columns.length];
    for (int i = 0; i < columns.length; i++) {
      table = table.add("c" + i, columns[i].dataType());
      features.add(FeatureSpec.numeric("c" + i, "c" + i));
      places[i] = i;
    }
    return new NumericCells(features, table)
        .read(new ColumnarBatch(columns, ROWS), places, first, clean.length, out, clean);
  }

  private static OnHeapColumnVector doubles(double... numbers) {
    OnHeapColumnVector column = new OnHeapColumnVector(ROWS, DataTypes.DoubleType);
    column.putDoubles(0, ROWS, numbers, 0);
    return column;
  }

  private static OnHeapColumnVector numbers(DataType type, int... numbers) {
    OnHeapColumnVector column = new OnHeapColumnVector(ROWS, type);
    for (int row = 0; row < ROWS; row++) {
      if (type.equals(DataTypes.IntegerType)) {
        column.putInt(row, numbers[row]);
      } else {
        column.putLong(row, numbers[row]);
      }
    }
    return column;
  }
}
