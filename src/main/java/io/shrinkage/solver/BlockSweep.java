package io.shrinkage.solver;

import io.shrinkage.objective.GroupLasso;
import io.shrinkage.statistics.Gramian;
import java.util.Arrays;

/**
 * One majorized step for each group in turn: w_g becomes the proximal step of w_g − ∇_g/L_g.
 *
 * <p>L_g starts at the largest diagonal entry of Q_gg and grows to the curvature dᵀQ_gg d/‖d‖² that
 * a step has shown, so every step lowers the objective, no eigenvalue is computed, and nearly
 * orthogonal columns (those of a one-hot feature) take nearly exact steps. A group whose columns
 * are all constant does not move.
 */
final class BlockSweep {

  // Rounding may push the quotient of a correct L over it.
  private static final double SLACK = 1 + 1e-9;
  private static final double GROWTH = 1.1;

  private final Gramian objective;
  private final GroupLasso penalty;
  private final double[] curvature;
  private final double[] target;
  private final double[] image;

  BlockSweep(Gramian objective, GroupLasso penalty) {
    this.objective = objective;
    this.penalty = penalty;
    this.curvature = new double[penalty.groups()];
    this.target = new double[objective.dimension()];
    this.image = new double[objective.dimension()];
    for (int g = 0; g < curvature.length; g++) {
      for (int j = penalty.offset(g); j < penalty.offset(g + 1); j++) {
        curvature[g] = Math.max(curvature[g], objective.entry(j, j));
      }
    }
  }

  /**
   * One sweep.
   *
   * @param w overwritten with the new weights
   * @param gradient ∇f(w), kept current
   * @return whether the groups at 0 are still the same
   */
  boolean run(double[] w, double[] gradient) {
    boolean same = true;
    for (int g = 0; g < curvature.length; g++) {
      if (curvature[g] > 0) {
        boolean before = isZero(w, g);
        step(g, w, gradient);
        same &= before == isZero(w, g);
      }
    }
    return same;
  }

  private boolean isZero(double[] w, int g) {
    for (int j = penalty.offset(g); j < penalty.offset(g + 1); j++) {
      if (w[j] != 0) {
        return false;
      }
    }
    return true;
  }

  private void step(int g, double[] w, double[] gradient) {
    int first = penalty.offset(g);
    int end = penalty.offset(g + 1);
    while (aim(g, w, gradient)) {
      double along = 0;
      double squared = 0;
      move(first, end, w);
      for (int j = first; j < end; j++) {
        double d = target[j] - w[j];
        along += d * image[j];
        squared += d * d;
      }
      if (along <= curvature[g] * squared * SLACK) {
        System.arraycopy(target, first, w, first, end - first);
        Vectors.addScaled(1, image, gradient);
        return;
      }
      curvature[g] = along / squared * GROWTH;
    }
  }

  /**
   * Where the group goes at the present L.
   *
   * @return whether that is elsewhere
   */
  private boolean aim(int g, double[] w, double[] gradient) {
    double squared = 0;
    for (int j = penalty.offset(g); j < penalty.offset(g + 1); j++) {
      target[j] = w[j] - gradient[j] / curvature[g];
      squared += target[j] * target[j];
    }
    double norm = Math.sqrt(squared);
    double threshold = penalty.weight(g) / curvature[g];
    double factor = norm <= threshold ? 0 : 1 - threshold / norm;
    boolean moves = false;
    for (int j = penalty.offset(g); j < penalty.offset(g + 1); j++) {
      target[j] = factor == 0 ? 0 : factor * target[j];
      moves |= target[j] != w[j];
    }
    return moves;
  }

  private void move(int first, int end, double[] w) {
    Arrays.fill(image, 0);
    for (int j = first; j < end; j++) {
      if (target[j] != w[j]) {
        objective.addColumn(j, target[j] - w[j], image);
      }
    }
  }
}
