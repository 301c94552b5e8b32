package io.shrinkage.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who may publish into an output directory, and until when.
 *
 * @param id of this lease alone; a resumed run has another
 * @param runId the run that holds it
 * @param host where its driver runs
 * @param pid the driver's process there
 * @param started when that process began, which tells it from a later one of the same number; empty
 *     where the system does not say
 * @param user whose process it is
 * @param acquired when it was taken
 * @param expires when it ends unless it is renewed
 */
public record Lease(
    String id,
    String runId,
    String host,
    long pid,
    Optional<Instant> started,
    String user,
    Instant acquired,
    Instant expires) {

  /** The same lease for a term from now. */
  public Lease renewed(Instant now, Duration term) {
    return new Lease(id, runId, host, pid, started, user, acquired, now.plus(term));
  }

  /** Whether it has ended by itself. */
  public boolean expired(Instant now) {
    return now.isAfter(expires);
  }

  /** The holder in words. */
  public String holder() {
    return "run " + runId + " (pid " + pid + " of user " + user + " on " + host + ")";
  }
}
