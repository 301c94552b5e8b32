package io.shrinkage.selection;

import io.shrinkage.statistics.TreeDepth;

/**
 * What a run will hold and move, worked out before it does.
 *
 * <p>With p columns, q pairs that occur together, Z slots and K folds: statistics take 8Z(2p + q)
 * bytes, and each of the K + 1 problems solved from them 8p² more. Rows in the driver take 12 bytes
 * an entry and 28 a row. Passes over the cluster take a few vectors of p. A plan fits if that is at
 * most {@link #USABLE} of the heap: the rest is Spark's own.
 *
 * <p>Immutable. Figures that exceed a {@code long} stay at its largest value.
 *
 * @param way how the problems are solved
 * @param rows rows after compression
 * @param columns encoded columns
 * @param buckets slots that statistics are kept of
 * @param gramianBytes the statistics of all slots, or the rows where those are solved on; 0 for
 *     passes
 * @param treeDepth levels of the aggregation
 * @param resultBytes bytes that reach the driver
 * @param passes scans of the source
 * @param driverBytes the most that the driver holds at once
 * @param heapBytes the driver's heap
 */
public record CostPlan(
    Way way,
    long rows,
    int columns,
    int buckets,
    long gramianBytes,
    int treeDepth,
    long resultBytes,
    int passes,
    long driverBytes,
    long heapBytes) {
  /** The share of the heap that a plan may take. */
  public static final double USABLE = 0.6;

  /** The most columns that a dense Gramian is solved for. */
  public static final int GRAMIAN_COLUMNS = 4000;

  private static final int ENTRY_BYTES = 12;
  private static final int ROW_BYTES = 28;

  // Weights, gradient and their like, of a first-order solver and its certificate.
  private static final int VECTORS = 16;

  /** How the problems of a run are solved. */
  public enum Way {
    /** From sufficient statistics of the slots: one pass for any number of λs and folds. */
    STATISTICS("statistics of the slots, solved in the driver"),
    /** On the compressed rows, brought to the driver. */
    ROWS("rows, solved in the driver"),
    /** By passes over the cluster. */
    PASSES("passes over the cluster");

    private final String text;

    Way(String text) {
      this.text = text;
    }

    /** In words. */
    public String text() {
      return text;
    }
  }

  /** The plan of one way. */
  public static CostPlan of(Way way, CostInputs in) {
    return switch (way) {
      case STATISTICS -> statistics(in);
      case ROWS -> rows(in);
      case PASSES -> passes(in);
    };
  }

  /** Whether the driver can hold it. */
  public boolean fits() {
    return driverBytes <= USABLE * heapBytes;
  }

  /** The verdict in a sentence, without advice. */
  public String verdict() {
    return (fits() ? "fits: " : "does not fit: ")
        + way.text
        + " take about "
        + ByteText.of(driverBytes)
        + " of the driver's heap of "
        + ByteText.of(heapBytes)
        + (fits() ? "" : ", of which " + Math.round(100 * USABLE) + " % may be used");
  }

  private static CostPlan statistics(CostInputs in) {
    long pairs = Math.min(in.pairs(), in.allPairs());
    long perSlot = plus(2L * in.columns(), pairs);
    long statistics = times(times(Double.BYTES, in.slots()), perSlot);
    int depth = depth(in, statistics);
    long received = depth == 1 ? times(statistics, in.partitions()) : statistics;
    long problems = times(in.folds() + 1L, times(8L * in.columns(), in.columns()));
    long held = plus(plus(received, times(statistics, in.partialsHere())), problems);
    return plan(Way.STATISTICS, in, statistics, depth, received, held);
  }

  private static CostPlan rows(CostInputs in) {
    long rows = plus(times(ENTRY_BYTES, in.entries()), times(ROW_BYTES, in.rows()));
    long vectors = times(8L * VECTORS, plus(in.columns(), in.rows()));
    return plan(Way.ROWS, in, rows, 1, rows, plus(rows, vectors));
  }

  private static CostPlan passes(CostInputs in) {
    long gradient = 8L * in.columns();
    int depth = depth(in, gradient);
    long received = depth == 1 ? times(gradient, in.partitions()) : gradient;
    long held =
        plus(plus(received, times(gradient, in.partialsHere())), times(8L * VECTORS, in.columns()));
    return plan(Way.PASSES, in, 0, depth, received, held);
  }

  private static int depth(CostInputs in, long bytes) {
    return in.depth().orElseGet(() -> TreeDepth.automatic(in.partitions(), bytes));
  }

  private static CostPlan plan(
      Way way, CostInputs in, long gramian, int depth, long received, long held) {
    return new CostPlan(
        way,
        in.rows(),
        in.columns(),
        in.slots(),
        gramian,
        depth,
        received,
        in.passes(),
        held,
        in.heapBytes());
  }

  private static long times(long a, long b) {
    return a != 0 && b > Long.MAX_VALUE / a ? Long.MAX_VALUE : a * b;
  }

  private static long plus(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
