package io.shrinkage.job;

import io.shrinkage.config.Reproducible;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.linalg.Blas;

/** What multiplies dense rows. */
final class BlasChoice {
  /**
   * Plain loops do as many operations in some 0.4 seconds of a core; vector kernels take half of
   * that, and a fifth of a second until they are compiled.
   */
  private static final double WORTH_COMPILING = 1e10;

  private BlasChoice() {}

  /**
   * The fastest one whose bits are the same everywhere, unless others are allowed: then the one
   * that is named, or the fastest.
   *
   * @param rows how many there are to multiply
   * @throws UsageException if the one that is named is not here
   */
  static Blas of(ShrinkageConfig config, long rows) {
    double columns = config.features().size(); // each is one, where rows are dense
    boolean worth = rows * columns * columns >= WORTH_COMPILING;
    Blas exact = worth && Blas.VECTOR.isPresent() ? Blas.VECTOR : Blas.PLAIN;
    if (config.compute().reproducible() != Reproducible.FAST) {
      return exact;
    }
    Blas blas = config.compute().blas().named().orElseGet(() -> Blas.fastest(worth));
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
