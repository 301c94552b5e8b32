package io.shrinkage.testing;

import io.shrinkage.linalg.SparseRows;
import io.shrinkage.statistics.RatingGroups;
import io.shrinkage.statistics.RowBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Seeded blocks in which rows of a movie share a feature row and differ in slot only: two complete
 * one-hot sets, one multi-hot set, a numeric column and one that is 1 everywhere.
 */
public final class MovieRows {

  private MovieRows() {}

  /**
   * Draws blocks of movies.
   *
   * @param levels of each set of indicators; there are 3·levels + 2 columns
   */
  public static List<RowBlock> blocks(
      long seed, int blockCount, int movies, int levels, int slots) {
    SplittableRandom random = new SplittableRandom(seed);
    List<RowBlock> blocks = new ArrayList<>();
    for (int b = 0; b < blockCount; b++) {
      blocks.add(block(b, movies, levels, slots, random));
    }

    return blocks;
  }

  private static RowBlock block(
      int index, int movies, int levels, int slots, SplittableRandom random) {
    int columns = 3 * levels + 2;
    SparseRows.Builder x = SparseRows.builder(columns);
    RatingGroups.Builder ratings = RatingGroups.builder();
    List<int[]> rows = new ArrayList<>();
    for (int movie = 0; movie < movies; movie++) {
      int first = random.nextInt(levels);
      double number = 4 * random.nextDouble() - 2;
      x.add(first, 1).add(levels + random.nextInt(levels), 1);
      for (int j = 0; j < levels; j++) {
        if (random.nextInt(levels) < 2) {
          x.add(2 * levels + j, 1);
        }
      }

      x.add(columns - 2, number).add(columns - 1, 1).endRow();
      double rate = random.nextDouble();
      for (int slot = 0; slot < slots; slot++) {
        if (random.nextDouble() < rate) {
          rows.add(new int[] {movie, slot});
          for (int k = random.nextInt(3); k >= 0; k--) {
            long count = 1L + random.nextInt(3);
            double y = 3 + 0.1 * first + 0.3 * number + random.nextInt(5) - 2;
            ratings.add(y + 0.5 * k, count, count * (0.5 + random.nextDouble()));
          }

          ratings.endRow();
        }
      }
    }

    int[] features = rows.stream().mapToInt(row -> row[0]).toArray();
    int[] slot = rows.stream().mapToInt(row -> row[1]).toArray();
    return new RowBlock(index, x.build(), features, slot, features.clone(), ratings.build());
  }
}
