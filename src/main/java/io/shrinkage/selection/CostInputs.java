package io.shrinkage.selection;

import java.util.OptionalInt;

/**
 * What the cost of choosing λ depends on.
 *
 * @param rows rows after compression
 * @param entries stored feature entries of all rows
 * @param columns encoded columns
 * @param pairs pairs of columns that occur together, a column with itself included; more than all
 *     pairs counts as all
 * @param slots slots, or sets of slots, that statistics are kept of
 * @param folds folds of the cross-validation; 0 for none
 * @param partitions that the rows lie on
 * @param depth of the aggregation; empty: by partitions and size
 * @param partialsHere partial results that share the driver's heap: the threads of a local master,
 *     0 on a cluster
 * @param passes scans of the source
 * @param heapBytes the driver's heap
 */
public record CostInputs(
    long rows,
    long entries,
    int columns,
    long pairs,
    int slots,
    int folds,
    int partitions,
    OptionalInt depth,
    int partialsHere,
    int passes,
    long heapBytes) {
  /** Checks that nothing is negative. */
  public CostInputs {
    if (rows < 0
        || entries < 0
        || columns < 0
        || pairs < 0
        || slots < 1
        || folds < 0
        || partitions < 1
        || partialsHere < 0
        || heapBytes < 1) {
      throw new IllegalArgumentException(
          "rows "
              + rows
              + ", entries "
              + entries
              + ", columns "
              + columns
              + ", pairs "
              + pairs
              + ", slots "
              + slots
              + ", folds "
              + folds
              + ", partitions "
              + partitions
              + ", partials "
              + partialsHere
              + ", heap "
              + heapBytes);
    }
  }

  /** All pairs of columns: p(p + 1)/2. */
  public long allPairs() {
    return columns * (columns + 1L) / 2;
  }
}
