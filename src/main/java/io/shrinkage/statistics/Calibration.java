package io.shrinkage.statistics;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Predicted against actual ratings in bins of the prediction, and a histogram of the residuals.
 *
 * <p>Bins have equal widths over a range that is given beforehand, so that they merge; what lies
 * outside counts to the outermost bin. Cost: a few kilobytes. Units: those of the rating; a
 * residual is actual minus predicted.
 */
public final class Calibration implements Mergeable<Calibration>, Serializable {
  private static final long serialVersionUID = 1L;

  private static final int FINE = 400;

  private final double from;
  private final double to;
  private final long[] count = new long[FINE];
  private final double[] predicted = new double[FINE];
  private final double[] actual = new double[FINE];
  private final long[] residuals = new long[FINE];

  /** Empty bins of predictions in [from, to]; residuals reach from -(to - from) to to - from. */
  public Calibration(double from, double to) {
    if (!(from < to)) {
      throw new IllegalArgumentException("not a range: [" + from + ", " + to + "]");
    }
    this.from = from;
    this.to = to;
  }

  /** Adds the rows of a block that lie in the slots. */
  public Calibration add(RowBlock block, SlotSet slots, LinearPredictor predictor) {
    for (int row = 0; row < block.rows(); row++) {
      if (slots.contains(block.slot(row))) {
        double prediction = predictor.predict(block.x(), row);
        block.ratings().forEach(row, (y, n, s) -> add(y, prediction, n));
      }
    }
    return this;
  }

  private void add(double y, double prediction, long n) {
    int bin = bin((prediction - from) / (to - from));
    count[bin] += n;
    predicted[bin] += n * prediction;
    actual[bin] += n * y;
    residuals[bin((y - prediction + to - from) / (2 * (to - from)))] += n;
  }

  private static int bin(double share) {
    return (int) Math.max(0, Math.min(FINE - 1, Math.floor(share * FINE)));
  }

  @Override
  public Calibration merge(Calibration later) {
    for (int bin = 0; bin < FINE; bin++) {
      count[bin] += later.count[bin];
      predicted[bin] += later.predicted[bin];
      actual[bin] += later.actual[bin];
      residuals[bin] += later.residuals[bin];
    }
    return this;
  }

  /** A bin of predictions: its bounds, its ratings, and their mean prediction and mean rating. */
  public record Bin(double from, double to, long count, double meanPredicted, double meanActual) {}

  /** Some bins of equal width, the empty ones left out. */
  public List<Bin> bins(int bins) {
    List<Bin> result = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      addBin(result, FINE * bin / bins, FINE * (bin + 1) / bins);
    }
    return result;
  }

  /** About ten bins of equal counts, as far as the fine bins allow. */
  public List<Bin> deciles() {
    long total = 0;
    for (long n : count) {
      total += n;
    }
    List<Bin> result = new ArrayList<>();
    int start = 0;
    long seen = 0;
    for (int bin = 0; bin < FINE; bin++) {
      seen += count[bin];
      if (seen > 0 && 10 * seen >= (result.size() + 1L) * total) {
        addBin(result, start, bin + 1);
        start = bin + 1;
      }
    }
    return result;
  }

  private void addBin(List<Bin> result, int start, int end) {
    long n = 0;
    double sumPredicted = 0;
    double sumActual = 0;
    for (int bin = start; bin < end; bin++) {
      n += count[bin];
      sumPredicted += predicted[bin];
      sumActual += actual[bin];
    }
    if (n > 0) {
      result.add(new Bin(edge(start), edge(end), n, sumPredicted / n, sumActual / n));
    }
  }

  private double edge(int bin) {
    return from + (to - from) * bin / FINE;
  }

  /** A histogram of the residuals in bins of equal width, trimmed to where there are any. */
  public List<Bin> residuals(int bins) {
    List<Bin> result = new ArrayList<>();
    double width = to - from;
    for (int bin = 0; bin < bins; bin++) {
      long n = 0;
      for (int fine = FINE * bin / bins; fine < FINE * (bin + 1) / bins; fine++) {
        n += residuals[fine];
      }
      if (n > 0) {
        double low = -width + 2 * width * bin / bins;
        result.add(new Bin(low, low + 2 * width / bins, n, Double.NaN, Double.NaN));
      }
    }
    return result;
  }
}
