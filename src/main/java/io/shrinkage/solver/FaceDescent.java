package io.shrinkage.solver;

import io.shrinkage.objective.SeparablePenalty;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Conjugate gradients on the face of the iterate, with proximal steps to change the face.
 *
 * <p>With zeros and signs held, f + g is a quadratic in the remaining weights, and conjugate
 * gradients with the preconditioner 1/(1 + l2ⱼ) (standardized columns have Hessian diagonal 1)
 * solve it. A step that would flip a sign or pass a bound ends at that kink, where the weight
 * becomes an exact zero or the bound, and a proximal step follows; so does one when the zeros
 * violate their conditions more than the face does. Each iteration is one pass: it measures Hd,
 * from which the gradient at the new iterate follows for all p coordinates; what is inferred to
 * have converged is measured before it counts.
 *
 * <p>Monotone and deterministic. Cost: one pass and O(p) an iteration. Source: Dostál and Schöberl
 * (2005), Comput. Optim. Appl. 30, §3 (proportioning with reduced gradient projections), carried
 * from bounds to orthants; Nocedal and Wright (2006), Numerical Optimization, §5.1.
 */
final class FaceDescent {

  private final ProximalState state;
  private final SeparablePenalty penalty;
  private final double[] residual;
  private final double[] direction;
  private final double[] image;
  private final HessianProbe hessian;
  private double product;
  private double faceViolation;
  private double kinkViolation;
  private boolean fresh = true; // whether the next direction is that of steepest descent

  FaceDescent(ProximalState state, SeparablePenalty penalty) {
    int p = state.w().length;
    this.state = state;
    this.penalty = penalty;
    this.residual = new double[p];
    this.direction = new double[p];
    this.image = new double[p];
    this.hessian = new HessianProbe(p);
  }

  /** Goes on where the descent that was written stood. */
  FaceDescent read(DataInput in) throws IOException {
    fresh = in.readBoolean();
    product = in.readDouble();
    System.arraycopy(StateBytes.read(in, direction.length), 0, direction, 0, direction.length);
    return this;
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(fresh);
    out.writeDouble(product);
    StateBytes.write(out, direction);
  }

  /**
   * Descends to the end.
   *
   * @param afterIteration called when the state can be written
   */
  void run(Runnable afterIteration) {
    while (!state.exhausted()) {
      if (state.converged()) {
        if (!state.inferred()) {
          return;
        }
        state.measure();
        fresh = true;
        continue;
      }
      project();
      fresh = kinkViolation > faceViolation || !conjugateStep();
      if (fresh) {
        state.proximalStep(state.w(), state.gradient());
      }
      afterIteration.run();
    }
  }

  /** The negative gradient of f + g on the face, 0 off it, and both parts' violations. */
  private void project() {
    double[] w = state.w();
    double[] gradient = state.gradient();
    System.arraycopy(gradient, 0, residual, 0, w.length);
    penalty.addSubgradient(w, residual);
    faceViolation = 0;
    kinkViolation = 0;
    for (int j = 0; j < w.length; j++) {
      if (penalty.onFace(w, j)) {
        residual[j] = -residual[j];
        faceViolation = Math.max(faceViolation, Math.abs(residual[j]));
      } else {
        residual[j] = 0;
        kinkViolation = Math.max(kinkViolation, penalty.subdifferentialDistance(w, gradient, j));
      }
    }
  }

  /**
   * One step of conjugate gradients.
   *
   * @return whether the next one may continue from it: no kink was met
   */
  private boolean conjugateStep() {
    double[] w = state.w();
    double[] gradient = state.gradient();
    direct();
    hessian.apply(state.objective(), w, gradient, direction, image);
    double slope = 0;
    double bend = 0;
    double descent = 0;
    double penaltyBend = 0;
    for (int j = 0; j < w.length; j++) {
      double d = direction[j];
      slope += gradient[j] * d;
      bend += d * image[j];
      descent += residual[j] * d;
      penaltyBend += penalty.curvature(j) * d * d;
    }
    double toKink = penalty.stepToKink(w, direction);
    double total = bend + penaltyBend;
    double toMinimum = total > 0 ? descent / total : 0;
    double step = Math.min(toMinimum, toKink);
    for (int j = 0; j < w.length; j++) {
      double target = w[j] + step * direction[j];
      w[j] = toKink <= toMinimum ? penalty.stoppedAtKink(j, w[j], target) : target;
      gradient[j] += step * image[j];
    }
    state.inferredStep(state.value() + step * slope + 0.5 * step * step * bend, step);
    return toMinimum > 0 && toMinimum < toKink;
  }

  private void direct() {
    double old = product;
    product = 0;
    for (int j = 0; j < residual.length; j++) {
      product += residual[j] * residual[j] / (1 + penalty.curvature(j));
    }
    double beta = fresh ? 0 : product / old;
    for (int j = 0; j < residual.length; j++) {
      double preconditioned = residual[j] / (1 + penalty.curvature(j));
      direction[j] = residual[j] == 0 && beta == 0 ? 0 : preconditioned + beta * direction[j];
    }
  }
}
