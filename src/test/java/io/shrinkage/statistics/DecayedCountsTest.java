package io.shrinkage.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.testing.Cases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecayedCountsTest {
  private static final int SLOTS = 7;

  /** Of an item's text, a slot, a rating and a weight. */
  private static String cell(String item, int slot, double rating, double weight) {
    return item + " " + slot + " " + rating + " " + weight;
  }

  private static CompressedRatings day(SplittableRandom random, Map<String, Integer> counts) {
    CompressedRatings day = new CompressedRatings(SLOTS);
    for (int k = random.nextInt(400); k >= 0; k--) {
      int item = random.nextInt(40);
      String key = item < 30 ? Integer.toString(item << 16) : "tt" + item;
      int code = item < 30 ? day.items().add(item << 16) : day.items().add(key);
      int slot = random.nextInt(SLOTS);
      double rating = random.nextInt(1, 11) / 2.0;
      double weight = random.nextInt(1, 3);
      day.add(code, slot, rating, weight);
      counts.merge(cell(key, slot, rating, weight), 1, Integer::sum);
    }
    return day;
  }

  @Test
  void aCellWeighsTheScaledCountsOfItsDays() {
    Cases.check(
        30,
        random -> {
          DecayedCounts decay = new DecayedCounts();
          CompressedRatings all = new CompressedRatings(SLOTS);
          Map<String, Double> expected = new HashMap<>();
          for (int age = 5; age >= 0; age--) {
            Map<String, Integer> counts = new HashMap<>();
            CompressedRatings day = day(random, counts);
            double factor = Math.pow(2, -age / 3.0);
            decay.add(day, factor);
            all.merge(day);
            counts.forEach((cell, n) -> expected.merge(cell, factor * n, Double::sum));
          }
          CompressedRatings.Sorted sorted = all.sorted(decay);
          Map<String, Double> weights = new HashMap<>();
          List<Long> counted = new ArrayList<>();
          for (int item = 0; item < sorted.items(); item++) {
            String key = all.items().text(sorted.code(item));
            sorted.forEach(
                item,
                (rank, slot, rating, count, weight) -> {
                  counted.add(count);
                  for (double w = 1; w < 3; w++) {
                    String cell = cell(key, slot, rating, w);
                    if (expected.containsKey(cell)
                        && !weights.containsKey(cell)
                        && weight == expected.get(cell) * w) {
                      weights.put(cell, expected.get(cell));
                      return;
                    }
                  }
                  throw new AssertionError(key + " " + slot + " " + rating + " weighs " + weight);
                });
          }
          assertThat(weights).isEqualTo(expected);
        });
  }

  @Test
  void aFactorOfOneChangesNothing() {
    SplittableRandom random = new SplittableRandom(3);
    CompressedRatings table = day(random, new HashMap<>());
    DecayedCounts decay = new DecayedCounts();
    decay.add(table, 1);
    List<String> plain = new ArrayList<>();
    List<String> scaled = new ArrayList<>();
    for (int item = 0; item < table.sorted().items(); item++) {
      table
          .sorted()
          .forEach(item, (i, s, y, n, w) -> plain.add(i + " " + s + " " + y + " " + n + " " + w));
      table
          .sorted(decay)
          .forEach(item, (i, s, y, n, w) -> scaled.add(i + " " + s + " " + y + " " + n + " " + w));
    }
    assertThat(scaled).isEqualTo(plain).isNotEmpty();
  }
}
