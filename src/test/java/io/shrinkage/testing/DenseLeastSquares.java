package io.shrinkage.testing;

import io.shrinkage.linalg.SparseRows;
import io.shrinkage.objective.SmoothObjective;
import io.shrinkage.statistics.Gramian;
import io.shrinkage.statistics.RatingGroups;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.SufficientStatistics;
import java.util.Arrays;

/**
 * Weighted least squares on dense rows in memory, standardized (population deviations) and centred.
 *
 * <p>f(w) = ½ (1/Σs) Σ s (y − ȳ − Σⱼ wⱼ(xⱼ − x̄ⱼ)/σⱼ)². A constant column has scale 0 and gradient
 * 0.
 */
public final class DenseLeastSquares implements SmoothObjective {

  private static final int POWER_ITERATIONS = 100;

  private final double[][] columns;
  private final double[] y;
  private final double[] shares;
  private final double[] means;
  private final double[] scales;
  private final double yMean;
  private final double[] residual;
  private int passes;
  private double gradientScale = Double.NaN;
  private double curvature = Double.NaN;

  /** Rows that all weigh 1. */
  public static DenseLeastSquares of(double[][] rows, double[] y) {
    double[] weights = new double[y.length];
    Arrays.fill(weights, 1);
    return new DenseLeastSquares(rows, y, weights);
  }

  /** Rows with weights. */
  public DenseLeastSquares(double[][] rows, double[] y, double[] weights) {
    int n = y.length;
    int p = rows[0].length;
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    shares = new double[n];
    for (int i = 0; i < n; i++) {
      shares[i] = weights[i] / total;
    }
    columns = new double[p][n];
    means = new double[p];
    scales = new double[p];
    for (int j = 0; j < p; j++) {
      for (int i = 0; i < n; i++) {
        columns[j][i] = rows[i][j];
      }
      means[j] = centre(columns[j]);
      double variance = 0;
      for (int i = 0; i < n; i++) {
        variance += shares[i] * columns[j][i] * columns[j][i];
      }
      scales[j] = Math.sqrt(variance) > 1e-12 * Math.abs(means[j]) ? Math.sqrt(variance) : 0;
      for (int i = 0; i < n; i++) {
        columns[j][i] = scales[j] == 0 ? 0 : columns[j][i] / scales[j];
      }
    }
    this.y = y.clone();
    yMean = centre(this.y);
    residual = new double[n];
  }

  private double centre(double[] column) {
    double mean = 0;
    for (int i = 0; i < column.length; i++) {
      mean += shares[i] * column[i];
    }
    double left = 0;
    for (int i = 0; i < column.length; i++) {
      left += shares[i] * (column[i] - mean);
    }
    for (int i = 0; i < column.length; i++) {
      column[i] -= mean + left;
    }
    return mean + left;
  }

  @Override
  public int dimension() {
    return columns.length;
  }

  @Override
  public double valueAndGradient(double[] w, double[] gradient) {
    passes++;
    for (int i = 0; i < y.length; i++) {
      residual[i] = -y[i];
    }
    for (int j = 0; j < w.length; j++) {
      double weight = w[j];
      if (weight != 0) {
        double[] column = columns[j];
        for (int i = 0; i < column.length; i++) {
          residual[i] += weight * column[i];
        }
      }
    }
    double sum = 0;
    for (int i = 0; i < residual.length; i++) {
      double share = shares[i] * residual[i];
      sum += share * residual[i];
      residual[i] = share;
    }
    for (int j = 0; j < w.length; j++) {
      double[] column = columns[j];
      double dot = 0;
      for (int i = 0; i < column.length; i++) {
        dot += column[i] * residual[i];
      }
      gradient[j] = dot;
    }
    return sum / 2;
  }

  @Override
  public double gradientScale() {
    if (Double.isNaN(gradientScale)) {
      double[] gradient = new double[dimension()];
      valueAndGradient(new double[dimension()], gradient);
      gradientScale = 0;
      for (double value : gradient) {
        gradientScale = Math.max(gradientScale, Math.abs(value));
      }
    }
    return gradientScale;
  }

  @Override
  public double curvature() {
    if (Double.isNaN(curvature)) {
      curvature = powerIteration();
    }
    return curvature;
  }

  private double powerIteration() {
    int p = dimension();
    double[] v = new double[p];
    for (int j = 0; j < p; j++) {
      v[j] = scales[j] == 0 ? 0 : 1 + 0.1 * Math.sin(j + 1.0);
    }
    double[] zero = new double[p];
    double[] origin = new double[p];
    valueAndGradient(zero, origin);
    double[] there = new double[p];
    double estimate = 0;
    for (int k = 0; k < POWER_ITERATIONS; k++) {
      double norm = 0;
      for (double value : v) {
        norm += value * value;
      }
      norm = Math.sqrt(norm);
      if (norm == 0) {
        return 0;
      }
      for (int j = 0; j < p; j++) {
        v[j] /= norm;
      }
      valueAndGradient(v, there);
      estimate = 0;
      for (int j = 0; j < p; j++) {
        there[j] -= origin[j];
        estimate += v[j] * there[j];
      }
      System.arraycopy(there, 0, v, 0, p);
    }
    return 1.01 * estimate;
  }

  /** The same problem's rows, standardized and centred, as one block in slot 0. */
  public RowBlock block() {
    SparseRows.Builder x = SparseRows.builder(columns.length);
    RatingGroups.Builder ratings = RatingGroups.builder();
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        x.add(j, columns[j][i]);
      }
      x.endRow();
      ratings.add(y[i], 1, shares[i]).endRow();
    }
    return new RowBlock(0, x.build(), new int[y.length], new int[y.length], ratings.build());
  }

  /** The same problem as a quadratic. */
  public Gramian gramian() {
    return SufficientStatistics.empty(0).add(block(), SlotSet.all(1)).gramian();
  }

  /** How often the rows were read. */
  public int passes() {
    return passes;
  }

  /** The population deviations; 0 for a constant column. */
  public double[] scales() {
    return scales.clone();
  }

  /** Weights in original units. */
  public double[] original(double[] standardized) {
    double[] weights = new double[standardized.length];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = scales[j] == 0 ? 0 : standardized[j] / scales[j];
    }
    return weights;
  }

  /** The intercept in original units. */
  public double intercept(double[] standardized) {
    double[] weights = original(standardized);
    double offset = yMean;
    for (int j = 0; j < weights.length; j++) {
      offset -= weights[j] * means[j];
    }
    return offset;
  }

  /** The label's population deviation. */
  public double labelDeviation() {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += shares[i] * y[i] * y[i];
    }
    return Math.sqrt(sum);
  }
}
