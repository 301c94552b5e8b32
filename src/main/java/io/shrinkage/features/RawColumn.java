package io.shrinkage.features;

import java.io.Serializable;

/** The raw values of one feature, row by row. */
public sealed interface RawColumn extends Serializable permits CategoricalColumn, NumericColumn {

  /** The number of rows. */
  int rows();

  /** Whether the row has no value. */
  boolean isMissing(int row);
}
