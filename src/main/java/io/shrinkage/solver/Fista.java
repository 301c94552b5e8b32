package io.shrinkage.solver;

import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.SeparablePenalty;
import io.shrinkage.objective.SmoothObjective;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleFunction;

/**
 * Accelerated proximal gradient (FISTA) with adaptive restart, then conjugate gradients on the
 * face.
 *
 * <p>Minimizes f(w) + g(w). Step: z = w + β(w − w₋), w₊ = prox(z − ∇f(z)/L), step 1/L from a power
 * iteration and enlarged L where dᵀ(∇f(w₊) − ∇f(z)) &gt; L‖d‖², d = w₊ − z. f is a quadratic, so
 * ∇f(z) is the same combination of the two last measured gradients: each iteration is one pass, at
 * the point that it returns. Once zeros and signs have settled (or after {@value #LONGEST} steps)
 * the rest is {@link FaceDescent}'s, which needs far fewer passes under a small λ; a penalty that
 * is not separable is accelerated to the end.
 *
 * <p>Shapes: w of length p, standardized and centred. Cost: one pass and O(p) an iteration; memory
 * O(p); allocates nothing but the trace. Lands on exact zeros. Deterministic.
 *
 * <p>Source: Beck and Teboulle (2009), SIAM J. Imaging Sci. 2(1), §4; O'Donoghue and Candès (2015),
 * Found. Comput. Math. 15, §3.2 (gradient scheme).
 */
public final class Fista implements Solver<SmoothObjective> {

  private static final int SETTLED = 5;
  private static final int LONGEST = 200;

  private final StoppingRule rule;
  private final IterationListener listener;
  private final Validation validation;
  private final StateKeeper keeper;

  /** A solver that reports to nobody. */
  public Fista(StoppingRule rule) {
    this(rule, IterationListener.NONE);
  }

  /** A solver that tells the listener of every iteration. */
  public Fista(StoppingRule rule, IterationListener listener) {
    this(rule, listener, Validation.NONE, StateKeeper.NONE);
  }

  private Fista(
      StoppingRule rule, IterationListener listener, Validation validation, StateKeeper keeper) {
    this.rule = rule;
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
  public Fista stoppingEarly(EarlyStopping stopping, ToDoubleFunction<double[]> validationMse) {
    return new Fista(rule, listener, new Validation(stopping, validationMse), keeper);
  }

  /** The same solver, which goes on from a state that was kept, and keeps its own. */
  public Fista keeping(StateKeeper states) {
    return new Fista(rule, listener, validation, states);
  }

  @Override
  public Solution solve(SmoothObjective objective, Penalty penalty, WarmStart start) {
    Optional<Solve> kept = keeper.restore(in -> new Solve(objective, penalty, in));
    return kept.orElseGet(() -> new Solve(objective, penalty, start)).run();
  }

  /** One solve: acceleration, then the descent on the face that it found. */
  private final class Solve {
    private final ProximalState state;
    private final Optional<SeparablePenalty> separable;
    private double t = 1;
    private int steps;
    private int settled;
    private Optional<FaceDescent> descent = Optional.empty();

    Solve(SmoothObjective objective, Penalty penalty, WarmStart start) {
      this.state = new ProximalState(objective, penalty, rule, listener, validation, start);
      this.separable = separable(penalty);
    }

    Solve(SmoothObjective objective, Penalty penalty, DataInput in) throws IOException {
      this.state = ProximalState.read(in, objective, penalty, rule, listener, validation);
      this.separable = separable(penalty);
      this.t = in.readDouble();
      this.steps = in.readInt();
      this.settled = in.readInt();
      if (in.readBoolean()) {
        SeparablePenalty face =
            separable.orElseThrow(() -> new IOException("a state of another penalty"));
        this.descent = Optional.of(new FaceDescent(state, face).read(in));
      }
    }

    private static Optional<SeparablePenalty> separable(Penalty penalty) {
      return penalty instanceof SeparablePenalty separable
          ? Optional.of(separable)
          : Optional.empty();
    }

    private void write(DataOutput out) throws IOException {
      state.write(out);
      out.writeDouble(t);
      out.writeInt(steps);
      out.writeInt(settled);
      out.writeBoolean(descent.isPresent());
      if (descent.isPresent()) {
        descent.get().write(out);
      }
    }

    Solution run() {
      if (descent.isEmpty()) {
        int longest = separable.isPresent() ? LONGEST : Integer.MAX_VALUE;
        accelerate(
            longest,
            (now, before) -> separable.isPresent() && sameFace(separable.get(), now, before));
        descent = separable.map(face -> new FaceDescent(state, face));
      }
      descent.ifPresent(face -> face.run(() -> keeper.offer(this::write)));
      return state.solution();
    }

    private void accelerate(int longest, BiPredicate<double[], double[]> sameFace) {
      int p = state.w().length;
      double[] point = new double[p];
      double[] pointGradient = new double[p];
      while (steps < longest && settled < SETTLED && !state.finished()) {
        double next = (1 + Math.sqrt(1 + 4 * t * t)) / 2;
        double beta = (t - 1) / next;
        state.extrapolate(beta, point, pointGradient);
        if (!state.proximalStep(point, pointGradient)) {
          return;
        }
        t = overshoots(point, state.w(), state.previous()) ? 1 : next;
        settled = sameFace.test(state.w(), state.previous()) ? settled + 1 : 0;
        steps++;
        keeper.offer(this::write);
      }
    }
  }

  /** Whether the momentum points uphill: the restart test of the gradient scheme. */
  private static boolean overshoots(double[] point, double[] w, double[] previous) {
    double sum = 0;
    for (int j = 0; j < w.length; j++) {
      sum += (point[j] - w[j]) * (w[j] - previous[j]);
    }
    return sum > 0;
  }

  private static boolean sameFace(SeparablePenalty penalty, double[] w, double[] previous) {
    for (int j = 0; j < w.length; j++) {
      boolean sameSide = penalty.isSmooth(j) || Math.signum(w[j]) == Math.signum(previous[j]);
      if (!sameSide || penalty.onFace(w, j) != penalty.onFace(previous, j)) {
        return false;
      }
    }
    return true;
  }
}
