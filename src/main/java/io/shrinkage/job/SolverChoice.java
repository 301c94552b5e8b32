package io.shrinkage.job;

import io.shrinkage.config.SelectRule;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.config.SolverKind;
import io.shrinkage.selection.BucketPlan;
import io.shrinkage.selection.CostInputs;
import io.shrinkage.selection.CostPlan;
import io.shrinkage.selection.CostPlan.Way;
import io.shrinkage.selection.RunSizes;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.Strata;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Who fits, and on what λ is chosen and the like measured: picked by width, size and the driver's
 * heap where the solver is {@code auto}.
 *
 * @param solver who fits; never {@code AUTO}
 * @param reason why, in words
 * @param cost of the way in which λ is chosen
 * @param strata the sets of slots that statistics are kept of
 * @param bySlot whether each slot is a stratum, so that any share and any dealing can be had
 */
record SolverChoice(
    SolverKind solver, String reason, CostPlan cost, Strata strata, boolean bySlot) {

  /**
   * Chooses.
   *
   * @throws UsageException if the solver is named and cannot run
   */
  static SolverChoice of(ShrinkageConfig config, RunSizes sizes, BucketPlan plan) {
    Strata needed = Strata.parting(plan.slots(), sets(config, plan));
    CostInputs fine = inputs(config, sizes, plan.slots());
    CostInputs coarse = inputs(config, sizes, needed.count());
    SolverKind named = config.fit().solver();
    boolean narrow = sizes.columns() <= CostPlan.GRAMIAN_COLUMNS;
    boolean statistics = named == SolverKind.STATISTICS || named != SolverKind.LOCAL && narrow;
    CostPlan finest = CostPlan.of(Way.STATISTICS, fine);
    CostPlan coarsest = CostPlan.of(Way.STATISTICS, coarse);
    CostPlan rows = CostPlan.of(Way.ROWS, fine);
    if (statistics && partsAnySlots(config, plan) && finest.fits()) {
      return choice(config, Way.STATISTICS, finest, Strata.each(plan.slots()), true);
    }
    if (statistics && coarsest.fits()) {
      return choice(config, Way.STATISTICS, coarsest, needed, false);
    }
    if (named == SolverKind.STATISTICS) {
      throw refused(named, coarsest, "choose fit.solver = auto, fewer columns (min-count)");
    }
    if (rows.fits()) {
      return choice(config, Way.ROWS, rows, Strata.each(plan.slots()), true);
    }
    if (named == SolverKind.LOCAL) {
      throw refused(named, rows, "choose fit.solver = auto");
    }
    CostPlan passes = CostPlan.of(Way.PASSES, fine);
    return choice(config, Way.PASSES, passes, Strata.each(plan.slots()), true);
  }

  private static UsageException refused(SolverKind named, CostPlan plan, String cure) {
    return new UsageException(
        String.format(
            Locale.ROOT,
            "fit.solver = %s %s; %s, or a larger driver (--conf spark.driver.memory=8g)",
            named.name().toLowerCase(Locale.ROOT),
            plan.verdict(),
            cure));
  }

  private static SolverChoice choice(
      ShrinkageConfig config, Way way, CostPlan plan, Strata strata, boolean bySlot) {
    SolverKind named = config.fit().solver();
    SolverKind solver =
        named != SolverKind.AUTO
            ? named
            : switch (way) {
              case STATISTICS -> SolverKind.STATISTICS;
              case ROWS -> SolverKind.LOCAL;
              case PASSES -> SolverKind.PROXIMAL;
            };
    String where = named.isFirstOrder() ? "over the cluster by tree aggregation" : plan.verdict();
    String reason =
        named == SolverKind.AUTO
            ? String.format(Locale.ROOT, "auto: %,d columns; %s", plan.columns(), where)
            : "chosen by name; " + where;
    return new SolverChoice(solver, reason, plan, strata, bySlot);
  }

  /** Whether shares of the data, which test rows judge, or foldings anew are asked for. */
  private static boolean partsAnySlots(ShrinkageConfig config, BucketPlan plan) {
    boolean dealt =
        config.fit().selectsLambda()
            && config.select().rule().crossValidates()
            && !plan.foldsAreGiven();
    return config.learningCurve().enabled() && !plan.test().isEmpty()
        || dealt && config.select().repeats() > 0;
  }

  /** The sets of slots that λ is chosen on and early stopping is replayed on. */
  private static List<SlotSet> sets(ShrinkageConfig config, BucketPlan plan) {
    List<SlotSet> sets = new ArrayList<>();
    sets.add(plan.withValidation().train());
    sets.add(plan.withValidation().validation());
    if (config.fit().selectsLambda() && config.select().rule().crossValidates()) {
      sets.addAll(plan.folds(config.select().folds()));
    }
    return sets;
  }

  private static CostInputs inputs(ShrinkageConfig config, RunSizes sizes, int slots) {
    boolean folded = config.fit().selectsLambda() && config.select().rule().crossValidates();
    return new CostInputs(
        sizes.rows(),
        sizes.entries(),
        sizes.columns(),
        sizes.pairs(),
        slots,
        folded ? config.select().folds() : 0,
        Math.max(1, sizes.partitions()),
        config.compute().depth(),
        sizes.partialsHere(),
        scans(config),
        Runtime.getRuntime().maxMemory());
  }

  /** JSON is scanned once more for its columns' names, and a column of folds for its values. */
  private static int scans(ShrinkageConfig config) {
    return 1
        + (config.input().ratings().format().equals("json") ? 1 : 0)
        + (config.foldColumn().isPresent() ? 1 : 0);
  }

  /**
   * How the choice of λ differs from what was asked for; empty if it does not.
   *
   * @throws UsageException if it cannot
   */
  String note(ShrinkageConfig config, BucketPlan plan) {
    if (way() != Way.PASSES
        || !config.fit().selectsLambda()
        || config.select().rule() == SelectRule.VALIDATION) {
      return "";
    }
    String note =
        String.format(
            Locale.ROOT,
            "cross-validation needs statistics or rows in the driver, which do not fit (%s); λ is"
                + " chosen on validation rows instead",
            cost.verdict());
    if (!config.select().l1Ratios().isEmpty() || plan.foldsAreGiven()) {
      throw new UsageException(
          note + ", which select.l1-ratios and select.fold-column do not go with; remove them");
    }
    return note;
  }

  /** The way in which λ is chosen and the like measured. */
  Way way() {
    return cost.way();
  }

  /** The solver's name in the configuration. */
  String solverName() {
    return solver.name().toLowerCase(Locale.ROOT);
  }
}
