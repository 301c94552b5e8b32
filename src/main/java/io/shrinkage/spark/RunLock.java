package io.shrinkage.spark;

import io.shrinkage.model.Lease;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * The right to publish into an output directory: a lease in {@code <out>/.lock}, renewed while the
 * run lives.
 *
 * <p>A lease is free for others once it has expired, or if its process was on this host and is no
 * more. Who takes over from lease L first creates {@code .lock-after-L}, which one process alone
 * can do, and then replaces the lock; one that dies in between is itself followed in the same way.
 * A process that was paused until its lease was taken finds another's in the lock, and may not
 * publish.
 *
 * <p>Exclusive where a file is created by one process only: local disks and HDFS. On an object
 * store it catches runs that start seconds apart; the clocks of hosts are taken to agree within a
 * fraction of {@link #TERM}. Released by {@link #close}, and when the process is told to end.
 */
public final class RunLock implements AutoCloseable {
  /** How long a lease lasts after it was last renewed. */
  public static final Duration TERM = Duration.ofMinutes(2);

  static final String NAME = ".lock";

  private static final int RENEWALS_PER_TERM = 6;
  private static final int TRIES = 10;
  // After Spark's own hooks (40), which end the run, and before Hadoop's (10), which closes files.
  private static final int AT_SHUTDOWN = 20;

  private final LeaseFiles files;
  private final String directory;
  private final Clock clock;
  private final Duration term;
  private final Consumer<String> told;
  private final ScheduledExecutorService heart;
  private final Runnable atShutdown = this::release;
  private Lease mine;
  private boolean released;

  private RunLock(
      LeaseFiles files,
      String directory,
      Lease mine,
      Clock clock,
      Duration term,
      Consumer<String> told) {
    this.files = files;
    this.directory = directory;
    this.mine = mine;
    this.clock = clock;
    this.term = term;
    this.told = told;
    this.heart =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lock of " + directory);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes the lock for a run.
   *
   * @param told hears of a lock that was taken over, and of one that was lost
   * @throws LockHeldException if another run holds it
   * @throws IOException if the directory cannot be written
   */
  static RunLock acquire(
      LeaseFiles files,
      String directory,
      String runId,
      Clock clock,
      Duration term,
      Consumer<String> told)
      throws IOException {
    Lease mine = LeaseHolder.lease(runId, clock.instant(), term);
    RunLock lock = new RunLock(files, directory, mine, clock, term, told);
    lock.take();
    lock.beat();
    return lock;
  }

  private void take() throws IOException {
    Lease last = null;
    for (int tries = 0; tries < TRIES; tries++) {
      if (files.create(NAME, mine)) {
        return;
      }
      List<Lease> chain = chain();
      if (!chain.isEmpty()) {
        last = chain.get(chain.size() - 1);
        if (!isFree(last)) {
          throw new LockHeldException(directory, last);
        }
        if (takeOver(chain)) {
          return;
        }
      }
    }
    throw last == null
        ? new LockHeldException(directory + ": other runs take and free its lock; try again")
        : new LockHeldException(directory, last);
  }

  /** The lease in the lock, and those that are taking over from it; empty if it is free. */
  private List<Lease> chain() throws IOException {
    List<Lease> chain = new ArrayList<>();
    Optional<Lease> next = files.read(NAME);
    while (next.isPresent()) {
      chain.add(next.get());
      next = files.read(after(next.get()));
    }
    return chain;
  }

  private static String after(Lease lease) {
    return NAME + "-after-" + lease.id();
  }

  private boolean isFree(Lease lease) {
    return lease.expired(clock.instant()) || LeaseHolder.isGone(lease);
  }

  private boolean takeOver(List<Lease> chain) throws IOException {
    Lease first = chain.get(0);
    Lease last = chain.get(chain.size() - 1);
    if (!files.create(after(last), mine)) {
      return false;
    }
    boolean still = files.read(NAME).filter(lease -> lease.id().equals(first.id())).isPresent();
    if (still) {
      files.replace(NAME, mine);
      told.accept(
          "Took over the lock of "
              + directory
              + " from "
              + first.holder()
              + (LeaseHolder.isGone(first)
                  ? ", whose process has ended."
                  : ", which expired at " + first.expires() + "."));
    } else {
      chain = List.of(last);
    }
    for (Lease lease : chain) {
      files.delete(after(lease));
    }
    return still;
  }

  private void beat() {
    ShutdownHookManager.get().addShutdownHook(atShutdown, AT_SHUTDOWN);
    long pause = term.toMillis() / RENEWALS_PER_TERM;
    heart.scheduleWithFixedDelay(this::renewQuietly, pause, pause, TimeUnit.MILLISECONDS);
  }

  private void renewQuietly() {
    try {
      requireHeld();
    } catch (LockHeldException e) {
      told.accept(e.getMessage());
      heart.shutdown();
    } catch (IOException e) {
      // The next beat tries again; a lease that could not be renewed in time is found lost.
    }
  }

  /**
   * Renews the lease; before anything is published.
   *
   * @throws LockHeldException if it was lost
   * @throws IOException if the lock cannot be read or written
   */
  public synchronized void requireHeld() throws IOException {
    if (released) {
      throw new LockHeldException(directory + ": the run was told to end, and gave its lock back");
    }
    Optional<Lease> found = files.read(NAME);
    if (found.filter(lease -> lease.id().equals(mine.id())).isEmpty()) {
      throw new LockHeldException(
          directory
              + ": this run ("
              + mine.runId()
              + ") lost its lock "
              + found.map(lease -> "to " + lease.holder()).orElse("(somebody removed it)")
              + " and publishes nothing; start it again");
    }
    mine = mine.renewed(clock.instant(), term);
    files.replace(NAME, mine);
  }

  private synchronized void release() {
    if (released) {
      return;
    }
    released = true;
    heart.shutdown();
    try {
      if (files.read(NAME).filter(lease -> lease.id().equals(mine.id())).isPresent()) {
        files.delete(NAME);
      }
    } catch (IOException e) {
      told.accept(
          "The lock of "
              + directory
              + " could not be removed and ends by itself at "
              + mine.expires()
              + ": "
              + e.getMessage());
    }
  }

  /** Gives the lock back, if it is still held. */
  @Override
  public void close() {
    release();
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(atShutdown);
    }
  }
}
