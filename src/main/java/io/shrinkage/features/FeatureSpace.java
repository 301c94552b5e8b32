package io.shrinkage.features;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The columns of a model: every feature's levels and imputation, as the training ratings gave them.
 * Immutable; two are equal if they encode, name and count alike.
 *
 * <p>Columns follow the order of the features, and within a feature that of {@link FeatureGroup}.
 * It stays on the driver: what goes out to the executors is the {@link FeatureEncoder}.
 */
public final class FeatureSpace implements Serializable {
  private static final long serialVersionUID = 1L;

  private final FeatureGroup[] groups;
  private final int[] offsets;

  private FeatureSpace(FeatureGroup[] groups) {
    this.groups = groups;
    this.offsets = new int[groups.length + 1];
    for (int feature = 0; feature < groups.length; feature++) {
      offsets[feature + 1] = Math.addExact(offsets[feature], groups[feature].columns());
    }
  }

  /**
   * The space of these features in this order.
   *
   * @throws DataException if two columns would have the same name
   */
  public static FeatureSpace of(List<FeatureGroup> groups) {
    Set<String> names = new HashSet<>();
    for (FeatureGroup group : groups) {
      for (int k = 0; k < group.columns(); k++) {
        if (!names.add(group.columnName(k))) {
          throw new DataException(
              "feature '"
                  + group.name()
                  + "' gives a second column named '"
                  + group.columnName(k)
                  + "'; give one of the features another name");
        }
      }
    }

    return new FeatureSpace(groups.toArray(new FeatureGroup[0]));
  }

  /** The number of columns. */
  public int dimension() {
    return offsets[groups.length];
  }

  /** The number of features. */
  public int features() {
    return groups.length;
  }

  /** The specifications in their order. */
  public List<FeatureSpec> specs() {
    return Arrays.stream(groups).map(FeatureGroup::spec).toList();
  }

  /** The features with their columns, in their order. */
  public List<FeatureGroup> groups() {
    return List.of(groups);
  }

  /** A feature with its columns. */
  public FeatureGroup group(int feature) {
    return groups[feature];
  }

  /** The first column of a feature; that of the number of features is the dimension. */
  public int firstColumn(int feature) {
    return offsets[feature];
  }

  /** The number of columns of a feature. */
  public int columnsOf(int feature) {
    return groups[feature].columns();
  }

  /** The feature that a column belongs to. */
  public int featureOf(int column) {
    int low = 0;
    int high = groups.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (offsets[middle] <= column) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }

    return low;
  }

  /** The name of a column. */
  public String columnName(int column) {
    int feature = featureOf(column);
    return groups[feature].columnName(column - offsets[feature]);
  }

  /** Every column in its order. */
  public List<FeatureColumn> columns() {
    List<FeatureColumn> columns = new ArrayList<>(dimension());
    for (FeatureGroup group : groups) {
      for (int k = 0; k < group.columns(); k++) {
        columns.add(
            new FeatureColumn(
                columns.size(), group.columnName(k), group.name(), group.level(k), group.count(k)));
      }
    }

    return columns;
  }

  /** The position of the column with this name; empty if there is none. */
  public OptionalInt indexOf(String columnName) {
    for (int feature = 0; feature < groups.length; feature++) {
      for (int k = 0; k < groups[feature].columns(); k++) {
        if (groups[feature].columnName(k).equals(columnName)) {
          return OptionalInt.of(offsets[feature] + k);
        }
      }
    }

    return OptionalInt.empty();
  }

  /**
   * What was taken off each column's values before they were stored: a prediction is b + Σ wⱼ (xⱼ −
   * originⱼ) in stored values, so the intercept in original units is b − Σ wⱼ originⱼ.
   */
  public double[] origins() {
    double[] origins = new double[dimension()];
    for (int feature = 0; feature < groups.length; feature++) {
      Arrays.fill(origins, offsets[feature], offsets[feature + 1], groups[feature].origin());
    }

    return origins;
  }

  /** The factor on each column's penalty. */
  public double[] penaltyFactors() {
    double[] factors = new double[dimension()];
    for (int feature = 0; feature < groups.length; feature++) {
      double factor = groups[feature].spec().penaltyFactor();
      Arrays.fill(factors, offsets[feature], offsets[feature + 1], factor);
    }

    return factors;
  }

  /** The least weight of each column in original units, −∞ where there is no bound. */
  public double[] lowerBounds() {
    double[] bounds = new double[dimension()];
    for (int feature = 0; feature < groups.length; feature++) {
      double bound = groups[feature].spec().lowerBound();
      Arrays.fill(bounds, offsets[feature], offsets[feature + 1], bound);
    }

    return bounds;
  }

  /** The largest weight of each column in original units, +∞ where there is no bound. */
  public double[] upperBounds() {
    double[] bounds = new double[dimension()];
    for (int feature = 0; feature < groups.length; feature++) {
      double bound = groups[feature].spec().upperBound();
      Arrays.fill(bounds, offsets[feature], offsets[feature + 1], bound);
    }

    return bounds;
  }

  /** The first column of each feature, then the dimension. */
  public int[] offsets() {
    return offsets.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureSpace that && Arrays.equals(groups, that.groups);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(groups);
  }
}
