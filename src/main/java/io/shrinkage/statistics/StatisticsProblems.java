package io.shrinkage.statistics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Least-squares problems of any slots from statistics by slot: no row is looked at again.
 *
 * <p>Cost: a sum over strata for slots that were not asked for lately; the last few sums are kept,
 * up to {@value #KEPT_BYTES} bytes of them. May be used by several threads.
 */
public final class StatisticsProblems implements SlotProblems<Gramian> {

  private static final long KEPT_BYTES = 1L << 27;

  private final SlotStatistics statistics;
  private final UnaryOperator<Standardizer> coordinates;
  private final Map<SlotSet, SufficientStatistics> kept = new LinkedHashMap<>(16, 0.75f, true);

  private StatisticsProblems(SlotStatistics statistics, UnaryOperator<Standardizer> coordinates) {
    this.statistics = statistics;
    this.coordinates = coordinates;
  }

  /** Problems with an intercept: columns and ratings are centred by the rows of each problem. */
  public static StatisticsProblems withIntercept(SlotStatistics statistics) {
    return new StatisticsProblems(statistics, UnaryOperator.identity());
  }

  /**
   * Problems without an intercept.
   *
   * @param origins what the encoder subtracted from each column
   */
  public static StatisticsProblems withoutIntercept(SlotStatistics statistics, double[] origins) {
    double[] own = origins.clone();
    return new StatisticsProblems(statistics, units -> units.withoutIntercept(own));
  }

  @Override
  public int dimension() {
    return statistics.dimension();
  }

  @Override
  public long rows(SlotSet slots) {
    return statistics.rows(slots);
  }

  @Override
  public double weight(SlotSet slots) {
    return statistics.weight(slots);
  }

  @Override
  public Gramian problem(SlotSet slots) {
    SufficientStatistics sums = sums(slots);
    return sums.gramian(coordinates.apply(sums.standardizer()));
  }

  @Override
  public double squaredError(SlotSet slots, LinearPredictor predictor) {
    return sums(slots).squaredError(predictor);
  }

  private synchronized SufficientStatistics sums(SlotSet slots) {
    SufficientStatistics sums = kept.get(slots);
    if (sums == null) {
      sums = statistics.statistics(slots);
      long each = Double.BYTES * (long) dimension() * dimension();
      while (!kept.isEmpty() && (kept.size() + 1) * each > KEPT_BYTES) {
        kept.remove(kept.keySet().iterator().next());
      }

      kept.put(slots, sums);
    }

    return sums;
  }
}
