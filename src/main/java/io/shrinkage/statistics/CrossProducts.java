package io.shrinkage.statistics;

import java.io.Serializable;

/**
 * The weighted cross products Σ s x xᵀ of rows, one sum for each stratum.
 *
 * <p>How they lie in memory follows from the rows: sparse ones by pairs of columns that occur
 * together, dense ones by panels.
 */
interface CrossProducts extends Serializable {

  /** Adds the rows of a block, each to its stratum. */
  void add(RowBlock block, Strata strata);

  /** Adds what another store of the same kind holds, which is not to be used afterwards. */
  void merge(CrossProducts later);

  /**
   * The sum over some strata.
   *
   * @param strata increasing
   * @param out overwritten with the full symmetric p×p matrix
   */
  void sum(int[] strata, double[] out);

  /** The memory that the sums take up. */
  long bytes();
}
