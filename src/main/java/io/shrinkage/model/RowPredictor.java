package io.shrinkage.model;

import io.shrinkage.features.FeatureEncoder;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.features.RawRow;
import java.io.Serializable;

/**
 * What predicting takes of a {@link LinearModel}, for one raw row after another. Immutable, and
 * what is sent to the executors.
 *
 * <p>A row is encoded and multiplied in the order of the columns, so predictions are those of
 * {@link LinearModel#predict} bit for bit.
 */
public final class RowPredictor implements Serializable {
  private static final long serialVersionUID = 1L;

  private final FeatureEncoder encoder;
  private final double[] coefficients;
  private final int[] featureOf;
  private final int features;
  private final double base;
  private final double lowest;
  private final double highest;

  private RowPredictor(LinearModel model, double lowest, double highest) {
    FeatureSpace space = model.space();
    this.encoder = new FeatureEncoder(space);
    this.coefficients = model.coefficients();
    this.features = space.features();
    this.featureOf = new int[coefficients.length];
    for (int column = 0; column < featureOf.length; column++) {
      featureOf[column] = space.featureOf(column);
    }
    this.base = model.base();
    this.lowest = lowest;
    this.highest = highest;
  }

  /** Predicts as the model does, without bounds. */
  public static RowPredictor of(LinearModel model) {
    return new RowPredictor(model, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** Moves predictions into the range of the model's ratings. */
  public static RowPredictor clipped(LinearModel model) {
    return new RowPredictor(model, model.fit().lowestRating(), model.fit().highestRating());
  }

  /** What is predicted for a row without entries, before it is moved into the range. */
  public double base() {
    return base;
  }

  /**
   * The prediction for a row.
   *
   * @throws io.shrinkage.features.DataException if it has an unseen level or no value where that is
   *     refused
   */
  public double predict(RawRow row) {
    double[] sum = {0};
    encoder.encode(row, (column, value) -> sum[0] += value * coefficients[column]);
    return Math.min(Math.max(base + sum[0], lowest), highest);
  }

  /**
   * What each feature adds to {@link #base()}: with it, they make up the prediction before it is
   * moved into the range.
   *
   * @return one value a feature, in the order of the space
   * @throws io.shrinkage.features.DataException as {@link #predict}
   */
  public double[] contributions(RawRow row) {
    double[] parts = new double[features];
    encoder.encode(
        row, (column, value) -> parts[featureOf[column]] += value * coefficients[column]);
    return parts;
  }
}
