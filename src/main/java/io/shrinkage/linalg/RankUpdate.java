package io.shrinkage.linalg;

/**
 * C += XᵀX for panels X of rows: the kernel behind dense Gramians. Row weights belong into X, as
 * their square roots.
 *
 * <p>Shapes: X is rows × p by rows; C is the upper triangle of a p×p matrix packed by columns,
 * entry (i, j), i ≤ j, at i + j(j+1)/2. Each call sums its panel from 0 and adds that to C. Cost:
 * rows · p² operations and p(p+1)/2 additions a panel, so panels of some hundred rows. Not safe for
 * several threads.
 */
public interface RankUpdate {

  /**
   * Adds XᵀX.
   *
   * @param panel X, at least {@code rows} rows, not modified
   * @param rows how many of them
   * @param packed C
   */
  void add(double[] panel, int rows, double[] packed);

  /**
   * The kernel for rows of some columns. One of {@link Blas#VECTOR} is made of plain loops where
   * this JVM cannot have it, or where a row is shorter than a tile: the bits are the same.
   *
   * @throws IllegalStateException if this JVM has no native BLAS and is to use it
   */
  static RankUpdate of(Blas blas, int columns) {
    return switch (blas) {
      case NATIVE -> new NativeRankUpdate(columns);
      case VECTOR ->
          VectorKernels.suit(columns)
              ? VectorKernels.rankUpdate(columns)
              : new PlainRankUpdate(columns);
      case PLAIN -> new PlainRankUpdate(columns);
    };
  }
}
