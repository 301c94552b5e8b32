package io.shrinkage.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.objective.ElasticNet;
import io.shrinkage.objective.GroupLasso;
import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.SmoothObjective;
import io.shrinkage.testing.DenseLeastSquares;
import io.shrinkage.testing.LeastSquaresCases;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * A solve that goes on from any state that it kept ends with the bits of one that never stopped.
 */
class StateKeeperTest {
  private static final StoppingRule RULE = new StoppingRule(60, 1e-10);

  /** Keeps every state, and hands out one. */
  private static final class AllStates implements StateKeeper {
    private final Optional<byte[]> kept;
    private final List<byte[]> states = new ArrayList<>();

    AllStates(Optional<byte[]> kept) {
      this.kept = kept;
    }

    @Override
    public <T> Optional<T> restore(Reading<T> reading) {
      return kept.map(
          bytes -> {
            ByteArrayInputStream in = new ByteArrayInputStream(bytes);
            try {
              T result = reading.from(new DataInputStream(in));
              assertThat(in.available()).as("bytes that nobody read").isZero();
              return result;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }

    @Override
    public void offer(Writing state) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        state.to(new DataOutputStream(bytes));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      states.add(bytes.toByteArray());
    }
  }

  private static void goesOnFromEveryState(
      Function<StateKeeper, Solver<SmoothObjective>> solver, Penalty penalty, int seed) {
    DenseLeastSquares objective = LeastSquaresCases.seeded(seed);
    WarmStart start = WarmStart.zero(objective.dimension());
    AllStates all = new AllStates(Optional.empty());
    Solution whole = solver.apply(all).solve(objective, penalty, start);
    assertThat(all.states).as("states of seed %d", seed).isNotEmpty();
    for (byte[] state : all.states) {
      AllStates rest = new AllStates(Optional.of(state));
      Solution resumed = solver.apply(rest).solve(objective, penalty, start);
      assertThat(resumed.coefficients()).isEqualTo(whole.coefficients());
      assertThat(resumed.objective()).isEqualTo(whole.objective());
      assertThat(resumed.stopReason()).isEqualTo(whole.stopReason());
      assertThat(resumed.trace().losses()).isEqualTo(whole.trace().losses());
      assertThat(resumed.trace().validationMses()).isEqualTo(whole.trace().validationMses());
      assertThat(rest.states).hasSizeLessThan(all.states.size());
    }
  }

  private static int dimension(int seed) {
    return LeastSquaresCases.seeded(seed).dimension();
  }

  @Test
  void proximal() {
    for (int seed = 0; seed < 10; seed++) {
      goesOnFromEveryState(
          keeper -> new Fista(RULE).keeping(keeper),
          ElasticNet.uniform(dimension(seed), 0.02, 0.01),
          seed);
    }
  }

  @Test
  void proximalUnderAPenaltyThatIsNotSeparable() {
    int p = dimension(3);
    goesOnFromEveryState(
        keeper -> new Fista(RULE).keeping(keeper),
        GroupLasso.of(new int[] {0, 1, p}, new double[] {0.05, 0.05}),
        3);
  }

  @Test
  void gradientWithEitherPenalty() {
    // Long enough under an l1 for the rate to be halved.
    StoppingRule longer = new StoppingRule(200, 1e-10);
    for (int seed = 0; seed < 10; seed++) {
      for (double l1 : new double[] {0, 0.02}) {
        goesOnFromEveryState(
            keeper -> new GradientDescent(longer, LearningRate.automatic()).keeping(keeper),
            ElasticNet.uniform(dimension(seed), l1, 0.01),
            seed);
      }
    }
  }

  @Test
  void earlyStoppingRemembersItsBestIterate() {
    int p = dimension(5);
    ToDoubleFunction<double[]> validation = w -> Math.abs(Vectors.maxAbs(w) - 0.05);
    EarlyStopping stopping = new EarlyStopping(4, 1e-4);
    Penalty penalty = ElasticNet.uniform(p, 0, 0.01);
    goesOnFromEveryState(
        keeper -> new Fista(RULE).stoppingEarly(stopping, validation).keeping(keeper), penalty, 5);
    goesOnFromEveryState(
        keeper ->
            new GradientDescent(RULE, LearningRate.automatic())
                .stoppingEarly(stopping, validation)
                .keeping(keeper),
        penalty,
        5);
  }
}
