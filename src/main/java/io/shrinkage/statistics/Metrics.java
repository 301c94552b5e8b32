package io.shrinkage.statistics;

import java.io.Serializable;

/**
 * How far predictions are from ratings: RMSE = √(Σ s e²/Σs), MAE = Σ s|e|/Σs and R² = 1 − Σ s e² /
 * Σ s (y − ȳ)², e = ŷ − y, ȳ being the mean of the evaluated ratings.
 *
 * <p>There is no ½ in any of them. Every distinct rating of a row counts by itself, so compressed
 * rows give the metrics of the ratings that they stand for. Cost: O(1) memory. Edge cases: NaN
 * without weight; R² is NaN where all ratings are equal.
 */
public final class Metrics implements Mergeable<Metrics>, Serializable {

  private static final long serialVersionUID = 1L;

  private long n;
  private double weight;
  private double squaredError;
  private double absoluteError;
  private double origin;
  private double shifted;
  private double squares;

  /** Adds the rows of a block that lie in the slots, predicted by {@code predictor}. */
  public Metrics add(RowBlock block, SlotSet slots, LinearPredictor predictor) {
    block.forEachRun(
        slots, (start, end, x) -> addRun(block, start, end, slots, predictor.predict(x)));
    return this;
  }

  /** Adds the rows of one feature row that lie in the slots, all with the same prediction. */
  public void addRun(RowBlock block, int start, int end, SlotSet slots, double predicted) {
    RatingGroups ratings = block.ratings();
    for (int row = start; row < end; row++) {
      if (slots.contains(block.slot(row))) {
        for (int k = 0; k < ratings.levels(row); k++) {
          add(ratings.rating(row, k), predicted, ratings.count(row, k), ratings.weight(row, k));
        }
      }
    }
  }

  /**
   * Adds equal ratings with the same prediction.
   *
   * @param y the rating
   * @param predicted ŷ
   * @param count how many ratings
   * @param sumWeights the sum of the weights of all of them
   */
  public Metrics add(double y, double predicted, long count, double sumWeights) {
    n += count;
    if (sumWeights > 0) {
      if (weight == 0) {
        origin = y;
      }

      double e = predicted - y;
      double d = y - origin;
      weight += sumWeights;
      squaredError += sumWeights * e * e;
      absoluteError += sumWeights * Math.abs(e);
      shifted += sumWeights * d;
      squares += sumWeights * d * d;
    }

    return this;
  }

  @Override
  public Metrics merge(Metrics later) {
    n += later.n;
    if (later.weight > 0) {
      double total = weight + later.weight;
      double delta = weight == 0 ? 0 : later.mean() - mean();
      double spread = delta * delta * weight * (later.weight / total);
      double about = totalSquares() + later.totalSquares() + spread;
      origin = weight == 0 ? later.mean() : mean() + delta * (later.weight / total);
      shifted = 0;
      squares = about;
      weight = total;
      squaredError += later.squaredError;
      absoluteError += later.absoluteError;
    }

    return this;
  }

  private double totalSquares() {
    return weight == 0 ? 0 : Math.max(0, squares - shifted * (shifted / weight));
  }

  /** The number of ratings. */
  public long n() {
    return n;
  }

  /** The sum of weights. */
  public double weight() {
    return weight;
  }

  /** The weighted mean rating. */
  public double mean() {
    return weight == 0 ? Double.NaN : origin + shifted / weight;
  }

  /** The mean squared error. */
  public double mse() {
    return squaredError / weight;
  }

  /** The root of the mean squared error, in units of the rating. */
  public double rmse() {
    return Math.sqrt(mse());
  }

  /** The mean absolute error, in units of the rating. */
  public double mae() {
    return absoluteError / weight;
  }

  /** The share of the variance about the mean of the evaluated ratings that is explained. */
  public double r2() {
    double total = totalSquares();
    return total == 0 ? Double.NaN : 1 - squaredError / total;
  }
}
