package io.shrinkage.testing;

import io.shrinkage.statistics.InMemoryObjective;
import io.shrinkage.statistics.LinearPredictor;
import io.shrinkage.statistics.Metrics;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SlotProblems;
import io.shrinkage.statistics.SlotSet;
import java.util.List;

/** The problems of any slots of blocks in memory, each by a pass over the rows. */
public final class RowProblems implements SlotProblems<InMemoryObjective> {

  private final List<RowBlock> blocks;

  /** Problems on the rows of these blocks, by increasing index. */
  public RowProblems(List<RowBlock> blocks) {
    this.blocks = blocks;
  }

  @Override
  public int dimension() {
    return blocks.get(0).x().columns();
  }

  @Override
  public long problemBytes() {
    return 2L * Double.BYTES * dimension();
  }

  @Override
  public long rows(SlotSet slots) {
    return metrics(slots, zero()).n();
  }

  @Override
  public double weight(SlotSet slots) {
    double weight = 0;
    for (RowBlock block : blocks) {
      for (int row = 0; row < block.rows(); row++) {
        weight += slots.contains(block.slot(row)) ? block.ratings().weight(row) : 0;
      }
    }

    return weight;
  }

  @Override
  public InMemoryObjective problem(SlotSet slots) {
    return new InMemoryObjective(blocks, slots, InMemoryObjective.standardizer(blocks, slots));
  }

  @Override
  public double squaredError(SlotSet slots, LinearPredictor predictor) {
    double weight = weight(slots);
    return weight == 0 ? 0 : metrics(slots, predictor).mse() * weight;
  }

  private LinearPredictor zero() {
    return new LinearPredictor(new double[dimension()], 0);
  }

  private Metrics metrics(SlotSet slots, LinearPredictor predictor) {
    Metrics metrics = new Metrics();
    blocks.forEach(block -> metrics.add(block, slots, predictor));
    return metrics;
  }
}
