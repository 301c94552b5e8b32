package io.shrinkage.testing;

import io.shrinkage.linalg.SparseRows;
import io.shrinkage.statistics.RatingGroups;
import io.shrinkage.statistics.RowBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Seeded rows as ratings data have them: complete one-hot sets, a numeric column, weights, groups
 * of several ratings, slots below 10.
 */
public final class RowCases {

  /** The number of slots. */
  public static final int SLOTS = 10;

  /** One distinct rating of one row, with everything that belongs to it. */
  public record Rating(int block, int slot, double[] x, double y, long count, double weight) {}

  private final int columns;
  private final List<RowBlock> blocks = new ArrayList<>();
  private final List<Rating> ratings = new ArrayList<>();

  /**
   * Draws blocks of rows.
   *
   * @param columns at least 3: the last is numeric, the others two complete one-hot sets
   */
  public RowCases(long seed, int blockCount, int rowsPerBlock, int columns) {
    this.columns = columns;
    SplittableRandom random = new SplittableRandom(seed);
    for (int b = 0; b < blockCount; b++) {
      blocks.add(block(b, rowsPerBlock, random));
    }
  }

  private RowBlock block(int index, int rows, SplittableRandom random) {
    SparseRows.Builder x = SparseRows.builder(columns);
    RatingGroups.Builder groups = RatingGroups.builder();
    int[] slot = new int[rows];
    int[] item = new int[rows];
    int half = (columns - 1) / 2;
    for (int row = 0; row < rows; row++) {
      double[] dense = new double[columns];
      dense[random.nextInt(half)] = 1;
      dense[half + random.nextInt(columns - 1 - half)] = 1;
      dense[columns - 1] = random.nextInt(5) == 0 ? 0 : 20 * random.nextDouble() - 10;
      for (int j = 0; j < columns; j++) {
        x.add(j, dense[j]);
      }

      x.endRow();
      slot[row] = random.nextInt(SLOTS);
      item[row] = row;
      int levels = 1 + random.nextInt(3);
      for (int k = 0; k < levels; k++) {
        double y = 0.5 * (1 + random.nextInt(10)) + 0.1 * dense[0] + 0.03 * dense[columns - 1];
        long count = 1L + random.nextInt(4);
        double weight = count * (0.5 + random.nextDouble());
        groups.add(y, count, weight);
        ratings.add(new Rating(index, slot[row], dense, y, count, weight));
      }

      groups.endRow();
    }

    return new RowBlock(index, x.build(), slot, item, groups.build());
  }

  /** The blocks. */
  public List<RowBlock> blocks() {
    return blocks;
  }

  /** All distinct ratings of all rows. */
  public List<Rating> ratings() {
    return ratings;
  }

  /** The features, one row per distinct rating. */
  public double[][] dense() {
    return ratings.stream().map(Rating::x).toArray(double[][]::new);
  }

  /** The distinct ratings. */
  public double[] y() {
    return ratings.stream().mapToDouble(Rating::y).toArray();
  }

  /** Their weights. */
  public double[] weights() {
    return ratings.stream().mapToDouble(Rating::weight).toArray();
  }
}
