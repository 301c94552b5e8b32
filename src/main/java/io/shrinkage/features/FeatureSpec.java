package io.shrinkage.features;

import java.io.Serializable;

/**
 * One feature as configured: where its raw value stands and how it becomes columns.
 *
 * @param name the feature's name, the first part of its columns' names
 * @param column the column of the source that holds the raw value
 * @param kind how the raw value becomes columns
 * @param separator multi-hot: the literal text between levels; otherwise empty
 * @param minCount categorical: levels of fewer training ratings share the column {@code (other)}; 0
 *     or 1 pools none
 * @param missing what becomes of a missing value: categorical level, zero or reject; numeric mean,
 *     zero or reject
 * @param lowest numeric: a smaller number counts as missing; −∞ where there is no bound
 * @param highest numeric: a larger number counts as missing; +∞ where there is no bound
 * @param from the table that holds the column
 * @param unseen categorical: what becomes of a level that no training rating had
 * @param penaltyFactor factor on the penalty of this feature's columns, at least 0
 * @param lowerBound the least weight that its columns may have, in original units, at most 0; −∞
 *     where there is none
 * @param upperBound the largest weight that its columns may have, in original units, at least 0; +∞
 *     where there is none
 */
public record FeatureSpec(
    String name,
    String column,
    FeatureKind kind,
    String separator,
    int minCount,
    Missing missing,
    double lowest,
    double highest,
    From from,
    Unseen unseen,
    double penaltyFactor,
    double lowerBound,
    double upperBound)
    implements Serializable {

  /** Checks every component; the message names the feature, the value and what is expected. */
  public FeatureSpec {
    require(!name.isBlank(), name, "name is blank; give the feature a name");
    require(!column.isBlank(), name, "column is blank; name the column that holds its values");
    require(
        (kind == FeatureKind.MULTI_HOT) != separator.isEmpty(),
        name,
        "separator = '" + separator + "' with kind " + kind.text() + "; only multi-hot has one");
    require(minCount >= 0, name, "min-count = " + minCount + "; expected 0 or more");
    require(
        missing.appliesTo(kind),
        name,
        "missing = "
            + missing.text()
            + " does not fit kind "
            + kind.text()
            + "; expected "
            + (kind.isCategorical() ? "level" : "mean")
            + ", zero or reject");
    require(
        lowest <= highest,
        name,
        "range = [" + lowest + ", " + highest + "]; expected the lower bound first");
    require(
        !kind.isCategorical()
            || (lowest == Double.NEGATIVE_INFINITY && highest == Double.POSITIVE_INFINITY),
        name,
        "range with kind " + kind.text() + "; only numeric features have one");
    require(
        penaltyFactor >= 0 && penaltyFactor < Double.POSITIVE_INFINITY,
        name,
        "penalty-factor = " + penaltyFactor + "; expected a finite number, 0 or more");
    require(
        lowerBound <= 0 && upperBound >= 0,
        name,
        "lower = " + lowerBound + ", upper = " + upperBound + "; expected 0 between them");
  }

  /** A numeric feature: missing values take the mean, any finite number is in range. */
  public static FeatureSpec numeric(String name, String column) {
    return defaults(name, column, FeatureKind.NUMERIC, "", Missing.MEAN);
  }

  /** A one-hot feature: missing values are a level, none is pooled. */
  public static FeatureSpec oneHot(String name, String column) {
    return defaults(name, column, FeatureKind.ONE_HOT, "", Missing.LEVEL);
  }

  /** A multi-hot feature: no level at all is the level {@code (missing)}, none is pooled. */
  public static FeatureSpec multiHot(String name, String column, String separator) {
    return defaults(name, column, FeatureKind.MULTI_HOT, separator, Missing.LEVEL);
  }

  private static FeatureSpec defaults(
      String name, String column, FeatureKind kind, String separator, Missing missing) {
    return new FeatureSpec(
        name,
        column,
        kind,
        separator,
        1,
        missing,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        From.ANY,
        Unseen.OTHER,
        1,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY);
  }

  /** The same feature with another least count of a level of its own. */
  public FeatureSpec withMinCount(int count) {
    return new FeatureSpec(
        name,
        column,
        kind,
        separator,
        count,
        missing,
        lowest,
        highest,
        from,
        unseen,
        penaltyFactor,
        lowerBound,
        upperBound);
  }

  /** The same feature with another policy for missing values. */
  public FeatureSpec withMissing(Missing policy) {
    return new FeatureSpec(
        name,
        column,
        kind,
        separator,
        minCount,
        policy,
        lowest,
        highest,
        from,
        unseen,
        penaltyFactor,
        lowerBound,
        upperBound);
  }

  /** The same feature with bounds, both inclusive. */
  public FeatureSpec withRange(double low, double high) {
    return new FeatureSpec(
        name,
        column,
        kind,
        separator,
        minCount,
        missing,
        low,
        high,
        from,
        unseen,
        penaltyFactor,
        lowerBound,
        upperBound);
  }

  /** The same feature, looked up in one table. */
  public FeatureSpec withFrom(From table) {
    return new FeatureSpec(
        name,
        column,
        kind,
        separator,
        minCount,
        missing,
        lowest,
        highest,
        table,
        unseen,
        penaltyFactor,
        lowerBound,
        upperBound);
  }

  /** The same feature with another policy for unseen levels. */
  public FeatureSpec withUnseen(Unseen policy) {
    return new FeatureSpec(
        name,
        column,
        kind,
        separator,
        minCount,
        missing,
        lowest,
        highest,
        from,
        policy,
        penaltyFactor,
        lowerBound,
        upperBound);
  }

  /** The same feature with another factor on its penalty. */
  public FeatureSpec withPenaltyFactor(double factor) {
    return new FeatureSpec(
        name,
        column,
        kind,
        separator,
        minCount,
        missing,
        lowest,
        highest,
        from,
        unseen,
        factor,
        lowerBound,
        upperBound);
  }

  /** The same feature with bounds on the weights of its columns, in original units. */
  public FeatureSpec withBounds(double lower, double upper) {
    return new FeatureSpec(
        name,
        column,
        kind,
        separator,
        minCount,
        missing,
        lowest,
        highest,
        from,
        unseen,
        penaltyFactor,
        lower,
        upper);
  }

  /** Whether a weight of its columns has a bound. */
  public boolean isBounded() {
    return lowerBound > Double.NEGATIVE_INFINITY || upperBound < Double.POSITIVE_INFINITY;
  }

  /** Whether a number lies within the bounds; {@code NaN} does not. */
  public boolean inRange(double number) {
    return number >= lowest && number <= highest;
  }

  private static void require(boolean condition, String name, String problem) {
    if (!condition) {
      throw new IllegalArgumentException("feature '" + name + "': " + problem);
    }
  }
}
