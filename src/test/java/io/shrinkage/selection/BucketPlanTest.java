package io.shrinkage.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shrinkage.statistics.SlotSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketPlanTest {

  @Test
  void sharesAreRoundedToWholeBucketsOfAllRows() {
    BucketPlan plan = BucketPlan.hashed(10, 0.24, 0.1);

    assertThat(plan.test().toArray()).containsExactly(0, 1);
    assertThat(plan.validation().toArray()).containsExactly(2);
    assertThat(plan.train().toArray()).containsExactly(3, 4, 5, 6, 7, 8, 9);
    assertThat(plan.fit().toArray()).containsExactly(2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(plan.testShare()).isEqualTo(0.2);
  }

  @Test
  void smallShareIsStillOneBucketAndNoneIsNone() {
    assertThat(BucketPlan.hashed(50, 0.001, 0).test().toArray()).containsExactly(0);
    assertThat(BucketPlan.hashed(50, 0, 0).test().isEmpty()).isTrue();
  }

  @Test
  void secondKeyPutsTestRowsAboveTheBuckets() {
    BucketPlan plan = BucketPlan.keyed(4, 0.25);

    assertThat(plan.slots()).isEqualTo(8);
    assertThat(plan.test().toArray()).containsExactly(4, 5, 6, 7);
    assertThat(plan.validation().toArray()).containsExactly(0);
    assertThat(plan.train().toArray()).containsExactly(1, 2, 3);
    assertThat(plan.testShare()).isNaN();
  }

  @Test
  void fifthOfTheTrainingBucketsValidatesWhereNoneDoes() {
    assertThat(BucketPlan.hashed(50, 0.2, 0).withValidation().validation().size()).isEqualTo(8);
    assertThat(BucketPlan.hashed(2, 0, 0).withValidation().validation().size()).isEqualTo(1);
    assertThat(BucketPlan.hashed(50, 0.2, 0.02).withValidation().validation().size()).isEqualTo(1);
  }

  @Test
  void foldsAreDealtInTurnAndCoverTheFitOnce() {
    BucketPlan plan = BucketPlan.hashed(10, 0.2, 0.1);
    List<SlotSet> folds = plan.folds(3);

    assertThat(folds.get(0).toArray()).containsExactly(2, 5, 8);
    assertThat(folds.get(1).toArray()).containsExactly(3, 6, 9);
    assertThat(folds.get(2).toArray()).containsExactly(4, 7);
    assertThat(folds.stream().reduce(SlotSet.all(0), SlotSet::union)).isEqualTo(plan.fit());
  }

  @Test
  void givenFoldsRepeatTheRolesForEveryFold() {
    BucketPlan plan = BucketPlan.hashed(5, 0.2, 0.2).withGivenFolds(3);

    assertThat(plan.slots()).isEqualTo(15);
    assertThat(plan.test().toArray()).containsExactly(0, 5, 10);
    assertThat(plan.validation().toArray()).containsExactly(1, 6, 11);
    assertThat(plan.folds(99).stream().map(SlotSet::toArray))
        .containsExactly(
            new int[] {1, 2, 3, 4}, new int[] {6, 7, 8, 9}, new int[] {11, 12, 13, 14});
    assertThat(plan.folds(new int[] {8, 1, 2}, 99).stream().map(SlotSet::toArray))
        .containsExactly(new int[] {1, 2}, new int[] {8}, new int[] {});
  }

  @Test
  void givenFoldsGoWithASecondKey() {
    BucketPlan plan = BucketPlan.keyed(2, 0).withGivenFolds(2);

    assertThat(plan.slots()).isEqualTo(8);
    assertThat(plan.test().toArray()).containsExactly(2, 3, 6, 7);
    assertThat(plan.folds(2).stream().map(SlotSet::toArray))
        .containsExactly(new int[] {0, 1}, new int[] {4, 5});
    assertThat(plan.withValidation().foldsAreGiven()).isTrue();
  }

  @Test
  void planWithoutTrainingBucketIsRefused() {
    assertThatThrownBy(() -> BucketPlan.hashed(2, 0.5, 0.4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no training bucket remains: 1 of 2 buckets are test and 1 validation; lower the shares"
                + " or take more buckets");
    assertThatThrownBy(() -> BucketPlan.hashed(1, 0, 0).withValidation())
        .hasMessageContaining("no training bucket remains");
    assertThatThrownBy(() -> BucketPlan.hashed(10, 1, 0))
        .hasMessage("the test share must be at least 0 and below 1, was 1.0");
    assertThatThrownBy(() -> BucketPlan.keyed(10, Double.NaN))
        .hasMessage("the validation share must be at least 0 and below 1, was NaN");
    assertThatThrownBy(() -> BucketPlan.hashed(0, 0, 0))
        .hasMessage("the number of buckets must be at least 1, was 0");
    assertThatThrownBy(() -> BucketPlan.hashed(10, 0.2, 0).folds(9))
        .hasMessage("9 folds cannot be dealt from 8 training buckets; take 2 to 8");
  }
}
