package io.shrinkage.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Least-squares problems of any slots on blocks of rows in memory.
 *
 * <p>Cost: a pass over the rows for every answer. Immutable; may be used by several threads.
 */
public final class InMemoryProblems implements SlotProblems<InMemoryObjective> {

  private final List<RowBlock> blocks;
  private final UnaryOperator<Standardizer> coordinates;

  private InMemoryProblems(List<RowBlock> blocks, UnaryOperator<Standardizer> coordinates) {
    this.blocks = blocks;
    this.coordinates = coordinates;
  }

  /**
   * Problems with an intercept: columns and ratings are centred by the rows of each problem.
   *
   * @param blocks of different index, in any order, at least one
   */
  public static InMemoryProblems withIntercept(List<RowBlock> blocks) {
    return new InMemoryProblems(sorted(blocks), UnaryOperator.identity());
  }

  /**
   * Problems without an intercept.
   *
   * @param blocks of different index, in any order, at least one
   * @param origins what the encoder subtracted from each column
   */
  public static InMemoryProblems withoutIntercept(List<RowBlock> blocks, double[] origins) {
    double[] own = origins.clone();
    return new InMemoryProblems(sorted(blocks), units -> units.withoutIntercept(own));
  }

  private static List<RowBlock> sorted(List<RowBlock> blocks) {
    List<RowBlock> sorted = new ArrayList<>(blocks);
    sorted.sort(Comparator.comparingInt(RowBlock::index));
    return sorted;
  }

  /** The same problems without some columns, as {@link Standardizer#without} leaves them out. */
  public InMemoryProblems without(int from, int to) {
    return new InMemoryProblems(
        blocks, units -> coordinates.apply(units).without(from, to));
  }

  @Override
  public int dimension() {
    return blocks.get(0).x().columns();
  }

  @Override
  public long rows(SlotSet slots) {
    long rows = 0;
    for (RowBlock block : blocks) {
      for (int row = 0; row < block.rows(); row++) {
        rows += slots.contains(block.slot(row)) ? block.ratings().count(row) : 0;
      }
    }

    return rows;
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
    return new InMemoryObjective(
        blocks, slots, coordinates.apply(InMemoryObjective.standardizer(blocks, slots)));
  }

  @Override
  public double squaredError(SlotSet slots, LinearPredictor predictor) {
    double sum = 0;
    for (RowBlock block : blocks) {
      for (int row = 0; row < block.rows(); row++) {
        if (slots.contains(block.slot(row))) {
          double residual =
              predictor.predict(block.x(), block.features(row)) - block.ratings().mean(row);
          sum += block.ratings().weight(row) * residual * residual + block.ratings().within(row);
        }
      }
    }

    return sum;
  }
}
