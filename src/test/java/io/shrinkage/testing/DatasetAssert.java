package io.shrinkage.testing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.api.AbstractAssert;

/** Compares tables: columns, types, and rows in whatever order, doubles within a tolerance. */
public final class DatasetAssert extends AbstractAssert<DatasetAssert, Dataset<Row>> {
  private double tolerance;

  private DatasetAssert(Dataset<Row> actual) {
    super(actual, DatasetAssert.class);
  }

  /** Begins an assertion on a table. */
  public static DatasetAssert assertThat(Dataset<Row> actual) {
    return new DatasetAssert(actual);
  }

  /** Lets doubles differ by so much, relative to the larger of them and 1. */
  public DatasetAssert within(double relative) {
    tolerance = relative;
    return this;
  }

  /**
   * Fails unless both tables have the same columns and, sorted by the keys, the same rows; NaN
   * equals NaN. The message names row, column and both values.
   *
   * @param keys columns that identify a row; none: the rows come in order
   */
  public DatasetAssert hasSameRowsAs(Dataset<Row> expected, String... keys) {
    isNotNull();
    String want = expected.schema().toDDL();
    String have = actual.schema().toDDL();
    if (!want.equals(have)) {
      failWithMessage("expected the columns%n  %s%nbut they are%n  %s", want, have);
    }
    List<Row> wanted = rows(expected, keys);
    List<Row> found = rows(actual, keys);
    for (int i = 0; i < Math.min(wanted.size(), found.size()); i++) {
      compare(i, wanted.get(i), found.get(i), keys);
    }
    if (wanted.size() != found.size()) {
      failWithMessage("expected %d rows but there are %d", wanted.size(), found.size());
    }
    return this;
  }

  private static List<Row> rows(Dataset<Row> table, String[] keys) {
    Comparator<Row> order =
        Comparator.comparing(
            row ->
                Arrays.toString(
                    Arrays.stream(keys).map(key -> row.get(row.fieldIndex(key))).toArray()));
    List<Row> rows = table.collectAsList();
    return keys.length == 0 ? rows : rows.stream().sorted(order).toList();
  }

  private void compare(int number, Row wanted, Row found, String[] keys) {
    for (int column = 0; column < wanted.size(); column++) {
      if (!same(wanted.get(column), found.get(column))) {
        StringBuilder row = new StringBuilder().append(number);
        for (String key : keys) {
          row.append(", ").append(key).append(" = ").append(wanted.get(wanted.fieldIndex(key)));
        }
        failWithMessage(
            "row %s: column '%s' should be%n  %s%nbut is%n  %s",
            row, wanted.schema().fieldNames()[column], wanted.get(column), found.get(column));
      }
    }
  }

  private boolean same(Object wanted, Object found) {
    if (wanted instanceof Double a && found instanceof Double b) {
      return close(a, b);
    }
    if (wanted instanceof Vector a && found instanceof Vector b) {
      double[] left = a.toArray();
      double[] right = b.toArray();
      boolean equal = left.length == right.length;
      for (int j = 0; equal && j < left.length; j++) {
        equal = close(left[j], right[j]);
      }
      return equal;
    }
    return Objects.deepEquals(wanted, found);
  }

  private boolean close(double a, double b) {
    double allowed = tolerance * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
    return Double.compare(a, b) == 0 || Math.abs(a - b) <= allowed;
  }
}
