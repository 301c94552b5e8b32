package io.shrinkage.spark;

import io.shrinkage.model.Lease;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** This process as the holder of a lease, and whether the process of another lease still lives. */
final class LeaseHolder {
  /** By how much the system's two answers for one process's beginning may differ. */
  private static final Duration JITTER = Duration.ofSeconds(3);

  private LeaseHolder() {}

  /** A new lease of this process. */
  static Lease lease(String runId, Instant now, Duration term) {
    ProcessHandle process = ProcessHandle.current();
    return new Lease(
        UUID.randomUUID().toString(),
        runId,
        host(),
        process.pid(),
        process.info().startInstant(),
        System.getProperty("user.name"),
        now,
        now.plus(term));
  }

  /** Whether the holder was a process of this host that is no more. */
  static boolean isGone(Lease lease) {
    if (!lease.host().equals(host())) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(lease.pid()).filter(ProcessHandle::isAlive);
    return process.isEmpty() || isAnother(lease, process.get().info().startInstant());
  }

  private static boolean isAnother(Lease lease, Optional<Instant> started) {
    return lease.started().isPresent()
        && started.isPresent()
        && Duration.between(lease.started().get(), started.get()).abs().compareTo(JITTER) > 0;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
