package io.shrinkage.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompressedRatingsTest {
  private static List<String> cells(CompressedRatings table) {
    List<String> cells = new ArrayList<>();
    table.forEachSorted(
        (item, slot, rating, count, weight) ->
            cells.add(item + " " + slot + " " + rating + " " + count + " " + weight));
    return cells;
  }

  private static void add(CompressedRatings table, long item, int slot, double rating) {
    table.add(table.items().add(item), slot, rating, 1);
  }

  @Test
  void cellsComeByItemKeySlotAndRatingWhateverTheOrderOfArrival() {
    CompressedRatings table = new CompressedRatings(false);
    add(table, 20, 1, 4.5);
    add(table, 3, 2, 1.0);
    add(table, 20, 1, 0.5);
    add(table, 3, 0, 5.0);
    add(table, 20, 1, 4.5);
    assertThat(cells(table))
        .containsExactly("0 0 5.0 1 1.0", "0 2 1.0 1 1.0", "1 1 0.5 1 1.0", "1 1 4.5 2 2.0");
  }

  @Test
  void anySplitOfTheRatingsMergesToTheSameTable() {
    List<long[]> ratings = new ArrayList<>();
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      ratings.add(new long[] {random.nextInt(700) - 300L, random.nextInt(50), random.nextInt(10)});
    }
    List<String> whole = null;
    for (int parts : new int[] {1, 2, 7}) {
      Collections.shuffle(ratings, random);
      CompressedRatings merged = new CompressedRatings(false);
      for (int part = 0; part < parts; part++) {
        CompressedRatings table = new CompressedRatings(false);
        for (int i = part; i < ratings.size(); i += parts) {
          long[] r = ratings.get(i);
          add(table, r[0], (int) r[1], 0.5 * (r[2] + 1));
        }
        merged.merge(table);
      }
      whole = whole == null ? cells(merged) : whole;
      assertThat(cells(merged)).isEqualTo(whole);
    }
  }

  @Test
  void weightsAddUpBesideCounts() {
    CompressedRatings table = new CompressedRatings(true);
    table.add(table.items().add("tt01"), 0, 3, 0.5);
    table.add(table.items().add("tt01"), 0, 3, 2);
    CompressedRatings other = new CompressedRatings(true);
    other.add(other.items().add("tt01"), 0, 3, 4);
    assertThat(cells(table.merge(other))).containsExactly("0 0 3.0 3 6.5");
  }

  @Test
  void moreThan64DistinctRatingsOverflowAlsoWhenTheyMeetInAMerge() {
    CompressedRatings low = new CompressedRatings(false);
    CompressedRatings high = new CompressedRatings(false);
    for (int i = 0; i < 40; i++) {
      add(low, 1, 0, i);
      add(high, 1, 0, i + 25);
    }
    assertThat(low.overflowed()).isFalse();
    assertThat(high.overflowed()).isFalse();
    assertThat(low.merge(high).overflowed()).isTrue();
  }

  @Test
  void negativeZeroIsZero() {
    CompressedRatings table = new CompressedRatings(false);
    add(table, 1, 0, -0.0);
    add(table, 1, 0, 0.0);
    assertThat(cells(table)).containsExactly("0 0 0.0 2 2.0");
  }
}
