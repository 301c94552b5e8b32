package io.shrinkage.model;

import io.shrinkage.model.RunRecord.Prediction;
import io.shrinkage.model.RunRecord.PredictionBin;
import io.shrinkage.model.RunRecord.PredictionSlice;
import io.shrinkage.model.RunRecord.ResidualBin;
import io.shrinkage.statistics.Mergeable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Predicted against actual ratings, tallied for the charts of a report. Mutable, for one thread.
 *
 * <p>Predictions fall into {@value #CELLS} cells over the range of the ratings; bins and tenths are
 * put together from whole cells, so a tenth holds about a tenth. What lies outside the range is
 * counted in the cell at that end. Cost: O(1) a rating and some 40 KB in all.
 */
public final class PredictionTally implements Mergeable<PredictionTally>, Serializable {
  private static final long serialVersionUID = 1L;
  private static final int CELLS = 1000;
  private static final int BINS = 20;
  private static final int RESIDUAL_BINS = 40;

  private final double lowest;
  private final double width;
  private final long[] count = new long[CELLS];
  private final double[] predicted = new double[CELLS];
  private final double[] actual = new double[CELLS];
  private final long[] residuals = new long[RESIDUAL_BINS];

  /**
   * An empty tally.
   *
   * @param lowest the lowest rating, finite
   * @param highest the highest rating, finite; the residuals' bins reach from lowest − highest to
   *     highest − lowest
   */
  public PredictionTally(double lowest, double highest) {
    if (!Double.isFinite(lowest) || !Double.isFinite(highest) || lowest > highest) {
      throw new IllegalArgumentException(
          "ratings from " + lowest + " to " + highest + ", expected finite bounds, low to high");
    }
    this.lowest = lowest;
    // Ratings that are all the same still need bins of some width.
    this.width = lowest < highest ? highest - lowest : 1;
  }

  /** Adds {@code times} ratings of the same value, predicted alike. */
  public PredictionTally add(double prediction, double rating, long times) {
    int cell = clamped((prediction - lowest) / width * CELLS, CELLS);
    count[cell] += times;
    predicted[cell] += times * prediction;
    actual[cell] += times * rating;
    double residual = (rating - prediction + width) / (2 * width);
    residuals[clamped(residual * RESIDUAL_BINS, RESIDUAL_BINS)] += times;
    return this;
  }

  private static int clamped(double position, int size) {
    return Math.max(0, Math.min(size - 1, (int) position));
  }

  @Override
  public PredictionTally merge(PredictionTally later) {
    if (lowest != later.lowest || width != later.width) {
      throw new IllegalArgumentException("Tallies over different ranges cannot be merged");
    }
    for (int cell = 0; cell < CELLS; cell++) {
      count[cell] += later.count[cell];
      predicted[cell] += later.predicted[cell];
      actual[cell] += later.actual[cell];
    }
    for (int bin = 0; bin < RESIDUAL_BINS; bin++) {
      residuals[bin] += later.residuals[bin];
    }
    return this;
  }

  /**
   * The tally as it goes into {@code run.json}; empty bins at either end are left out.
   *
   * @param rows {@code test} or {@code train}
   * @param slices the same rows' errors slice by slice
   */
  public Prediction prediction(String rows, List<PredictionSlice> slices) {
    List<PredictionBin> bins = new ArrayList<>();
    int cells = CELLS / BINS;
    for (int bin = 0; bin < BINS; bin++) {
      addBin(bins, bin * cells, (bin + 1) * cells);
    }
    return new Prediction(rows, bins, tenths(), residualBins(), slices);
  }

  private List<PredictionBin> tenths() {
    long total = 0;
    for (long times : count) {
      total += times;
    }
    List<PredictionBin> tenths = new ArrayList<>();
    long seen = 0;
    long tenth = 1;
    int from = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      seen += count[cell];
      if (seen * 10 >= total * tenth || cell == CELLS - 1) {
        addBin(tenths, from, cell + 1);
        from = cell + 1;
        // Many equal predictions can fill several tenths at once.
        tenth = total == 0 ? 1 : seen * 10 / total + 1;
      }
    }
    return tenths;
  }

  private void addBin(List<PredictionBin> bins, int from, int to) {
    long times = 0;
    double predictedSum = 0;
    double actualSum = 0;
    for (int cell = from; cell < to; cell++) {
      times += count[cell];
      predictedSum += predicted[cell];
      actualSum += actual[cell];
    }
    if (times > 0) {
      bins.add(
          new PredictionBin(edge(from), edge(to), times, predictedSum / times, actualSum / times));
    }
  }

  private double edge(int cell) {
    return lowest + width * cell / CELLS;
  }

  private List<ResidualBin> residualBins() {
    int first = 0;
    int last = RESIDUAL_BINS - 1;
    while (first < last && residuals[first] == 0) {
      first++;
    }
    while (last > first && residuals[last] == 0) {
      last--;
    }
    List<ResidualBin> bins = new ArrayList<>();
    for (int bin = first; bin <= last; bin++) {
      bins.add(new ResidualBin(residualEdge(bin), residualEdge(bin + 1), residuals[bin]));
    }
    return bins;
  }

  private double residualEdge(int bin) {
    return -width + 2 * width * bin / RESIDUAL_BINS;
  }
}
