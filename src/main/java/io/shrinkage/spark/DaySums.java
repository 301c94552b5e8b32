package io.shrinkage.spark;

import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.statistics.DecayedCounts;
import io.shrinkage.statistics.SlotSet;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Days of ratings added up, the older ones perhaps with a lesser weight: 2 to the power of −age /
 * half-life, the last day's being 1.
 *
 * <p>Counts add up exactly. Scaled ones are added in the order of the days, so what comes out
 * depends neither on which of them were read now nor on how. One day's table at a time is in
 * memory, beside the sum.
 */
public final class DaySums {
  private final Optional<Integer> halfLife;
  private final Optional<DecayedCounts> decay;
  private final LocalDate last;
  private Intake all;

  /**
   * Of no days yet.
   *
   * @param halfLife in days; empty: all days weigh the same
   * @param last the day whose ratings keep their weight
   */
  DaySums(Optional<Integer> halfLife, LocalDate last) {
    this.halfLife = halfLife;
    this.decay = halfLife.map(days -> new DecayedCounts());
    this.last = last;
  }

  /** Adds a day, which is used up; days come in their order. */
  void add(LocalDate date, Intake day) {
    decay.ifPresent(sums -> day.addTo(sums, factor(halfLife.orElseThrow(), date, last)));
    all = all == null ? day : all.merge(day);
  }

  /** What a rating of a day weighs, of what it would on the last one. */
  static double factor(int halfLife, LocalDate date, LocalDate last) {
    return StrictMath.pow(2, -(double) ChronoUnit.DAYS.between(date, last) / halfLife);
  }

  /**
   * All that was added, as if read at once.
   *
   * @throws IncompressibleException if the days together do not compress
   */
  RatingsScan scan(RatingsSource tables, TreeAggregation tree, int passes) {
    if (all.overflowed()) {
      throw RatingsScan.overflow(tables, all);
    }
    return RatingsScan.merged(tables, tree, all, decay, passes);
  }

  /** Scans one day of opened tables. */
  static RatingsScan scan(
      RatingsSource tables, String column, LocalDate date, TreeAggregation tree, SlotSet heldOut) {
    Dataset<Row> rows =
        tables.rows().where(functions.col("`" + column + "`").equalTo(date.toString()));
    return RatingsScan.part(tables.withRows(rows), tree, heldOut);
  }

  /**
   * Scans the days of a run again, and adds them up as the run did.
   *
   * @param days in their order
   * @throws DataException as {@link RatingsScan#of} does, or if a day does not compress
   */
  public static RatingsScan of(
      SparkSession session,
      ShrinkageConfig config,
      List<LocalDate> days,
      TreeAggregation tree,
      SlotSet heldOut) {
    RatingsSource tables = RatingsSource.preview(session, config);
    try {
      DaySums sums = new DaySums(config.retrain().decay(), days.get(days.size() - 1));
      for (LocalDate day : days) {
        sums.add(day, scan(tables, config.retrain().partition(), day, tree, heldOut).intake());
      }
      return sums.scan(tables, tree, days.size());
    } catch (RuntimeException e) {
      tables.close();
      throw e;
    }
  }
}
