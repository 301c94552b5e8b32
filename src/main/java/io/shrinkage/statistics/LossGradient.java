package io.shrinkage.statistics;

import io.shrinkage.linalg.Kernels;
import io.shrinkage.linalg.RowCursor;
import io.shrinkage.objective.PenaltyShare;
import java.io.Serializable;

/**
 * What a pass adds up for least squares at one predictor: with r = ŷ − y over the ratings,
 *
 * <pre>
 *   Σs,   Σ s r²,   Σ s r x,   Σ s r
 * </pre>
 *
 * <p>and, where the penalty is evaluated with the rows, the share of the penalty of these rows. A
 * row that stands for several ratings adds (Σs)(ŷ − ȳ)² + within to the squares, so that nothing
 * cancels.
 *
 * <p>Shapes: gradient sums of length p, in the coordinates of the rows; there is no ½ and no 1/Σs
 * in any of them. Sign: of ∇, not negated. Cost: two passes over the entries of each feature row,
 * however many rows share it, no allocation a row; O(p) memory, none before the first row.
 */
public final class LossGradient implements Mergeable<LossGradient>, Serializable {

  private static final long serialVersionUID = 1L;

  private long rows;
  private double weight;
  private double squaredError;
  private double residuals;
  private double[] gradient;
  private PenaltyShare penalty;

  /** Adds the rows of a block that lie in the slots, predicted by {@code predictor}. */
  public LossGradient add(RowBlock block, SlotSet slots, LinearPredictor predictor) {
    requireWeights(block, predictor);
    block.forEachRun(
        slots, (start, end, x) -> addRun(block, start, end, slots, x, predictor.predict(x)));
    return ended(block);
  }

  /** Refuses weights of another number than the columns. */
  static void requireWeights(RowBlock block, LinearPredictor predictor) {
    if (block.x().columns() != predictor.dimension()) {
      throw new IllegalArgumentException(
          "rows of " + block.x().columns() + " columns, weights of " + predictor.dimension());
    }
  }

  /**
   * Adds the rows of one feature row that lie in the slots.
   *
   * @param x at that feature row
   * @param predicted what is said of it
   */
  void addRun(RowBlock block, int start, int end, SlotSet slots, RowCursor x, double predicted) {
    RatingGroups ratings = block.ratings();
    double pull = 0;
    for (int row = start; row < end; row++) {
      if (slots.contains(block.slot(row))) {
        double s = ratings.weight(row);
        double r = predicted - ratings.mean(row);
        rows += ratings.count(row);
        weight += s;
        squaredError += s * r * r + ratings.within(row);
        pull += s * r;
      }
    }

    if (pull != 0) {
      residuals += pull;
      x.addScaled(pull, gradient(block.x().columns()));
    }
  }

  /** A gradient is there once there are rows, be it 0. */
  LossGradient ended(RowBlock block) {
    if (rows > 0) {
      gradient(block.x().columns());
    }

    return this;
  }

  private double[] gradient(int columns) {
    if (gradient == null) {
      gradient = new double[columns];
    }

    return gradient;
  }

  /** Attaches the share of the penalty that belongs to the rows added here. */
  public LossGradient withPenalty(PenaltyShare share) {
    penalty = penalty == null ? share : penalty.merge(share);
    return this;
  }

  @Override
  public LossGradient merge(LossGradient later) {
    rows += later.rows;
    weight += later.weight;
    squaredError += later.squaredError;
    residuals += later.residuals;
    if (gradient == null) {
      gradient = later.gradient;
    } else if (later.gradient != null) {
      Kernels.axpy(1, later.gradient, gradient);
    }

    return later.penalty == null ? this : withPenalty(later.penalty);
  }

  /** The number of ratings. */
  public long rows() {
    return rows;
  }

  /** The sum of weights Σs. */
  public double weight() {
    return weight;
  }

  /** The squared error Σ s r². */
  public double squaredError() {
    return squaredError;
  }

  /** The weighted residuals Σ s r. */
  public double residuals() {
    return residuals;
  }

  /** A copy of the gradient sums Σ s r x; of length 0 if there was no row. */
  public double[] gradient() {
    return gradient == null ? new double[0] : gradient.clone();
  }

  /**
   * The penalty of these rows.
   *
   * @throws IllegalStateException if none was attached
   */
  public PenaltyShare penalty() {
    if (penalty == null) {
      throw new IllegalStateException("no share of a penalty was attached to " + rows + " ratings");
    }

    return penalty;
  }

  /** Writes the gradient of ½(1/Σs) Σ s r² in standardized coordinates. */
  void standardizedGradient(Standardizer standardizer, double[] out) {
    standardizer.standardizeGradient(gradient, residuals, out);
  }
}
