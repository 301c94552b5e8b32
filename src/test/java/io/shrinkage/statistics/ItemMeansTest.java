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
        new ItemMeans(3)
            .add(block(0, new int[] {0, 0, 1}, new int[] {2, 2, 2}, 1, 4, 100), training)
            .merge(new ItemMeans(3).add(block(1, new int[] {0}, new int[] {2}, 4), training));
    assertThat(means.predict(2, 9)).isEqualTo(3);
  }

  @Test
  void anItemWithoutTrainingRatingsAndNoItemFallBack() {
    ItemMeans means =
        new ItemMeans(2).add(block(0, new int[] {0}, new int[] {0}, 5), SlotSet.all(1));
    assertThat(means.predict(1, 3.5)).isEqualTo(3.5);
    assertThat(means.predict(-1, 3.5)).isEqualTo(3.5);
    assertThat(new ItemMeans(2).predict(0, 3.5)).isEqualTo(3.5);
  }
}
