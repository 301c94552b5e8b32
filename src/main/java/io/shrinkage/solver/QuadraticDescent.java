package io.shrinkage.solver;

import io.shrinkage.linalg.Kernels;
import io.shrinkage.objective.SeparablePenalty;
import io.shrinkage.objective.SoftThreshold;
import io.shrinkage.statistics.Gramian;

/**
 * The working set of a coordinate descent: its part of Q, its weights and its gradient, which every
 * update keeps current.
 *
 * <p>A few sweeps, which find the face of the solution, alternate with steps on that face, which
 * solve it. Both only ever lower the objective. Cost: O(am) a sweep, m² doubles.
 */
final class QuadraticDescent {

  private static final int SWEEPS = 3;
  private static final int SWEEPS_PER_COLUMN = 128;
  private static final int LONGEST = 1000;
  private static final int FUTILE = 2;

  private final int[] columns;
  private final int size;
  private final double[][] matrix;
  private final double[] weights;
  private final double[] gradient;
  private final double[] l1;
  private final double[] l2;
  private final double[] lower;
  private final double[] upper;

  /**
   * Copies what belongs to the working set.
   *
   * @param columns the columns of the set
   * @param w the weights of all columns
   * @param all the gradient of all columns, measured at w
   */
  QuadraticDescent(
      Gramian objective, SeparablePenalty penalty, int[] columns, double[] w, double[] all) {
    this.columns = columns;
    this.size = columns.length;
    this.matrix = objective.square(columns);
    this.weights = new double[size];
    this.gradient = new double[size];
    this.l1 = new double[size];
    this.l2 = new double[size];
    this.lower = new double[size];
    this.upper = new double[size];
    for (int k = 0; k < size; k++) {
      weights[k] = w[columns[k]];
      gradient[k] = all[columns[k]];
      l1[k] = penalty.l1(columns[k]);
      l2[k] = penalty.l2(columns[k]);
      lower[k] = penalty.lower(columns[k]);
      upper[k] = penalty.upper(columns[k]);
    }
  }

  /** Descends until no coordinate of the set violates its condition by more than {@code target}. */
  void run(double target) {
    double smallest = Double.POSITIVE_INFINITY;
    int futile = 0;
    for (int step = 0; step < LONGEST && futile < FUTILE; step++) {
      if (sweeps(target)) {
        return;
      }

      boolean whole = new QuadraticFace(this).descend(target);
      double left = violation();
      if (left <= target) {
        return;
      }

      // A face step that met no kink leaves nothing but rounding on its face.
      futile = whole && !(left < smallest) ? futile + 1 : 0;
      smallest = Math.min(smallest, left);
    }
  }

  private boolean sweeps(double target) {
    int most = SWEEPS + Vectors.nonZeros(weights) / SWEEPS_PER_COLUMN;
    for (int sweep = 0; sweep < most; sweep++) {
      sweep();
      if (violation() <= target) {
        return true;
      }
    }

    return false;
  }

  private void sweep() {
    for (int k = 0; k < size; k++) {
      double diagonal = matrix[k][k];
      double old = weights[k];
      double free = SoftThreshold.apply(diagonal * old - gradient[k], l1[k]);
      double updated = Math.max(lower[k], Math.min(upper[k], free / (diagonal + l2[k])));
      if (updated != old) {
        move(k, updated);
      }
    }
  }

  /** Sets a weight and brings the gradient up to date. */
  void move(int k, double updated) {
    double change = updated - weights[k];
    weights[k] = updated;
    Kernels.axpy(change, matrix[k], gradient);
  }

  /** Sets all weights and brings the gradient up to date. */
  void moveAll(double[] ends) {
    double[] change = changeTo(ends);
    System.arraycopy(ends, 0, weights, 0, size);
    Kernels.addSymmetricProduct(matrix, change, gradient);
  }

  private double[] changeTo(double[] ends) {
    double[] change = new double[size];
    for (int k = 0; k < size; k++) {
      change[k] = ends[k] - weights[k];
    }

    return change;
  }

  /** Whether the penalized objective is lower at other weights, of which none is across 0. */
  boolean falls(double[] ends) {
    double[] change = changeTo(ends);
    double[] image = new double[size];
    hessianTimes(change, image);
    double slope = 0;
    double bend = 0;
    for (int k = 0; k < size; k++) {
      slope += change[k] * slope(k);
      bend += change[k] * image[k];
    }

    return slope + 0.5 * bend < 0;
  }

  /** Overwrites {@code image} with (Q + L2)d. */
  void hessianTimes(double[] direction, double[] image) {
    for (int k = 0; k < size; k++) {
      image[k] = l2[k] * direction[k];
    }

    Kernels.addSymmetricProduct(matrix, direction, image);
  }

  private double violation() {
    double largest = 0;
    for (int k = 0; k < size; k++) {
      double smooth = gradient[k] + l2[k] * weights[k];
      double left = smooth + (weights[k] > 0 ? l1[k] : -l1[k]);
      double right = smooth + (weights[k] < 0 ? -l1[k] : l1[k]);
      largest = Math.max(largest, weights[k] > lower[k] ? left : 0);
      largest = Math.max(largest, weights[k] < upper[k] ? -right : 0);
    }

    return largest;
  }

  /** The derivative of the penalized objective along a coordinate of the face. */
  double slope(int k) {
    return gradient[k] + l2[k] * weights[k] + Math.signum(weights[k]) * l1[k];
  }

  int size() {
    return size;
  }

  double weight(int k) {
    return weights[k];
  }

  /** A copy of the weights. */
  double[] weights() {
    return weights.clone();
  }

  /** Whether the objective is smooth along a coordinate near its weight. */
  boolean onFace(int k) {
    return (weights[k] != 0 || l1[k] == 0) && weights[k] > lower[k] && weights[k] < upper[k];
  }

  double hessian(int i, int k) {
    return matrix[i][k] + (i == k ? l2[i] : 0);
  }

  /** How far along a direction a weight meets a kink or a bound; infinite if it never does. */
  double toKink(int k, double direction) {
    return direction == 0
        ? Double.POSITIVE_INFINITY
        : (kink(k, direction) - weights[k]) / direction;
  }

  /** The kink or bound that a weight of the face meets in a direction; infinite if none. */
  double kink(int k, double direction) {
    boolean towardsZero = l1[k] > 0 && weights[k] * direction < 0;
    return towardsZero ? 0 : direction > 0 ? upper[k] : lower[k];
  }

  /** Writes the weights of the set to where they belong. */
  void copyTo(double[] w) {
    for (int k = 0; k < size; k++) {
      w[columns[k]] = weights[k];
    }
  }
}
