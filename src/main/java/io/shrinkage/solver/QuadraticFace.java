package io.shrinkage.solver;

import io.shrinkage.linalg.Cholesky;
import java.util.Arrays;

/**
 * The face of a working set's iterate, on which the penalized objective is a quadratic that
 * Cholesky's factor minimizes in one step.
 *
 * <p>A step that would carry a weight over its kink ends there, with that weight exactly on it.
 * Columns that depend on others stay where they are in the step; then, if the penalty falls along
 * the null direction of such a column, the weights follow it to the first kink. Cost: a³/3 for a
 * columns on the face, a² for each refinement.
 */
final class QuadraticFace {

  private static final int REFINEMENTS = 3;

  private final QuadraticDescent set;
  private final int[] face;
  private final int size;
  private final Cholesky factor;

  QuadraticFace(QuadraticDescent set) {
    this.set = set;
    int[] columns = new int[set.size()];
    int count = 0;
    for (int k = 0; k < columns.length; k++) {
      if (set.onFace(k)) {
        columns[count++] = k;
      }
    }

    this.face = Arrays.copyOf(columns, count);
    this.size = count;
    double[] hessian = new double[size * size];
    for (int a = 0; a < size; a++) {
      for (int b = a; b < size; b++) {
        hessian[a * size + b] = set.hessian(face[a], face[b]);
      }
    }

    this.factor = new Cholesky(hessian, size);
  }

  /**
   * Moves the set's weights to the minimum on the face or to the first kink on the way.
   *
   * @return whether no kink was met
   */
  boolean descend(double target) {
    double[] direction = new double[size];
    for (int k = 0; k < REFINEMENTS; k++) {
      double largest = 0;
      for (int a = 0; a < size; a++) {
        direction[a] = -set.slope(face[a]);
        largest = Math.max(largest, factor.isDependent(a) ? 0 : Math.abs(direction[a]));
      }

      if (largest <= 0.1 * target) {
        break;
      }

      factor.solve(direction);
      if (!step(direction, 1)) {
        return false;
      }
    }

    for (int a = 0; a < size; a++) {
      if (factor.isDependent(a) && !alongNull(a, direction, target)) {
        return false;
      }
    }

    return true;
  }

  /** Follows the null direction of a dependent column downhill, if there is a downhill. */
  private boolean alongNull(int dependent, double[] direction, double target) {
    for (int a = 0; a < size; a++) {
      direction[a] = -set.hessian(face[a], face[dependent]);
    }

    factor.solve(direction);
    direction[dependent] = 1;
    double slope = 0;
    for (int a = 0; a < size; a++) {
      slope += direction[a] * set.slope(face[a]);
    }

    if (Math.abs(slope) <= target) {
      return true;
    }

    if (slope > 0) {
      for (int a = 0; a < size; a++) {
        direction[a] = -direction[a];
      }
    }

    return step(direction, Double.POSITIVE_INFINITY);
  }

  /**
   * Steps along a direction.
   *
   * @param most the longest step; infinite to go to the first kink, or nowhere if there is none
   * @return whether no kink was met
   */
  private boolean step(double[] direction, double most) {
    double step = most;
    int first = -1;
    for (int a = 0; a < size; a++) {
      if (!Double.isFinite(direction[a])) {
        return true;
      }

      double toKink = set.toKink(face[a], direction[a]);
      if (toKink < step) {
        step = toKink;
        first = a;
      }
    }

    if (Double.isInfinite(step)) {
      return true;
    }

    for (int a = 0; a < size; a++) {
      if (direction[a] != 0) {
        double end = set.weight(face[a]) + step * direction[a];
        set.move(face[a], a == first ? set.kink(face[a], direction[a]) : end);
      }
    }

    return first < 0;
  }
}
