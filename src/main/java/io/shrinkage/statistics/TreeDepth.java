package io.shrinkage.statistics;

/** How deep a tree aggregation is, by the number of partial results and their size. */
public final class TreeDepth {
  /** What the driver takes in directly before a deeper tree is worth its shuffle. */
  private static final long DRIVER_BYTES = 16L << 20;

  private static final int DRIVER_PARTIALS = 16;

  private TreeDepth() {}

  /**
   * Depth 1 while the driver can take every partial, else a tree of about square-root fan-in.
   *
   * @param partitions the number of partials
   * @param bytes the size of one
   */
  public static int automatic(int partitions, long bytes) {
    return automatic(partitions, bytes, Long.MAX_VALUE);
  }

  /**
   * The same where the engine refuses larger results: half of its limit is planned with, since the
   * size of a partial is an estimate.
   *
   * @param limit the most bytes that the driver takes in for one job
   */
  public static int automatic(int partitions, long bytes, long limit) {
    long most = limit / 2 / Math.max(1, partitions);
    boolean small =
        partitions <= DRIVER_PARTIALS && bytes <= DRIVER_BYTES / Math.max(1, partitions);
    boolean single = bytes <= most && (small || partitions <= 2);
    return single || partitions == 1 ? 1 : partitions <= 1024 ? 2 : 3;
  }
}
