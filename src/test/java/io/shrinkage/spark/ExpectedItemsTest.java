package io.shrinkage.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.testing.Cases;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExpectedItemsTest {
  private static final double[] HALVES = {0.5, 0.5};

  @Test
  void theRatingsOfAllItemsAddUpToAll() {
    // Counts 1, 1, 3 of m = 5; of the 95 others 2/5 are of the 4 items that the sample lacks.
    ExpectedItems items = new ExpectedItems(5, 2, 4, 100);

    assertThat(items.unseen()).isCloseTo(95 * 0.4 / 4, within(1e-12));
    assertThat(items.seen(1)).isCloseTo(1 + 95 * 0.6 / 5, within(1e-12));
    assertThat(2 * items.seen(1) + items.seen(3) + 4 * items.unseen()).isCloseTo(100, within(1e-9));
  }

  @Test
  void aSampleOfAllKeepsItsCounts() {
    ExpectedItems items = new ExpectedItems(5, 2, 4, 5);

    assertThat(items.seen(3)).isEqualTo(3);
    assertThat(items.unseen()).isZero();
  }

  @Test
  void withoutItemsToBeNewAllIsSpreadOverThoseSeen() {
    assertThat(new ExpectedItems(4, 4, 0, 40).seen(1)).isCloseTo(10, within(1e-12));
  }

  @Test
  void anEmptySampleSpreadsAllEvenly() {
    assertThat(new ExpectedItems(0, 0, 8, 40).unseen()).isEqualTo(5);
  }

  @Test
  void slotsAreThoseThatRatingsMeet() {
    // Two ratings and two slots: one slot half the time, else two.
    assertThat(ExpectedItems.slots(2, HALVES)).isCloseTo(1.5, within(1e-12));
    assertThat(ExpectedItems.slots(1, new double[] {0.2, 0.3, 0.5})).isCloseTo(1, within(1e-12));
  }

  @Test
  void spreadSlotsAreTheMeanOverExponentialRates() {
    // Midpoints of many equally likely parts of the exponential distribution of mean 7.
    int parts = 200_000;
    double sum = 0;
    for (int i = 0; i < parts; i++) {
      double rate = -7 * Math.log1p(-(i + 0.5) / parts);
      sum += Arrays.stream(HALVES).map(q -> -Math.expm1(-q * rate)).sum();
    }

    assertThat(ExpectedItems.slotsOfSpread(7, HALVES)).isCloseTo(sum / parts, within(1e-4));
  }

  @Test
  void ratingsDrawnUnevenlyAreForeseenFromATenthOfThem() {
    Cases.checkSeed(
        5,
        random -> {
          int n = 40_000;
          long[] all = new long[2000];
          long[] sample = new long[2000];
          for (int i = 0; i < n; i++) {
            int item = (int) (2000 * Math.pow(random.nextDouble(), 3));
            all[item]++;
            sample[item] += i < n / 10 ? 1 : 0;
          }
          long once = Arrays.stream(sample).filter(count -> count == 1).count();
          long unseen = Arrays.stream(sample).filter(count -> count == 0).count();
          ExpectedItems items = new ExpectedItems(n / 10, once, unseen, n);
          double ofUnseen = 0;
          for (int item = 0; item < all.length; item++) {
            ofUnseen += sample[item] == 0 ? all[item] : 0;
          }

          assertThat(items.unseen() * unseen).isCloseTo(ofUnseen, within(0.1 * ofUnseen));
        });
  }

  @Test
  void sharesOfSlotsAreGroupedWhereAnItemHasOneOfAGroup() {
    assertThat(ExpectedTable.shares(new long[] {1, 2, 3, 4}, 2)).containsExactly(0.3, 0.7);
    assertThat(ExpectedTable.shares(new long[4], 1)).containsExactly(0.25, 0.25, 0.25, 0.25);
  }
}
