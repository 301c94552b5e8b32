package io.shrinkage.solver;

import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.SmoothObjective;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The deck's gradient descent: w* = w − α(A + λ₁·sign(w) + 2λ₂w), sign(w) = +1 for w ≥ 0, else −1.
 *
 * <p>A = ∂MSE/∂w = 2∇f, and the deck's λ's are λ₁ = 2·l1 and λ₂ = l2, so the update is w − 2α(∇f +
 * subgradient of g). A kink is never landed on: with l1 &gt; 0 weights hover around 0 and the KKT
 * violation stays; the best iterate is returned.
 *
 * <p>Automatic α: without an l1 the Barzilai–Borwein steps of {@link BarzilaiBorwein}; with one,
 * 1/(2(L + max l2)), halved whenever the best objective has not improved for {@value #PATIENCE}
 * iterations. L is the largest eigenvalue of the Hessian of f.
 *
 * <p>Divergence (an objective that is not finite or far above its start) is a result, with the best
 * finite iterate and the largest safe rate, 1/(L + max l2). Cost: one pass and O(p) an iteration.
 * Source: Shor (1985), Minimization Methods for Non-Differentiable Functions, §2.1.
 */
public final class GradientDescent implements Solver<SmoothObjective> {

  private static final int PATIENCE = 40;
  private static final double FAR_ABOVE = 1e3;

  private final StoppingRule rule;
  private final LearningRate rate;
  private final IterationListener listener;
  private final Validation validation;
  private final StateKeeper keeper;

  /** A solver that reports to nobody. */
  public GradientDescent(StoppingRule rule, LearningRate rate) {
    this(rule, rate, IterationListener.NONE);
  }

  /** A solver that tells the listener of every iteration. */
  public GradientDescent(StoppingRule rule, LearningRate rate, IterationListener listener) {
    this(rule, rate, listener, Validation.NONE, StateKeeper.NONE);
  }

  private GradientDescent(
      StoppingRule rule,
      LearningRate rate,
      IterationListener listener,
      Validation validation,
      StateKeeper keeper) {
    this.rule = rule;
    this.rate = rate;
    this.listener = listener;
    this.validation = validation;
    this.keeper = keeper;
  }

  /**
   * The same solver, which returns the iterate of the lowest validation error and stops when that
   * no longer improves.
   *
   * @param validationMse of standardized weights, called once an iteration
   */
  public GradientDescent stoppingEarly(
      EarlyStopping stopping, ToDoubleFunction<double[]> validationMse) {
    return new GradientDescent(
        rule, rate, listener, new Validation(stopping, validationMse), keeper);
  }

  /** The same solver, which goes on from a state that was kept, and keeps its own. */
  public GradientDescent keeping(StateKeeper states) {
    return new GradientDescent(rule, rate, listener, validation, states);
  }

  @Override
  public Solution solve(SmoothObjective objective, Penalty penalty, WarmStart start) {
    Optional<Descent> kept = keeper.restore(in -> new Descent(objective, penalty, in));
    return kept.orElseGet(() -> new Descent(objective, penalty, start)).run();
  }

  /** One solve. */
  private final class Descent {
    private final SmoothObjective objective;
    private final Penalty penalty;
    private final WeightUpdate update;
    private final double gradientScale;
    private final double safeRate;
    private final boolean smooth;
    private final BarzilaiBorwein borwein;
    private final double ceiling;

    private double[] w;
    private double[] next;
    private double[] subgradient;
    private double[] nextSubgradient;
    private final double[] gradient;
    private double value;
    private double violation;
    private final double[] best;
    private double bestValue = Double.POSITIVE_INFINITY;
    private double startValue;
    private double halvings = 1;
    private int sinceBest;
    private double usedRate;
    private int iterations;

    private Descent(
        SmoothObjective objective,
        Penalty penalty,
        double gradientScale,
        double safeRate,
        double ceiling) {
      int p = objective.dimension();
      if (penalty.dimension() != p) {
        throw new IllegalArgumentException(
            "the penalty has " + penalty.dimension() + " weights, the objective " + p);
      }
      this.objective = objective;
      this.penalty = penalty;
      this.update =
          new WeightUpdate(penalty, WeightUpdate.PenaltyPart.SUBGRADIENT, listener, validation);
      this.next = new double[p];
      this.subgradient = new double[p];
      this.nextSubgradient = new double[p];
      this.gradient = new double[p];
      this.best = new double[p];
      this.gradientScale = gradientScale;
      this.safeRate = safeRate;
      this.smooth = penalty.isSmooth();
      this.borwein = new BarzilaiBorwein(safeRate);
      this.ceiling = ceiling;
    }

    Descent(SmoothObjective objective, Penalty penalty, WarmStart start) {
      this(
          objective,
          penalty,
          objective.gradientScale(),
          1 / (objective.curvature() + penalty.largestCurvature()),
          objective.valueAtZero());
      this.w = start.weightsOf(objective.dimension());
      penalty.project(w);
      value = objective.penalizedValueAndSubgradient(w, penalty, subgradient);
      startValue = value;
      record();
    }

    Descent(SmoothObjective objective, Penalty penalty, DataInput in) throws IOException {
      this(objective, penalty, in.readDouble(), in.readDouble(), in.readDouble());
      int p = objective.dimension();
      w = StateBytes.read(in, p);
      subgradient = StateBytes.read(in, p);
      System.arraycopy(StateBytes.read(in, p), 0, best, 0, p);
      value = in.readDouble();
      violation = in.readDouble();
      bestValue = in.readDouble();
      startValue = in.readDouble();
      halvings = in.readDouble();
      sinceBest = in.readInt();
      usedRate = in.readDouble();
      iterations = in.readInt();
      borwein.read(in);
      update.read(in, p);
    }

    private void write(DataOutput out) throws IOException {
      out.writeDouble(gradientScale);
      out.writeDouble(safeRate);
      out.writeDouble(ceiling);
      StateBytes.write(out, w);
      StateBytes.write(out, subgradient);
      StateBytes.write(out, best);
      out.writeDouble(value);
      out.writeDouble(violation);
      out.writeDouble(bestValue);
      out.writeDouble(startValue);
      out.writeDouble(halvings);
      out.writeInt(sinceBest);
      out.writeDouble(usedRate);
      out.writeInt(iterations);
      borwein.write(out);
      update.write(out);
    }

    Solution run() {
      while (iterations < rule.maxIterations() && !ended()) {
        usedRate = rateAt(iterations);
        // The deck's α multiplies the gradient of MSE, which is twice that of ½ MSE.
        update.apply(w, subgradient, 2 * usedRate, next);
        value = objective.penalizedValueAndSubgradient(next, penalty, nextSubgradient);
        borwein.observe(w, next, subgradient, nextSubgradient);
        swap();
        record();
        if (!(value <= FAR_ABOVE * Math.max(startValue, ceiling))) {
          return solution(StopReason.DIVERGED);
        }
        iterations++;
        keeper.offer(this::write);
      }
      if (violation <= rule.tolerance()) {
        System.arraycopy(w, 0, best, 0, w.length);
        return solution(StopReason.CONVERGED);
      }
      if (update.watch().stopped()) {
        return solution(StopReason.EARLY_STOPPING);
      }
      boolean grew = usedRate > safeRate && value > startValue;
      return solution(grew ? StopReason.DIVERGED : StopReason.ITERATION_LIMIT);
    }

    private boolean ended() {
      return violation <= rule.tolerance() || update.watch().stopped();
    }

    private double rateAt(int t) {
      OptionalDouble given = rate.at(t);
      if (given.isPresent()) {
        return given.getAsDouble();
      }
      return smooth ? borwein.step() / 2 : halvings * safeRate / 2;
    }

    private void swap() {
      double[] held = w;
      w = next;
      next = held;
      held = subgradient;
      subgradient = nextSubgradient;
      nextSubgradient = held;
    }

    private void record() {
      Arrays.fill(gradient, 0);
      penalty.addSubgradient(w, gradient);
      for (int j = 0; j < w.length; j++) {
        gradient[j] = subgradient[j] - gradient[j];
      }
      violation = KktCheck.violation(penalty, w, gradient, gradientScale);
      update.record(value, value - penalty.value(w), usedRate, w, violation);
      sinceBest++;
      if (value < bestValue) {
        bestValue = value;
        System.arraycopy(w, 0, best, 0, w.length);
        sinceBest = 0;
      } else if (sinceBest >= PATIENCE) {
        halvings /= 2;
        sinceBest = 0;
      }
    }

    private Solution solution(StopReason reason) {
      boolean watched = update.watch().hasBest();
      if (watched) {
        System.arraycopy(update.watch().best(), 0, best, 0, best.length);
      }
      double found = objective.valueAndGradient(best, gradient);
      Certificate certificate =
          Certifier.measured(objective, penalty, best, found, gradient, rule.tolerance());
      StopReason honest = honest(reason, certificate.converged(), watched);
      return new Solution(
          best.clone(),
          found + penalty.value(best),
          certificate,
          honest,
          update.trace(),
          remedy(honest));
    }

    private static StopReason honest(StopReason reason, boolean converged, boolean watched) {
      return switch (reason) {
        case CONVERGED ->
            converged ? reason : watched ? StopReason.EARLY_STOPPING : StopReason.ITERATION_LIMIT;
        case EARLY_STOPPING -> converged ? StopReason.CONVERGED : reason;
        case DIVERGED, ITERATION_LIMIT -> reason;
      };
    }

    private String remedy(StopReason reason) {
      return switch (reason) {
        case CONVERGED, EARLY_STOPPING -> "";
        case DIVERGED ->
            "the learning rate "
                + usedRate
                + " is too large; the largest safe one here is "
                + safeRate
                + ": set one below it, or let the solver choose";
        case ITERATION_LIMIT ->
            smooth
                ? "the KKT violation is "
                    + violation
                    + " after "
                    + rule.maxIterations()
                    + " iterations; allow more, let the solver choose the learning rate, or use"
                    + " the proximal solver"
                : "the sign rule of L1 moves weights around zero without landing on it; use the"
                    + " proximal solver for exact zeros and a certified optimum";
      };
    }
  }
}
