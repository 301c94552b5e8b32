package io.shrinkage.config;

import io.shrinkage.linalg.Blas;
import java.util.Optional;

/** What multiplies dense matrices where runs may be fast. */
public enum BlasKind {
  /** The fastest that there is. */
  AUTO,
  /** The machine's library. */
  NATIVE,
  /** The JVM's Vector API. */
  VECTOR,
  /** Our own loops. */
  PLAIN;

  /** The one that is named; empty for {@link #AUTO}. */
  public Optional<Blas> named() {
    return switch (this) {
      case AUTO -> Optional.empty();
      case NATIVE -> Optional.of(Blas.NATIVE);
      case VECTOR -> Optional.of(Blas.VECTOR);
      case PLAIN -> Optional.of(Blas.PLAIN);
    };
  }
}
