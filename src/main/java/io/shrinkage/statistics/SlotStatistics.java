package io.shrinkage.statistics;

import io.shrinkage.linalg.Blas;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/**
 * Sufficient statistics of least squares for each stratum of slots, in one pass: those of any
 * folds, test rows and shares of the data are sums over strata.
 *
 * <p>What is added up is that of {@link SufficientStatistics}. Rows are sparse or dense, all of
 * them alike. Sparse: every sum over a column or a pair of columns is a run of one double a
 * stratum, side by side, so a movie adds the weights of all its strata at once. Dense: rows are
 * multiplied in panels, by whatever BLAS was chosen. Either way a sum over strata is one pass
 * through memory.
 *
 * <p>Shapes: p columns, taken from the first block; Z strata. Cost: 16pZ bytes and 8Z for each pair
 * of columns that occur together ({@link #bytes(int, int, long)}), none before the first block; a
 * sum over strata costs one pass over them and 8p² bytes.
 */
public final class SlotStatistics implements Mergeable<SlotStatistics>, Serializable {

  private static final long serialVersionUID = 1L;

  private final Strata strata;
  private final double yOrigin;
  private final Blas blas;
  private final RatingSums[] ratings;
  private int columns;
  private CrossProducts products;

  /**
   * Nothing added yet, and dense rows will be multiplied by plain loops.
   *
   * @param yOrigin what is taken off each rating, best near their mean; equal in all that are
   *     merged, as are the strata
   */
  public SlotStatistics(Strata strata, double yOrigin) {
    this(strata, yOrigin, Blas.PLAIN);
  }

  /**
   * Nothing added yet.
   *
   * @param yOrigin what is taken off each rating, best near their mean; equal in all that are
   *     merged, as are the strata
   * @param blas what multiplies dense rows
   */
  public SlotStatistics(Strata strata, double yOrigin, Blas blas) {
    this.strata = strata;
    this.yOrigin = yOrigin;
    this.blas = blas;
    this.ratings = new RatingSums[strata.count()];
    for (int stratum = 0; stratum < ratings.length; stratum++) {
      ratings[stratum] = new RatingSums();
    }
  }

  /** About what the statistics take up if as many pairs of columns occur together as given. */
  public static long bytes(int columns, int strata, long pairs) {
    long triangle = columns * (columns + 1L) / 2;
    return (long) Double.BYTES * strata * (2L * columns + Math.min(pairs, triangle));
  }

  /**
   * An upper bound of the pairs of columns that occur together in a block: Σ k(k + 1)/2 over
   * feature rows of k entries.
   */
  public static long pairs(RowBlock block) {
    long pairs = 0;
    for (int row = 0; row < block.x().rows(); row++) {
      long entries = block.x().nonZeros(row);
      pairs += entries * (entries + 1) / 2;
    }

    return pairs;
  }

  /**
   * The statistics of blocks in memory; the bits are those of the same blocks on a cluster.
   *
   * @param blocks by increasing index
   * @param chunk how many blocks are added up before a merge
   */
  public static SlotStatistics of(List<RowBlock> blocks, int chunk, Strata strata, double yOrigin) {
    SlotStatistics empty = new SlotStatistics(strata, yOrigin);
    OrderedMerge<SlotStatistics> chunks = empty.inChunks(blocks.iterator(), chunk);
    return chunks.isEmpty() ? empty : chunks.root();
  }

  /**
   * The statistics, of this kind, of blocks by chunk: block b belongs to chunk b / {@code chunk},
   * and only chunks are merged, since a merge costs as much as all that a chunk holds.
   *
   * @param blocks by increasing index, whole chunks of them
   */
  public OrderedMerge<SlotStatistics> inChunks(Iterator<RowBlock> blocks, int chunk) {
    OrderedMerge<SlotStatistics> merge = new OrderedMerge<>();
    SlotStatistics open = null;
    int index = 0;
    while (blocks.hasNext()) {
      RowBlock block = blocks.next();
      if (open != null && block.index() / chunk != index) {
        merge.add(index, open.settled());
        open = null;
      }

      index = block.index() / chunk;
      open = (open == null ? new SlotStatistics(strata, yOrigin, blas) : open).add(block);
    }

    return open == null ? merge : merge.add(index, open.settled());
  }

  private SlotStatistics settled() {
    products.settle();
    return this;
  }

  /** Adds the rows of a block. */
  public SlotStatistics add(RowBlock block) {
    if (products == null) {
      columns = block.x().columns();
      products = CrossProducts.of(block, strata, yOrigin, blas);
    }

    for (int row = 0; row < block.rows(); row++) {
      int stratum = strata.of(block.slot(row));
      if (stratum >= 0) {
        ratings[stratum].add(block.ratings(), row, yOrigin);
      }
    }

    products.add(block);
    return this;
  }

  @Override
  public SlotStatistics merge(SlotStatistics later) {
    if (Double.compare(yOrigin, later.yOrigin) != 0 || !strata.equals(later.strata)) {
      throw new IllegalArgumentException("statistics of other strata or of another origin");
    }

    for (int stratum = 0; stratum < ratings.length; stratum++) {
      ratings[stratum].merge(later.ratings[stratum]);
    }

    if (products == null) {
      columns = later.columns;
      products = later.products;
    } else if (later.products != null) {
      products.merge(later.products);
    }

    return this;
  }

  /** The number p of columns; 0 before the first block. */
  public int dimension() {
    return columns;
  }

  /** The memory that the sums take up. */
  public long bytes() {
    return products == null ? 0 : products.bytes();
  }

  /** The number of ratings in some slots. */
  public long rows(SlotSet slots) {
    return sum(strata.covering(slots)).rows();
  }

  /** The weight Σs of the ratings in some slots. */
  public double weight(SlotSet slots) {
    return sum(strata.covering(slots)).weight();
  }

  /**
   * The statistics of some slots' rows.
   *
   * @throws IllegalArgumentException if the slots cut a stratum in two or were left out
   */
  public SufficientStatistics statistics(SlotSet slots) {
    int[] summed = strata.covering(slots);
    RatingSums sums = sum(summed);
    if (products == null) {
      return SufficientStatistics.of(yOrigin, sums);
    }

    return new SufficientStatistics(
        yOrigin, sums, products.sumX(summed), products.sumXy(summed), products.sumXx(summed));
  }

  private RatingSums sum(int[] summed) {
    RatingSums sum = new RatingSums();
    for (int stratum : summed) {
      sum.merge(ratings[stratum]);
    }

    return sum;
  }
}
