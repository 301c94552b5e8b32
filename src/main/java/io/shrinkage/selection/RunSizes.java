package io.shrinkage.selection;

/**
 * How much there is to solve on: counted, or estimated before the run.
 *
 * @param rows rows after compression
 * @param entries stored entries of the distinct feature rows
 * @param columns encoded columns
 * @param pairs pairs of columns that occur together, or more
 * @param partitions that the rows lie on
 * @param partialsHere partial results that share the driver's heap: the threads of a local master,
 *     0 on a cluster
 */
public record RunSizes(
    long rows, long entries, int columns, long pairs, int partitions, int partialsHere) {
  /** So many times as many rows of the same kind, on other partitions. */
  public RunSizes times(double factor, int otherPartitions) {
    return new RunSizes(
        Math.round(factor * rows),
        Math.round(factor * entries),
        columns,
        Math.round(factor * pairs),
        otherPartitions,
        partialsHere);
  }
}
