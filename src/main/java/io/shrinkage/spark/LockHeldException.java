package io.shrinkage.spark;

import io.shrinkage.model.Lease;
import java.io.IOException;

/** Another run may publish into the output directory, and this one may not. */
public final class LockHeldException extends IOException {
  private static final long serialVersionUID = 1L;

  LockHeldException(String directory, Lease lease) {
    super(
        directory
            + ": "
            + lease.holder()
            + " holds the lock since "
            + lease.acquired()
            + ", at present until "
            + lease.expires()
            + "; wait until it ends, or choose another --out. Should it be dead, its lock is free"
            + " after that time");
  }

  LockHeldException(String message) {
    super(message);
  }
}
