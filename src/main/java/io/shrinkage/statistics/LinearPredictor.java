package io.shrinkage.statistics;

import io.shrinkage.linalg.Kernels;
import io.shrinkage.linalg.RowCursor;
import java.io.Serializable;

/**
 * ŷ = b + wᵀx on encoded rows; w and b in the coordinates of the rows. Immutable; small enough to
 * be sent to every task of a pass.
 */
public final class LinearPredictor implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] weights;
  private final double offset;
  private final boolean constant;

  /** Takes over the weights. */
  public LinearPredictor(double[] weights, double offset) {
    this.weights = weights;
    this.offset = offset;
    this.constant = Kernels.maxAbs(weights) == 0;
  }

  /** The number of weights. */
  public int dimension() {
    return weights.length;
  }

  /** A copy of the weights. */
  public double[] weights() {
    return weights.clone();
  }

  /** The intercept b. */
  public double offset() {
    return offset;
  }

  /** The predicted rating of a row, at which is looked only if a weight is not 0. */
  public double predict(RowCursor x) {
    return constant ? offset : offset + x.dot(weights);
  }
}
