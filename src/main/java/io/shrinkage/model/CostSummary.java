package io.shrinkage.model;

import io.shrinkage.selection.CostPlan;

/** What the run was planned to cost, and what it did; a part that is not known is null. */
public record CostSummary(Figures planned, Figures actual) {
  /**
   * One side of the cost sheet; what is not known is null.
   *
   * @param rows rows after compression
   * @param columns encoded columns
   * @param buckets slots that statistics are kept of
   * @param gramianBytes bytes of the statistics of all slots, or of the rows where those are solved
   *     on
   * @param treeDepth levels of the aggregation
   * @param resultBytes bytes that reach the driver
   * @param passes scans of the source
   */
  public record Figures(
      Long rows,
      Integer columns,
      Integer buckets,
      Long gramianBytes,
      Integer treeDepth,
      Long resultBytes,
      Long passes) {
    /** The figures of a plan, made before the run or, with what was counted, after it. */
    public static Figures of(CostPlan plan) {
      return new Figures(
          plan.rows(),
          plan.columns(),
          plan.buckets(),
          plan.gramianBytes() == 0 ? null : plan.gramianBytes(),
          plan.treeDepth(),
          plan.resultBytes(),
          (long) plan.passes());
    }
  }
}
