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
  private final Map<SlotSet, SufficientStatistics> kept;

  private StatisticsProblems(
      SlotStatistics statistics,
      UnaryOperator<Standardizer> coordinates,
      Map<SlotSet, SufficientStatistics> kept) {
    this.statistics = statistics;
    this.coordinates = coordinates;
    this.kept = kept;
  }

  private static StatisticsProblems of(
      SlotStatistics statistics, UnaryOperator<Standardizer> coordinates) {
    return new StatisticsProblems(statistics, coordinates, new LinkedHashMap<>(16, 0.75f, true));
  }

  /** Problems with an intercept: columns and ratings are centred by the rows of each problem. */
  public static StatisticsProblems withIntercept(SlotStatistics statistics) {
    return of(statistics, UnaryOperator.identity());
  }

  /**
   * Problems without an intercept.
   *
   * @param origins what the encoder subtracted from each column
   */
  public static StatisticsProblems withoutIntercept(SlotStatistics statistics, double[] origins) {
    double[] own = origins.clone();
    return of(statistics, units -> units.withoutIntercept(own));
  }

  /** The same problems without some columns, as {@link Standardizer#without} leaves them out. */
  public StatisticsProblems without(int from, int to) {
    return new StatisticsProblems(
        statistics, units -> coordinates.apply(units).without(from, to), kept);
  }

  @Override
  public int dimension() {
    return statistics.dimension();
  }

  @Override
  public long problemBytes() {
    return Double.BYTES * (long) dimension() * dimension();
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

  private SufficientStatistics sums(SlotSet slots) {
    synchronized (kept) {
      return keptSums(slots);
    }
  }

  private SufficientStatistics keptSums(SlotSet slots) {
    SufficientStatistics sums = kept.get(slots);
    if (sums == null) {
      sums = statistics.statistics(slots);
      while (!kept.isEmpty() && (kept.size() + 1) * problemBytes() > KEPT_BYTES) {
        kept.remove(kept.keySet().iterator().next());
      }

      kept.put(slots, sums);
    }

    return sums;
  }
}
