package io.shrinkage.spark;

import io.shrinkage.features.DataException;

/** Ratings stay rows, where counts of equal ones are asked for; the message says why. */
public final class IncompressibleException extends DataException {
  private static final long serialVersionUID = 1L;

  IncompressibleException(String reason) {
    super(reason);
  }
}
