package io.shrinkage.features;

import java.io.Serializable;
import java.util.List;

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
    return new Draft(name, column, kind, separator, missing).spec();
  }

  /** The same feature with another least count of a level of its own. */
  public FeatureSpec withMinCount(int count) {
    Draft draft = new Draft(this);
    draft.minCount = count;
    return draft.spec();
  }

  /** The same feature with another policy for missing values. */
  public FeatureSpec withMissing(Missing policy) {
    Draft draft = new Draft(this);
    draft.missing = policy;
    return draft.spec();
  }

  /** The same feature with bounds, both inclusive. */
  public FeatureSpec withRange(double low, double high) {
    Draft draft = new Draft(this);
    draft.lowest = low;
    draft.highest = high;
    return draft.spec();
  }

  /** The same feature, looked up in one table. */
  public FeatureSpec withFrom(From table) {
    Draft draft = new Draft(this);
    draft.from = table;
    return draft.spec();
  }

  /** The same feature with another policy for unseen levels. */
  public FeatureSpec withUnseen(Unseen policy) {
    Draft draft = new Draft(this);
    draft.unseen = policy;
    return draft.spec();
  }

  /** The same feature with another factor on its penalty. */
  public FeatureSpec withPenaltyFactor(double factor) {
    Draft draft = new Draft(this);
    draft.penaltyFactor = factor;
    return draft.spec();
  }

  /** The same feature with bounds on the weights of its columns, in original units. */
  public FeatureSpec withBounds(double lower, double upper) {
    Draft draft = new Draft(this);
    draft.lowerBound = lower;
    draft.upperBound = upper;
    return draft.spec();
  }

  /**
   * Whether it takes the same raw values from the rows of a table as another feature does. One that
   * may be looked up in any table takes them from the other's.
   */
  public boolean readsAs(FeatureSpec other) {
    return column.equals(other.column)
        && (from == other.from || from == From.ANY || other.from == From.ANY)
        && kind == other.kind
        && separator.equals(other.separator)
        && lowest == other.lowest
        && highest == other.highest;
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

  /** A feature in the making: the defaults, or another feature's components, and what differs. */
  private static final class Draft {
    private final String name;
    private final String column;
    private final FeatureKind kind;
    private final String separator;
    private int minCount = 1;
    private Missing missing;
    private double lowest = Double.NEGATIVE_INFINITY;
    private double highest = Double.POSITIVE_INFINITY;
    private From from = From.ANY;
    private Unseen unseen = Unseen.OTHER;
    private double penaltyFactor = 1;
    private double lowerBound = Double.NEGATIVE_INFINITY;
    private double upperBound = Double.POSITIVE_INFINITY;

    Draft(String name, String column, FeatureKind kind, String separator, Missing missing) {
      this.name = name;
      this.column = column;
      this.kind = kind;
      this.separator = separator;
      this.missing = missing;
    }

    Draft(FeatureSpec spec) {
      this(spec.name, spec.column, spec.kind, spec.separator, spec.missing);
      this.minCount = spec.minCount;
      this.lowest = spec.lowest;
      this.highest = spec.highest;
      this.from = spec.from;
      this.unseen = spec.unseen;
      this.penaltyFactor = spec.penaltyFactor;
      this.lowerBound = spec.lowerBound;
      this.upperBound = spec.upperBound;
    }

    FeatureSpec spec() {
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
          lowerBound,
          upperBound);
    }
  }

  /** The levels that a text names: one, or, separated, several; none in a blank one. */
  public List<String> levels(String text) {
    return new LevelReader(this).levels(text);
  }
}
