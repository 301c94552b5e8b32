package io.shrinkage.job;

import io.shrinkage.config.ComputeConfig;
import io.shrinkage.config.Reproducible;
import io.shrinkage.linalg.Blas;

/** What multiplies dense rows. */
final class BlasChoice {
  private BlasChoice() {}

  /**
   * Plain loops where bits are to be the same everywhere, else the one that is named, or the best.
   *
   * @throws UsageException if the one that is named is not here
   */
  static Blas of(ComputeConfig compute) {
    if (compute.reproducible() != Reproducible.FAST) {
      return Blas.PLAIN;
    }
    Blas blas = compute.blas().named().orElseGet(Blas::best);
    if (!blas.isPresent()) {
      throw new UsageException(
          "compute.blas = "
              + blas.text()
              + ": this JVM has none; "
              + blas.remedy()
              + ", or choose auto");
    }
    return blas;
  }
}
