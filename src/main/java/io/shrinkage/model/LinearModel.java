package io.shrinkage.model;

import io.shrinkage.features.FeatureColumn;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.linalg.SparseRows;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fitted linear model with everything that predicting takes: ŷ = w·x + b in original units.
 *
 * <p>Immutable. Rows come as {@link io.shrinkage.features.FeatureEncoder} stores them, numbers with
 * their origin taken off: ŷ = base + w·stored, where base = b + w·origin.
 */
public final class LinearModel implements Serializable {
  private static final long serialVersionUID = 1L;

  private final FeatureSpace space;
  private final double[] coefficients;
  private final double[] standardized;
  private final double intercept;
  private final double lambda;
  private final double l1Ratio;
  private final double lowestRating;
  private final double highestRating;
  private final double base;

  /**
   * A model.
   *
   * @param space the columns, p of them
   * @param coefficients w, in original units; p finite numbers, copied
   * @param standardized σⱼwⱼ with σ of the training rows; p finite numbers, copied
   * @param intercept b, in original units
   * @param fit the problem that was solved
   * @throws IllegalArgumentException on a wrong length or a number that is not finite
   */
  public LinearModel(
      FeatureSpace space,
      double[] coefficients,
      double[] standardized,
      double intercept,
      FitTerms fit) {
    this.space = space;
    this.coefficients = checked(space, "coefficients", coefficients);
    this.standardized = checked(space, "standardized coefficients", standardized);
    this.intercept = intercept;
    this.lambda = fit.lambda();
    this.l1Ratio = fit.l1Ratio();
    this.lowestRating = fit.lowestRating();
    this.highestRating = fit.highestRating();
    this.base = base(space.origins(), this.coefficients, intercept);
    if (!Double.isFinite(base)) {
      throw new IllegalArgumentException(
          "intercept = " + intercept + " gives predictions that are not finite");
    }
  }

  private static double[] checked(FeatureSpace space, String what, double[] values) {
    if (values.length != space.dimension()) {
      throw new IllegalArgumentException(
          values.length + " " + what + " for " + space.dimension() + " columns");
    }
    for (int j = 0; j < values.length; j++) {
      if (!Double.isFinite(values[j])) {
        throw new IllegalArgumentException(
            what + ": that of '" + space.columnName(j) + "' is " + values[j]);
      }
    }

    return values.clone();
  }

  private static double base(double[] origins, double[] coefficients, double intercept) {
    double sum = intercept;
    for (int j = 0; j < origins.length; j++) {
      sum += coefficients[j] * origins[j];
    }

    return sum;
  }

  /** The columns. */
  public FeatureSpace space() {
    return space;
  }

  /** The number of columns. */
  public int dimension() {
    return coefficients.length;
  }

  /** The coefficients in original units; a copy. */
  public double[] coefficients() {
    return coefficients.clone();
  }

  /** The coefficients in units of a standard deviation of their column; a copy. */
  public double[] standardized() {
    return standardized.clone();
  }

  /** The coefficient of a column, in original units. */
  public double coefficient(int column) {
    return coefficients[column];
  }

  /** The coefficient of a column, in units of its standard deviation. */
  public double standardized(int column) {
    return standardized[column];
  }

  /** The intercept in original units. */
  public double intercept() {
    return intercept;
  }

  /** What is predicted for a row without entries: no level, every number at its origin. */
  public double base() {
    return base;
  }

  /** The problem that was solved, and the range of the ratings. */
  public FitTerms fit() {
    return new FitTerms(lambda, l1Ratio, lowestRating, highestRating);
  }

  /** The number of coefficients that are not exactly zero. */
  public int nonZero() {
    return nonZero(0, coefficients.length);
  }

  /** The number of a feature's coefficients that are not exactly zero. */
  public int nonZero(int feature) {
    return nonZero(space.firstColumn(feature), space.firstColumn(feature + 1));
  }

  private int nonZero(int from, int to) {
    int count = 0;
    for (int j = from; j < to; j++) {
      if (coefficients[j] != 0) {
        count++;
      }
    }

    return count;
  }

  /** A prediction moved into the range of the ratings. */
  public double clip(double prediction) {
    return Math.min(Math.max(prediction, lowestRating), highestRating);
  }

  /**
   * What each feature adds to the prediction of one encoded row: their sum and {@link #base()} make
   * up the prediction. A number's part is that of its distance from its origin.
   *
   * @return one value a feature, in the order of the space
   */
  public double[] contributions(SparseRows x, int row) {
    double[] parts = new double[space.features()];
    x.forEach(
        row, (column, value) -> parts[space.featureOf(column)] += coefficients[column] * value);
    return parts;
  }

  /**
   * The model without the features and levels that carry no weight. It has the same prediction, bit
   * for bit, for every row that this one predicts, and is itself once pruned.
   *
   * <p>A level of weight 0 stays where its rows would otherwise count as {@code (other)}; see
   * {@link io.shrinkage.features.Pruning}. A feature without any weight is gone, and with it the
   * refusal of rows for what they say of it.
   */
  public LinearModel pruned() {
    return PrunedModel.of(this);
  }

  /** The lines of {@code coefficients.csv}. */
  public List<CoefficientRow> rows() {
    List<CoefficientRow> rows = new ArrayList<>(coefficients.length);
    for (FeatureColumn column : space.columns()) {
      int j = column.index();
      rows.add(
          new CoefficientRow(
              j,
              column.feature(),
              column.name(),
              coefficients[j],
              standardized[j],
              column.count()));
    }

    return rows;
  }

  /** Every column's coefficient in original units, by name. */
  public Map<String, Double> coefficientsByName() {
    Map<String, Double> result = new LinkedHashMap<>();
    for (FeatureColumn column : space.columns()) {
      result.put(column.name(), coefficients[column.index()]);
    }

    return result;
  }

  /** Every column's coefficient in units of a standard deviation of the column, by name. */
  public Map<String, Double> standardizedByName() {
    Map<String, Double> result = new LinkedHashMap<>();
    for (FeatureColumn column : space.columns()) {
      result.put(column.name(), standardized[column.index()]);
    }

    return result;
  }

  /**
   * The coefficients in units of a standard deviation, for the columns of another space, matched by
   * name: where to start a fit. 0 for a column that this model does not have.
   */
  public double[] standardizedIn(FeatureSpace other) {
    Map<String, Double> own = standardizedByName();
    double[] result = new double[other.dimension()];
    for (FeatureColumn column : other.columns()) {
      result[column.index()] = own.getOrDefault(column.name(), 0.0);
    }

    return result;
  }

  /** SHA-256 of what the model is, in hex; see {@link ModelHash}. */
  public String hash() {
    return ModelHash.of(this);
  }
}
