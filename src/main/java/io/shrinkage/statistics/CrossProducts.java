package io.shrinkage.statistics;

import io.shrinkage.linalg.Blas;
import io.shrinkage.linalg.DenseRows;
import java.io.Serializable;

/**
 * The weighted sums Σ s x, Σ s x y and Σ s x xᵀ of rows, one of each for each stratum.
 *
 * <p>How they lie in memory follows from the rows: sparse ones by pairs of columns that occur
 * together, dense ones by panels.
 */
interface CrossProducts extends Serializable {

  /**
   * A store for rows such as those of a block.
   *
   * @param yOrigin what is taken off each rating
   * @param blas what multiplies dense rows
   */
  static CrossProducts of(RowBlock block, Strata strata, double yOrigin, Blas blas) {
    return block.x() instanceof DenseRows
        ? new DenseCrossProducts(block.x().columns(), strata, yOrigin, blas)
        : new SparseCrossProducts(block.x().columns(), strata, yOrigin);
  }

  /** Adds the rows of a block, each to its stratum. */
  void add(RowBlock block);

  /** Puts in place what was only gathered so far; before the store travels, to make it small. */
  void settle();

  /** Adds what another store of the same kind holds, which is not to be used afterwards. */
  void merge(CrossProducts later);

  /** The sums Σ s x over some strata, which increase. */
  double[] sumX(int[] strata);

  /** The sums Σ s x y over some strata, which increase. */
  double[] sumXy(int[] strata);

  /**
   * The sum Σ s x xᵀ over some strata.
   *
   * @param strata increasing
   * @return the full symmetric p×p matrix, row by row
   */
  double[][] sumXx(int[] strata);

  /** The memory that the sums take up. */
  long bytes();
}
