package io.shrinkage.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.linalg.SparseRows;
import io.shrinkage.solver.CoordinateDescent;
import io.shrinkage.solver.StoppingRule;
import io.shrinkage.statistics.Gramian;
import io.shrinkage.statistics.RatingGroups;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SlotStatistics;
import io.shrinkage.statistics.StatisticsProblems;
import io.shrinkage.statistics.Strata;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathFitsTest {

  private static final List<Integer> TASKS = List.of(3, 1, 2);

  private static PathFits<Gramian> ofColumns(int columns) {
    SparseRows.Builder x = SparseRows.builder(columns);
    x.add(columns - 1, 1);
    x.endRow();
    RatingGroups.Builder ratings = RatingGroups.builder();
    ratings.add(4, 1, 1).endRow();
    RowBlock block = new RowBlock(0, x.build(), new int[1], new int[1], ratings.build());
    return new PathFits<>(
        StatisticsProblems.withIntercept(SlotStatistics.of(List.of(block), 1, Strata.each(1), 3.5)),
        new CoordinateDescent(new StoppingRule(100, 1e-9)),
        rows -> Fits.elasticNet(1, rows.scales()));
  }

  @Test
  void smallProblemsAreFittedSideBySide() {
    assertThat(ofColumns(100).sideBySide(TASKS, 6).isParallel()).isTrue();
    assertThat(ofColumns(100).sideBySide(TASKS, 6).map(task -> 2 * task).toList())
        .containsExactly(6, 2, 4);
  }

  @Test
  void problemsOfHundredsOfMegabytesAreFittedOneTaskAfterTheOther() {
    assertThat(ofColumns(3000).sideBySide(TASKS, 6).isParallel()).isFalse();
    assertThat(ofColumns(3000).sideBySide(TASKS, 6).map(task -> 2 * task).toList())
        .containsExactly(6, 2, 4);
  }
}
