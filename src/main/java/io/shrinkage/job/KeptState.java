package io.shrinkage.job;

import io.shrinkage.solver.StateKeeper;
import io.shrinkage.spark.Checkpoints;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Keeps the state of one fit among a run's checkpoints, every few seconds. */
final class KeptState implements StateKeeper {
  /** Seldom enough to cost little, often enough that little is done again. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final String NAME = "fit";

  private final Checkpoints checkpoints;
  private final Console console;
  private final double lambda;
  private final double l1Ratio;
  private long last = System.nanoTime();

  /** The state of the fit of one λ, which is the only one that a run keeps. */
  KeptState(Checkpoints checkpoints, Console console, double lambda, double l1Ratio) {
    this.checkpoints = checkpoints;
    this.console = console;
    this.lambda = lambda;
    this.l1Ratio = l1Ratio;
  }

  @Override
  public <T> Optional<T> restore(Reading<T> reading) {
    Optional<T> state =
        checkpoints.load(
            NAME,
            in -> {
              if (in.readDouble() != lambda || in.readDouble() != l1Ratio) {
                throw new IOException("it is the state of a fit of another lambda");
              }
              return reading.from(in);
            });
    state.ifPresent(there -> console.line("The fit goes on from its checkpoint."));
    return state;
  }

  @Override
  public void offer(Writing state) {
    if (System.nanoTime() - last < PAUSE.toNanos()) {
      return;
    }
    checkpoints.save(
        NAME,
        out -> {
          out.writeDouble(lambda);
          out.writeDouble(l1Ratio);
          state.to(out);
        });
    last = System.nanoTime();
  }
}
