package io.shrinkage.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.config.ConfigReader;
import io.shrinkage.config.ConfigSources;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.selection.RunSizes;
import org.junit.jupiter.api.Test;

class SolverChoiceTest {

  private static final RunSizes SIZES = new RunSizes(1000, 5000, 20, 200, 4, 2);
  private static final int BUCKETS = 40;

  private static SolverChoice choice(int givenFolds, String... sets) {
    ShrinkageConfig config = ConfigReader.read(ConfigSources.of(sets));
    return SolverChoice.of(config, SIZES, Training.plan(config.split(), givenFolds));
  }

  @Test
  void everySlotHasStatisticsWhereSharesOrFoldsAreDealtFromThem() {
    SolverChoice curve = choice(0, "split.buckets=" + BUCKETS, "select.repeats=0");
    SolverChoice folds = choice(0, "split.buckets=" + BUCKETS, "split.test-share=0");

    assertThat(curve.bySlot()).isTrue();
    assertThat(curve.strata().count()).isEqualTo(BUCKETS);
    assertThat(folds.bySlot()).isTrue();
    assertThat(folds.strata().count()).isEqualTo(BUCKETS);
  }

  @Test
  void foldsAloneHaveThemWhereNoTestRowsJudgeShares() {
    String[] sets = {"split.buckets=" + BUCKETS, "split.test-share=0", "select.repeats=0"};
    SolverChoice choice = choice(0, sets);

    assertThat(choice.bySlot()).isFalse();
    assertThat(choice.strata().count()).isBetween(5, 2 * 5); // of training, of validation rows
    assertThat(choice.cost().buckets()).isEqualTo(choice.strata().count());
  }

  @Test
  void foldsThatAColumnNamesAreNotDealtAnew() {
    SolverChoice choice =
        choice(7, "split.buckets=" + BUCKETS, "split.test-share=0", "select.fold-column=fold");

    assertThat(choice.bySlot()).isFalse();
    assertThat(choice.strata().count()).isBetween(7, 2 * 7);
  }
}
