package io.shrinkage.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shrinkage.selection.CostPlan.Way;
import io.shrinkage.testing.Cases;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CostPlanTest {
  private static final long GB = 1_000_000_000;

  private static CostInputs inputs(int columns, long pairs, int slots, long heap) {
    return new CostInputs(
        1000, 5000, columns, pairs, slots, 5, 40, OptionalInt.empty(), 2, 1, heap);
  }

  @Test
  void statisticsTakeWhatTheFormulaSays() {
    // 8 · 50 · (2 · 100 + 5050) = 2,100,000 bytes; 40 partitions make a tree of depth 2.
    CostPlan plan = CostPlan.of(Way.STATISTICS, inputs(100, Long.MAX_VALUE, 50, GB));
    assertThat(plan.gramianBytes()).isEqualTo(2_100_000);
    assertThat(plan.treeDepth()).isEqualTo(2);
    assertThat(plan.resultBytes()).isEqualTo(2_100_000);
    // The result, two partials beside it, and 6 problems of 8 · 100².
    assertThat(plan.driverBytes()).isEqualTo(3 * 2_100_000 + 6 * 80_000);
  }

  @Test
  void pairsThatNeverMeetCostNothing() {
    assertThat(CostPlan.of(Way.STATISTICS, inputs(100, 300, 50, GB)).gramianBytes())
        .isEqualTo(8 * 50 * (200 + 300));
  }

  @Test
  void fewPartitionsGoToTheDriverDirectly() {
    CostInputs in = new CostInputs(1000, 5000, 10, 55, 10, 0, 4, OptionalInt.empty(), 0, 1, GB);
    CostPlan plan = CostPlan.of(Way.STATISTICS, in);
    assertThat(plan.treeDepth()).isEqualTo(1);
    assertThat(plan.resultBytes()).isEqualTo(4 * plan.gramianBytes());
  }

  @Test
  void statisticsOfTooManyPairsDoNotFitWhereTheRowsDo() {
    assertThat(CostPlan.of(Way.STATISTICS, inputs(500, Long.MAX_VALUE, 50, GB)).fits()).isTrue();
    assertThat(CostPlan.of(Way.STATISTICS, inputs(3900, Long.MAX_VALUE, 50, GB)).fits()).isFalse();
    assertThat(CostPlan.of(Way.ROWS, inputs(3900, Long.MAX_VALUE, 50, GB)).fits()).isTrue();
  }

  @Test
  void whatFitsNowhereSaysSo() {
    CostPlan plan = CostPlan.of(Way.PASSES, inputs(50_000_000, Long.MAX_VALUE, 50, GB));
    assertThat(plan.fits()).isFalse();
    assertThat(plan.verdict())
        .isEqualTo(
            "does not fit: passes over the cluster take about 7.60 GB of the driver's heap of 1.00"
                + " GB, of which 60 % may be used");
  }

  @Test
  void costGrowsWithEveryInputAndOverflowsNowhere() {
    Cases.check(
        500,
        random -> {
          int columns = random.nextInt(Integer.MAX_VALUE);
          int slots = 1 + random.nextInt(100_000);
          long pairs = random.nextLong(Long.MAX_VALUE);
          for (Way way : Way.values()) {
            CostPlan less = CostPlan.of(way, inputs(columns / 2, pairs, slots, GB));
            CostPlan more = CostPlan.of(way, inputs(columns, pairs, slots + 1, GB));
            assertThat(less.gramianBytes()).isBetween(0L, more.gramianBytes());
            assertThat(less.driverBytes()).isBetween(0L, more.driverBytes());
          }
        });
  }

  @Test
  void bytesReadWell() {
    assertThat(ByteText.of(0)).isEqualTo("0 bytes");
    assertThat(ByteText.of(999)).isEqualTo("999 bytes");
    assertThat(ByteText.of(9_180_000)).isEqualTo("9.18 MB");
    assertThat(ByteText.of(999_700)).isEqualTo("1.00 MB");
    assertThat(ByteText.of(Long.MAX_VALUE)).isEqualTo("9.22 EB");
  }

  @Test
  void negativeInputIsRefused() {
    assertThatThrownBy(() -> inputs(-1, 1, 1, GB)).hasMessageContaining("columns -1");
  }
}
