package io.shrinkage.job;

import io.shrinkage.spark.Checkpoints;
import io.shrinkage.spark.RunStore;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The runs of an output directory that did not end; only for who holds its lock. */
final class Unfinished {
  private static final String BEGUN = "begun";

  private final RunStore store;
  private final Optional<String> identity;
  private final Console console;

  /**
   * The unfinished runs of an output directory.
   *
   * @param identity of the runs that can be continued; empty if none can be recognized
   */
  Unfinished(RunStore store, Optional<String> identity, Console console) {
    this.store = store;
    this.identity = identity;
    this.console = console;
  }

  /** A run that can be continued. */
  record Found(String runId, Instant started, RunStore.Staging staging, Checkpoints checkpoints) {}

  /** The checkpoints of a run that begins, with a mark by which it is found again. */
  Checkpoints begin(RunStore.Staging staging, Instant now) {
    Checkpoints checkpoints = staging.checkpoints(identity.orElse(""), console::line);
    if (identity.isPresent()) {
      checkpoints.save(BEGUN, out -> out.writeLong(now.toEpochMilli()));
    }
    return checkpoints;
  }

  /** Removes all of them. */
  void removeAll() throws IOException {
    remove(runId -> false);
  }

  private void remove(Predicate<String> keep) throws IOException {
    List<String> removed = store.removeLeftovers(keep);
    if (!removed.isEmpty()) {
      console.line("Removed what runs that did not end left: " + String.join(", ", removed));
    }
  }

  /** The newest that can be continued; the others are removed. */
  Optional<Found> newest() throws IOException {
    Optional<Found> found = Optional.empty();
    if (identity.isEmpty()) {
      console.line(
          "A table that is not made of files may have changed unseen, so no run of it can be"
              + " resumed; starting a new one.");
    } else {
      found = find();
      console.line(
          found
              .map(run -> "Resuming run " + run.runId() + ", which began at " + run.started() + ".")
              .orElse(
                  "There is no unfinished run of these settings and this input; starting one."));
    }
    String kept = found.map(Found::runId).orElse("");
    remove(kept::equals);
    return found;
  }

  private Optional<Found> find() throws IOException {
    for (String runId : store.unfinished()) {
      RunStore.Staging staging = store.stage(runId);
      Checkpoints checkpoints = staging.checkpoints(identity.orElseThrow(), console::line);
      Optional<Long> started = checkpoints.load(BEGUN, in -> in.readLong());
      if (started.isPresent()) {
        return Optional.of(
            new Found(runId, Instant.ofEpochMilli(started.get()), staging, checkpoints));
      }
    }
    return Optional.empty();
  }
}
