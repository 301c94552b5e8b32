package io.shrinkage.bench;

/** The BLAS that netlib, and so MLlib, picks on this machine. */
final class NetlibBlas {
  private NetlibBlas() {}

  static String name() {
    return dev.ludovic.netlib.blas.BLAS.getInstance().getClass().getSimpleName();
  }
}
