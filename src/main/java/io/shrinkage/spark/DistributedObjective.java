package io.shrinkage.spark;

import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.PenaltyShare;
import io.shrinkage.statistics.LeastSquaresObjective;
import io.shrinkage.statistics.LinearPredictor;
import io.shrinkage.statistics.LossGradient;
import io.shrinkage.statistics.Mergeable;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.Standardizer;
import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;

/**
 * The least-squares objective over the cluster: every evaluation is one tree aggregation of the partitions'
 * squared error and gradient sums.
 *
 * <p>Cluster: one job an evaluation; the weights (p doubles) go out in the task closure, one partial of about 8p
 * bytes a partition comes back, merged as {@link TreeAggregation} says. The bits are those of {@link
 * io.shrinkage.statistics.InMemoryObjective} on the same blocks, on any number of partitions.
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

  /**
   * Squared error, gradient and penalty in one aggregation: each partition computes both parts of the gradient
   * for its rows, its share of the penalty's subgradient being carried as an exact count of rows.
   */
  @Override
  public double penalizedValueAndSubgradient(double[] w, Penalty penalty, double[] out) {
    SlotSet rows = slots;
    LinearPredictor predictor = standardizer().predictor(w);
    Both root =
        tree.aggregate(
            blocks,
            RowBlock::index,
            block -> {
              LossGradient loss = new LossGradient().add(block, rows, predictor);
              return new Both(loss, PenaltyShare.of(penalty, w, loss.rows()));
            },
            16L * dimension(),
            new Both(new LossGradient(), PenaltyShare.of(penalty, w, 0)));
    double value = finish(root.loss, w, out);
    root.share.addTo(out, root.loss.rows());
    return value + root.share.value(root.loss.rows());
  }

  /** A partition's two parts of the penalized gradient. */
  private static final class Both implements Mergeable<Both>, Serializable {
    private static final long serialVersionUID = 1L;

    private final LossGradient loss;
    private final PenaltyShare share;

    Both(LossGradient loss, PenaltyShare share) {
      this.loss = loss;
      this.share = share;
    }

    @Override
    public Both merge(Both later) {
      return new Both(loss.merge(later.loss), share.merge(later.share));
    }
  }
}
