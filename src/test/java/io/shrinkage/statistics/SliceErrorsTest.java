package io.shrinkage.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.linalg.SparseRows;
import org.junit.jupiter.api.Test;

class SliceErrorsTest {
  private static final SlotSet TEST = SlotSet.of(2, slot -> slot == 1);
  private static final LinearPredictor MODEL = new LinearPredictor(new double[] {1, -1, 0.5, 0}, 3);
  // Columns: two levels, a number from −20 on in bins of ten, and one that nobody looks at.
  private static final SliceMap MAP =
      SliceMap.builder().level(0).level(1).bins(2, -20, 10, 4).items(1, 3).build();

  /** Three movies; the second has no test rating of slot 1 but one of slot 0. */
  private static RowBlock block() {
    SparseRows.Builder x = SparseRows.builder(4);
    x.add(0, 1).add(2, -35).endRow();
    x.add(1, 1).add(3, 7).endRow();
    x.add(0, 1).add(1, 1).add(2, 12).endRow();
    RatingGroups.Builder ratings = RatingGroups.builder();
    ratings.add(4, 2, 2).add(1, 1, 1).endRow();
    ratings.add(2, 1, 1).endRow();
    ratings.add(5, 1, 1).endRow();
    ratings.add(3, 4, 4).endRow();
    ratings.add(2, 2, 2).endRow();
    return new RowBlock(
        0,
        x.build(),
        new int[] {0, 0, 1, 2, 2},
        new int[] {1, 0, 0, 1, 0},
        new int[] {5, 5, 6, 7, 7},
        ratings.build());
  }

  private static SliceErrors errors() {
    SlotSet training = SlotSet.of(2, slot -> slot == 0);
    ItemMeans means = new ItemMeans().add(block(), training);
    return new SliceErrors(MAP).add(block(), TEST, MODEL, means);
  }

  @Test
  void aRatingCountsInEverySliceThatItBelongsTo() {
    SliceErrors errors = errors();
    assertThat(MAP.size()).isEqualTo(9);
    assertThat(counts(errors)).containsExactly(7, 4, 3, 0, 0, 4, 0, 7, 0);
  }

  @Test
  void errorsAreThoseOfTheSlicesRatings() {
    // Level 0: predictions 3 + 1 − 17.5 = −13.5 for 4, 4, 1 and 3 + 1 − 1 + 6 = 9 for four 3s.
    SliceErrors errors = errors();
    assertThat(errors.meanPredicted(0)).isEqualTo((3 * -13.5 + 4 * 9) / 7, within(1e-12));
    assertThat(errors.meanActual(0)).isEqualTo((9 + 12) / 7.0, within(1e-12));
    double squares = 2 * 17.5 * 17.5 + 14.5 * 14.5 + 4 * 36;
    assertThat(errors.rmse(0)).isEqualTo(Math.sqrt(squares / 7), within(1e-12));
  }

  @Test
  void whatASparseRowDoesNotStoreIsZero() {
    SliceErrors all = new SliceErrors(MAP).add(block(), SlotSet.all(2), MODEL, new ItemMeans());
    // The second movie has no number: 0 lies in the bin from 0 to 10; nobody is known as an item.
    assertThat(counts(all)).containsExactly(10, 7, 4, 0, 1, 6, 11, 0, 0);
  }

  @Test
  void mergedErrorsAreThoseOfBoth() {
    SliceErrors twice = errors().merge(errors());
    assertThat(twice.count(0)).isEqualTo(14);
    assertThat(twice.rmse(0)).isEqualTo(errors().rmse(0));
  }

  @Test
  void columnsComeInOrder() {
    assertThatThrownBy(() -> SliceMap.builder().level(3).level(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column 3 is out of order");
  }

  private static int[] counts(SliceErrors errors) {
    int[] counts = new int[MAP.size()];
    for (int slice = 0; slice < counts.length; slice++) {
      counts[slice] = (int) errors.count(slice);
    }
    return counts;
  }
}
