package io.shrinkage.features;

import java.util.Arrays;

/** The numbers of one feature, row by row; {@code NaN} stands for a missing one. Immutable. */
public final class NumericColumn implements RawColumn {
  private static final long serialVersionUID = 1L;

  private final double[] values;
  private final int rows;
  private final int first;
  private final int step;

  private NumericColumn(double[] values, int rows, int first, int step) {
    this.values = values;
    this.rows = rows;
    this.first = first;
    this.step = step;
  }

  /** A column of a matrix by rows, whose cells are shared. */
  static NumericColumn ofMatrix(double[] cells, int rows, int columns, int column) {
    return new NumericColumn(cells, rows, column, columns);
  }

  /** Starts an empty column. */
  public static Builder builder() {
    return new Builder();
  }

  /** A column of these numbers. */
  public static NumericColumn of(double... values) {
    Builder builder = builder();
    for (double value : values) {
      builder.add(value);
    }

    return builder.build();
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public boolean isMissing(int row) {
    return Double.isNaN(value(row));
  }

  /** The number of a row; {@code NaN} where it is missing. */
  public double value(int row) {
    return values[first + row * step];
  }

  /** Collects numbers row by row. */
  public static final class Builder {
    private double[] values = new double[16];
    private int rows;

    private Builder() {}

    /**
     * Adds a row.
     *
     * @param value the number; {@code NaN} if it is missing
     * @return this
     * @throws IllegalArgumentException if the number is infinite
     */
    public Builder add(double value) {
      if (Double.isInfinite(value)) {
        throw new IllegalArgumentException("value of row " + rows + " is " + value);
      }

      if (rows == values.length) {
        values = Arrays.copyOf(values, rows + (rows >> 1));
      }

      values[rows++] = value;
      return this;
    }

    /** Adds a row without a value. */
    public Builder addMissing() {
      return add(Double.NaN);
    }

    /** The column of the rows added so far. */
    public NumericColumn build() {
      return new NumericColumn(Arrays.copyOf(values, rows), rows, 0, 1);
    }
  }
}
