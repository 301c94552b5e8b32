package io.shrinkage.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CompressedRatingsTest {
  private static final int SLOTS = 50;

  private static List<String> cells(CompressedRatings table) {
    List<String> cells = new ArrayList<>();
    CompressedRatings.Sorted sorted = table.sorted();
    for (int item = 0; item < sorted.items(); item++) {
      sorted.forEach(
          item,
          (rank, slot, rating, count, weight) ->
              cells.add(rank + " " + slot + " " + rating + " " + count + " " + weight));
    }
    return cells;
  }

  private static void add(CompressedRatings table, long item, int slot, double rating) {
    table.add(table.items().add(item), slot, rating, 1);
  }

  @Test
  void cellsComeByItemKeySlotAndRatingWhateverTheOrderOfArrival() {
    CompressedRatings table = new CompressedRatings(SLOTS);
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
      CompressedRatings merged = new CompressedRatings(SLOTS);
      for (int part = 0; part < parts; part++) {
        CompressedRatings table = new CompressedRatings(SLOTS);
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
  void ratingsOfEachWeightAreCountedByThemselves() {
    CompressedRatings table = new CompressedRatings(SLOTS);
    table.add(table.items().add("tt01"), 0, 3, 0.5);
    table.add(table.items().add("tt01"), 0, 3, 2);
    table.add(table.items().add("tt01"), 0, 3, 0.5);
    CompressedRatings other = new CompressedRatings(SLOTS);
    other.add(other.items().add("tt01"), 0, 3, 2);
    assertThat(cells(table.merge(other))).containsExactly("0 0 3.0 2 1.0", "0 0 3.0 2 4.0");
  }

  @Test
  void moreThan64DistinctRatingsOverflowAlsoWhenTheyMeetInAMerge() {
    CompressedRatings low = new CompressedRatings(SLOTS);
    CompressedRatings high = new CompressedRatings(SLOTS);
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
    CompressedRatings table = new CompressedRatings(SLOTS);
    add(table, 1, 0, -0.0);
    add(table, 1, 0, 0.0);
    assertThat(cells(table)).containsExactly("0 0 0.0 2 2.0");
  }

  @Test
  void itemsOfFewManyAndVeryManyRatingsKeepEveryCount() {
    Random random = new Random(3);
    CompressedRatings left = new CompressedRatings(SLOTS);
    CompressedRatings right = new CompressedRatings(SLOTS);
    TreeMap<List<Integer>, long[]> expected =
        new TreeMap<>(
            Comparator.<List<Integer>>comparingInt(cell -> cell.get(0))
                .thenComparingInt(cell -> cell.get(1))
                .thenComparingInt(cell -> cell.get(2))
                .thenComparingInt(cell -> cell.get(3)));
    for (int item = 0; item < 12; item++) {
      // The first items stay logs, the next ones fill tables, the last pass 255 in a cell.
      int ratings = (int) Math.pow(3, item);
      for (int i = 0; i < ratings; i++) {
        CompressedRatings table = random.nextInt(3) == 0 ? left : right;
        int slot = random.nextInt(item > 8 ? 7 : SLOTS);
        int level = 1 + random.nextInt(10);
        int weight = random.nextInt(4);
        table.add(table.items().add(item), slot, level * 0.5, weight);
        long[] cell =
            expected.computeIfAbsent(List.of(item, slot, level, weight), key -> new long[2]);
        cell[0]++;
        cell[1] += weight;
      }
    }
    List<String> cells = new ArrayList<>();
    expected.forEach(
        (cell, sums) ->
            cells.add(
                cell.get(0)
                    + " "
                    + cell.get(1)
                    + " "
                    + cell.get(2) * 0.5
                    + " "
                    + sums[0]
                    + " "
                    + (double) sums[1]));
    assertThat(cells(left.merge(right))).isEqualTo(cells);
    assertThat(left.sorted().slots(11)).isEqualTo(7);
  }

  @Test
  void aLevelSeenLateFindsItsPlaceInATable() {
    CompressedRatings table = new CompressedRatings(2);
    for (int i = 0; i < 300; i++) {
      add(table, 1, i % 2, 3);
    }
    add(table, 1, 1, 1);
    add(table, 1, 0, 5);
    assertThat(cells(table))
        .containsExactly(
            "0 0 3.0 150 150.0", "0 0 5.0 1 1.0", "0 1 1.0 1 1.0", "0 1 3.0 150 150.0");
  }

  @Test
  void tablesOfDifferentSlotsAreRefused() {
    CompressedRatings table = new CompressedRatings(2);
    assertThatThrownBy(() -> table.merge(new CompressedRatings(3)))
        .hasMessage("tables of 2 and 3 slots");
    assertThatThrownBy(() -> new CompressedRatings(0))
        .hasMessage("the number of slots must be from 1 to 262144, was 0");
  }
}
