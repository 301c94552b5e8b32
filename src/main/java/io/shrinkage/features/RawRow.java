package io.shrinkage.features;

/** The raw values of one row, by the position of the feature. */
public interface RawRow {

  /** The text of a categorical feature; blank if it is missing. */
  String text(int feature);

  /** The number of a numeric feature, finite; {@code NaN} if it is missing. */
  double number(int feature);
}
