package io.shrinkage.spark;

import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.PenaltyShare;
import io.shrinkage.statistics.LeastSquaresObjective;
import io.shrinkage.statistics.LinearPredictor;
import io.shrinkage.statistics.LossGradient;
import io.shrinkage.statistics.LossGradients;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.Standardizer;
import org.apache.spark.api.java.JavaRDD;

/**
 * The least-squares objective over the cluster: every evaluation is one tree aggregation of the
 * partitions' squared error and gradient sums and, where asked for, of their shares of the
 * penalty's subgradient.
 *
 * <p>Cluster: one job an evaluation; the weights (p doubles) go out in the task closure, one
 * partial of about 8p bytes a partition comes back (16p with the penalty), merged as {@link
 * TreeAggregation} says. The bits are those of {@link io.shrinkage.statistics.InMemoryObjective} on
 * the same blocks, on any number of partitions.
 */
public final class DistributedObjective extends LeastSquaresObjective {
  private final JavaRDD<RowBlock> blocks;
  private final SlotSet slots;
  private final TreeAggregation tree;

  /**
   * Poses the problem of some slots' rows.
   *
   * @param blocks encoded rows, cached or cheap to read; indices increase within each partition
   * @param slots whose rows take part
   * @param standardizer the centring and scaling of just those rows
   */
  public DistributedObjective(
      JavaRDD<RowBlock> blocks, SlotSet slots, Standardizer standardizer, TreeAggregation tree) {
    super(standardizer);
    this.blocks = blocks;
    this.slots = slots;
    this.tree = tree;
  }

  @Override
  protected LossGradient evaluate(LinearPredictor predictor) {
    SlotSet rows = slots;
    return tree.aggregate(
        blocks,
        RowBlock::index,
        block -> new LossGradient().add(block, rows, predictor),
        8L * dimension(),
        new LossGradient());
  }

  @Override
  protected LossGradients evaluate(LinearPredictor first, LinearPredictor second) {
    SlotSet rows = slots;
    return tree.aggregate(
        blocks,
        RowBlock::index,
        block -> new LossGradients().add(block, rows, first, second),
        16L * dimension(),
        new LossGradients());
  }

  @Override
  protected LossGradient evaluate(LinearPredictor predictor, Penalty penalty, double[] w) {
    SlotSet rows = slots;
    return tree.aggregate(
        blocks,
        RowBlock::index,
        block -> {
          LossGradient loss = new LossGradient().add(block, rows, predictor);
          return loss.withPenalty(PenaltyShare.of(penalty, w, loss.rows()));
        },
        16L * dimension(),
        new LossGradient());
  }
}
