package io.shrinkage.testing;

import io.shrinkage.statistics.Gramian;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.SlotStatistics;
import io.shrinkage.statistics.StatisticsProblems;
import io.shrinkage.statistics.Strata;

/** Gramians of seeded rows. */
public final class GramianCases {

  private GramianCases() {}

  /** The problems of any slots of the rows, from their statistics. */
  public static StatisticsProblems problems(RowCases rows) {
    return StatisticsProblems.withIntercept(
        SlotStatistics.of(rows.blocks(), 2, Strata.each(RowCases.SLOTS), 3));
  }

  /** The problem of all rows. */
  public static Gramian all(RowCases rows) {
    return problems(rows).problem(SlotSet.all(RowCases.SLOTS));
  }
}
