package io.shrinkage.solver;

import io.shrinkage.linalg.Cholesky;
import java.util.Arrays;

/**
 * The face of a working set's iterate, on which the penalized objective is a quadratic that
 * conjugate gradients or Cholesky's factor minimize in one step.
 *
 * <p>A step that would carry weights over their kinks leaves them exactly there if the objective
 * falls all the same, and ends at the first kink otherwise. Columns that depend on others stay
 * where they are in a step of the factor; then, if the penalty falls along the null direction of
 * such a column, the weights follow it to the first kink. Cost: for a columns on the face and m in
 * the set, am an iteration of conjugate gradients, which large faces get first; a³/3 for a factor,
 * a² for each refinement.
 */
final class QuadraticFace {

  private static final int REFINEMENTS = 3;

  // Of the target: what conjugate gradients leave on the face, and what is refined no more.
  private static final double SOLVED = 0.5;
  private static final double REFINED = 0.1;

  // A factor of so few columns costs less than it would to look for anything better.
  private static final int SMALL = 128;

  private final QuadraticDescent set;
  private final int[] face;
  private final int size;

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
  }

  /**
   * Moves the set's weights to the minimum on the face or to kinks on the way.
   *
   * @return whether no kink was met
   */
  boolean descend(double target) {
    double[] direction = new double[size];
    if (size > SMALL) {
      downhill(direction);
      if (new FaceConjugates(set, face).solve(direction, SOLVED * target)) {
        return stepOverKinks(direction);
      }
    }

    return descend(factor(), direction, target);
  }

  private Cholesky factor() {
    double[][] hessian = new double[size][];
    for (int a = 0; a < size; a++) {
      hessian[a] = new double[size];
      for (int b = a; b < size; b++) {
        hessian[a][b] = set.hessian(face[a], face[b]);
      }
    }

    return new Cholesky(hessian);
  }

  private void downhill(double[] direction) {
    for (int a = 0; a < size; a++) {
      direction[a] = -set.slope(face[a]);
    }
  }

  private boolean descend(Cholesky factor, double[] direction, double target) {
    for (int k = 0; k < REFINEMENTS; k++) {
      downhill(direction);
      double largest = 0;
      for (int a = 0; a < size; a++) {
        largest = Math.max(largest, factor.isDependent(a) ? 0 : Math.abs(direction[a]));
      }

      if (largest <= REFINED * target) {
        break;
      }

      factor.solve(direction);
      if (!stepOverKinks(direction)) {
        return false;
      }
    }

    for (int a = 0; a < size; a++) {
      if (factor.isDependent(a) && !alongNull(factor, a, direction, target)) {
        return false;
      }
    }

    return true;
  }

  /** Follows the null direction of a dependent column downhill, if there is a downhill. */
  private boolean alongNull(Cholesky factor, int dependent, double[] direction, double target) {
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
   * Steps along a direction, past which weights stay on their kinks, or to the first kink if the
   * objective would rise.
   *
   * @return whether no kink was met
   */
  private boolean stepOverKinks(double[] direction) {
    boolean whole = true;
    double[] ends = set.weights();
    for (int a = 0; a < size; a++) {
      boolean met = set.toKink(face[a], direction[a]) < 1;
      ends[face[a]] = met ? set.kink(face[a], direction[a]) : ends[face[a]] + direction[a];
      whole &= !met;
    }

    if (!set.falls(ends)) {
      return step(direction, 1);
    }

    set.moveAll(ends);
    return whole;
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
