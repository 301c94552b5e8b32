package io.shrinkage.solver;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * Where a first-order solve leaves its state, so that one that is cut short can go on: from a kept
 * state the same bits follow as without the interruption, if the objective gives the same bits.
 */
public interface StateKeeper {

  /** Keeps nothing. */
  StateKeeper NONE =
      new StateKeeper() {
        @Override
        public <T> Optional<T> restore(Reading<T> reading) {
          return Optional.empty();
        }

        @Override
        public void offer(Writing state) {}
      };

  /** Makes something of bytes. */
  @FunctionalInterface
  interface Reading<T> {
    /**
     * Reads it.
     *
     * @throws IOException if the bytes are not what they should be
     */
    T from(DataInput in) throws IOException;
  }

  /** Puts something into bytes. */
  @FunctionalInterface
  interface Writing {
    /** Writes it. */
    void to(DataOutput out) throws IOException;
  }

  /** The state that was kept last, if there is one and it can be read. */
  <T> Optional<T> restore(Reading<T> reading);

  /**
   * Called after every iteration.
   *
   * @param state writes the state as it is now; called before this returns, or never
   */
  void offer(Writing state);
}
