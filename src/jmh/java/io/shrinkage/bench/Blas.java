package io.shrinkage.bench;

/** The BLAS that netlib picks on this machine. */
final class Blas {
  private Blas() {}

  static String name() {
    return dev.ludovic.netlib.blas.BLAS.getInstance().getClass().getSimpleName();
  }
}
