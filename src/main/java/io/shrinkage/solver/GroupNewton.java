package io.shrinkage.solver;

import io.shrinkage.objective.GroupLasso;
import io.shrinkage.statistics.Gramian;
import java.util.Arrays;

/**
 * A Newton step on the groups that are not 0, where the group lasso is smooth, by conjugate
 * gradients.
 *
 * <p>With u the unit vector of w_g the Hessian is Q + weight_g(I − uuᵀ)/‖w_g‖ on each group and on
 * unpenalized ones Q alone; the preconditioner is its diagonal. The step is halved until the slope
 * along it, which unlike the objective does not drown in rounding near the optimum, has not turned
 * by more than a tenth.
 *
 * <p>Cost: a column of Q for each coordinate of those groups per conjugate-gradient step, at most
 * {@value #MOST} of these. Source: Nocedal and Wright (2006), Numerical Optimization, §7.1.
 */
final class GroupNewton {

  private static final int MOST = 100;
  private static final int MOST_HALVINGS = 30;
  private static final double FORCING = 1e-2;
  private static final double TURNED = 0.1;

  private final Gramian objective;
  private final GroupLasso penalty;
  private final double target;
  private final double[] length;
  private final double[] diagonal;
  private final double[] slope;
  private final double[] residual;
  private final double[] search;
  private final double[] searchImage;
  private final double[] bent;
  private final double[] step;
  private final double[] stepImage;

  GroupNewton(Gramian objective, GroupLasso penalty, double tolerance) {
    int p = objective.dimension();
    this.objective = objective;
    this.penalty = penalty;
    this.target = 0.3 * tolerance * objective.gradientScale();
    this.length = new double[penalty.groups()];
    this.diagonal = new double[p];
    this.slope = new double[p];
    this.residual = new double[p];
    this.search = new double[p];
    this.searchImage = new double[p];
    this.bent = new double[p];
    this.step = new double[p];
    this.stepImage = new double[p];
  }

  /**
   * One step.
   *
   * @param w moved
   * @param gradient ∇f(w), kept current
   * @return the share of the whole Newton step that was taken, 0 if none
   */
  double run(double[] w, double[] gradient) {
    prepare(w, gradient);
    solve(w);
    double share = share(w, gradient);
    if (share > 0) {
      Vectors.addScaled(share, step, w);
      Vectors.addScaled(share, stepImage, gradient);
    }
    return share;
  }

  private boolean moves(int g) {
    return penalty.weight(g) == 0 || length[g] > 0;
  }

  /** The slope of f + g on the groups that move, 0 on the others, and the Hessian's diagonal. */
  private void prepare(double[] w, double[] gradient) {
    Arrays.fill(slope, 0);
    for (int g = 0; g < length.length; g++) {
      double squared = 0;
      for (int j = penalty.offset(g); j < penalty.offset(g + 1); j++) {
        squared += w[j] * w[j];
      }
      length[g] = Math.sqrt(squared);
      for (int j = penalty.offset(g); j < penalty.offset(g + 1) && moves(g); j++) {
        double unit = length[g] > 0 ? w[j] / length[g] : 0;
        double bend = length[g] > 0 ? penalty.weight(g) / length[g] : 0;
        slope[j] = gradient[j] + penalty.weight(g) * unit;
        diagonal[j] = objective.entry(j, j) + bend * (1 - unit * unit);
      }
    }
  }

  /** Conjugate gradients for the step, and with it Q times the step. */
  private void solve(double[] w) {
    int p = w.length;
    Arrays.fill(step, 0);
    Arrays.fill(stepImage, 0);
    for (int j = 0; j < p; j++) {
      residual[j] = -slope[j];
      search[j] = preconditioned(j);
    }
    double product = Vectors.dot(residual, search);
    double enough = Math.max(target, FORCING * Vectors.maxAbs(residual));
    for (int k = 0; k < MOST && Vectors.maxAbs(residual) > enough; k++) {
      bend(w);
      double curvature = Vectors.dot(search, bent);
      // Flat to rounding: what is found so far is a descent direction still.
      if (!(curvature > 1e-14 * Vectors.dot(search, search))) {
        return;
      }
      double by = product / curvature;
      Vectors.addScaled(by, search, step);
      Vectors.addScaled(by, searchImage, stepImage);
      Vectors.addScaled(-by, bent, residual);
      double last = product;
      product = 0;
      for (int j = 0; j < p; j++) {
        product += residual[j] * preconditioned(j);
      }
      for (int j = 0; j < p; j++) {
        search[j] = preconditioned(j) + product / last * search[j];
      }
    }
  }

  private double preconditioned(int j) {
    return residual[j] == 0 ? 0 : diagonal[j] > 0 ? residual[j] / diagonal[j] : residual[j];
  }

  /** Q and the Hessian of f + g times the search direction, the latter 0 off the moving groups. */
  private void bend(double[] w) {
    Arrays.fill(searchImage, 0);
    Arrays.fill(bent, 0);
    for (int j = 0; j < search.length; j++) {
      if (search[j] != 0) {
        objective.addColumn(j, search[j], searchImage);
      }
    }
    for (int g = 0; g < length.length; g++) {
      if (!moves(g)) {
        continue;
      }
      double along = 0;
      for (int j = penalty.offset(g); j < penalty.offset(g + 1) && length[g] > 0; j++) {
        along += w[j] / length[g] * search[j];
      }
      double bend = length[g] > 0 ? penalty.weight(g) / length[g] : 0;
      for (int j = penalty.offset(g); j < penalty.offset(g + 1); j++) {
        double unit = length[g] > 0 ? w[j] / length[g] : 0;
        bent[j] = searchImage[j] + bend * (search[j] - along * unit);
      }
    }
  }

  private double share(double[] w, double[] gradient) {
    double start = Vectors.dot(slope, step);
    if (!(start < 0)) {
      return 0;
    }
    double share = 1;
    for (int k = 0; k < MOST_HALVINGS; k++) {
      if (slopeAt(share, w, gradient) <= -TURNED * start) {
        return share;
      }
      share /= 2;
    }
    return 0;
  }

  /** The derivative of f + g along the step, a share of it from w. */
  private double slopeAt(double share, double[] w, double[] gradient) {
    double sum = 0;
    for (int g = 0; g < length.length; g++) {
      if (!moves(g)) {
        continue;
      }
      double squared = 0;
      double along = 0;
      for (int j = penalty.offset(g); j < penalty.offset(g + 1); j++) {
        double at = w[j] + share * step[j];
        squared += at * at;
        along += at * step[j];
        sum += step[j] * (gradient[j] + share * stepImage[j]);
      }
      sum += squared > 0 ? penalty.weight(g) * along / Math.sqrt(squared) : 0;
    }
    return sum;
  }
}
