package io.shrinkage.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Weighted least squares on blocks of rows in memory.
 *
 * <p>Runs of blocks are added up by as many threads as there are processors and merged by {@link
 * OrderedMerge}, so the bits depend on the blocks alone, and equal those of the same blocks on a
 * cluster. Cost: one pass over the stored entries and O(p) per block.
 */
public final class InMemoryObjective extends LeastSquaresObjective {

  // Below this many stored entries a pass is over before a second thread has begun.
  private static final long ENTRIES_PER_THREAD = 50_000;

  private final List<RowBlock> blocks;
  private final SlotSet slots;
  private final int threads;

  /**
   * The objective on the rows of the blocks that lie in the slots.
   *
   * @param blocks of different index, in any order
   * @param slots which rows take part
   * @param standardizer of the very same rows
   */
  public InMemoryObjective(List<RowBlock> blocks, SlotSet slots, Standardizer standardizer) {
    this(blocks, slots, standardizer, threadsFor(blocks));
  }

  InMemoryObjective(List<RowBlock> blocks, SlotSet slots, Standardizer standardizer, int threads) {
    super(standardizer);
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("there is no block of rows");
    }

    this.blocks = new ArrayList<>(blocks);
    this.blocks.sort(Comparator.comparingInt(RowBlock::index));
    this.slots = slots;
    this.threads = Math.min(threads, blocks.size());
  }

  private static int threadsFor(List<RowBlock> blocks) {
    long entries = 0;
    for (RowBlock block : blocks) {
      entries += block.x().nonZeros();
    }

    long useful = Math.max(1, entries / ENTRIES_PER_THREAD);
    return (int) Math.min(useful, Runtime.getRuntime().availableProcessors());
  }

  /**
   * The means and deviations of the rows of the blocks that lie in the slots.
   *
   * @param blocks of different index, by increasing index
   */
  public static Standardizer standardizer(List<RowBlock> blocks, SlotSet slots) {
    OrderedMerge<ColumnMoments> merge = new OrderedMerge<>();
    blocks.forEach(block -> merge.add(block.index(), new ColumnMoments().add(block, slots)));
    return merge.root().standardizer();
  }

  @Override
  protected LossGradient evaluate(LinearPredictor predictor) {
    if (threads == 1) {
      return run(0, predictor).root();
    }

    List<OrderedMerge<LossGradient>> runs =
        IntStream.range(0, threads)
            .parallel()
            .mapToObj(run -> run(run, predictor))
            .collect(Collectors.toList());
    OrderedMerge<LossGradient> all = new OrderedMerge<>();
    runs.forEach(all::mergeWith);
    return all.root();
  }

  private OrderedMerge<LossGradient> run(int run, LinearPredictor predictor) {
    int from = (int) ((long) blocks.size() * run / threads);
    int to = (int) ((long) blocks.size() * (run + 1) / threads);
    OrderedMerge<LossGradient> merge = new OrderedMerge<>();
    for (RowBlock block : blocks.subList(from, to)) {
      merge.add(block.index(), new LossGradient().add(block, slots, predictor));
    }

    return merge;
  }
}
