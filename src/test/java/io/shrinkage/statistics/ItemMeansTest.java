package io.shrinkage.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.linalg.SparseRows;
import org.junit.jupiter.api.Test;

class ItemMeansTest {
  private static RowBlock block(int index, int[] slots, int[] items, double... ratings) {
    SparseRows.Builder x = SparseRows.builder(1);
    RatingGroups.Builder groups = RatingGroups.builder();
    for (double rating : ratings) {
      x.endRow();
      groups.add(rating, 1, 1).endRow();
    }
    return new RowBlock(index, x.build(), slots, items, groups.build());
  }

  @Test
  void anItemsMeanIsOfItsTrainingRatingsAlone() {
    SlotSet training = SlotSet.of(2, slot -> slot == 0);
    ItemMeans means =
        new ItemMeans()
            .add(block(0, new int[] {0, 0, 1}, new int[] {2, 2, 2}, 1, 4, 100), training)
            .merge(new ItemMeans().add(block(1, new int[] {0}, new int[] {2}, 4), training));
    assertThat(means.predict(2, 9)).isEqualTo(3);
  }

  @Test
  void itemsMeetInAnyOrder() {
    SlotSet all = SlotSet.all(1);
    ItemMeans means =
        new ItemMeans()
            .add(block(0, new int[4], new int[] {7, 1, -1, 7}, 1, 2, 50, 4), all)
            .add(block(1, new int[3], new int[] {9, 1, 0}, 8, 4, 6), all);
    assertThat(means.predict(0, 99)).isEqualTo(6);
    assertThat(means.predict(1, 99)).isEqualTo(3);
    assertThat(means.predict(7, 99)).isEqualTo(2.5);
    assertThat(means.predict(9, 99)).isEqualTo(8);
    assertThat(means.predict(8, 99)).isEqualTo(99);
  }

  @Test
  void anItemWithoutTrainingRatingsAndNoItemFallBack() {
    ItemMeans means =
        new ItemMeans().add(block(0, new int[] {0}, new int[] {0}, 5), SlotSet.all(1));
    assertThat(means.predict(1, 3.5)).isEqualTo(3.5);
    assertThat(means.predict(-1, 3.5)).isEqualTo(3.5);
    assertThat(new ItemMeans().predict(0, 3.5)).isEqualTo(3.5);
  }
}
