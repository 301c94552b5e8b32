package io.shrinkage.job;

import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.selection.ByteText;
import io.shrinkage.selection.CostPlan;
import io.shrinkage.spark.RatingsScan;
import io.shrinkage.spark.SourceEstimate;
import io.shrinkage.spark.SourceEstimate.Encoding;
import java.util.Locale;

/**
 * The lines of a dry run: name, figure, and how it is known. Estimates are marked "about"; the
 * figures of the plan follow by formula from those above them, and are marked if one of those is.
 */
final class CostSheet {
  private static final String ABOUT = "about ";

  private final ShrinkageConfig config;
  private final Console console;

  CostSheet(ShrinkageConfig config, Console console) {
    this.config = config;
    this.console = console;
  }

  /** What is there to read. */
  void source(SourceEstimate estimate) {
    line("source", config.input().ratings().format() + " " + config.input().ratings().path(), "");
    line(
        "rows of the source",
        about(estimate.rows().exact()) + count(estimate.rows().rows()),
        estimate.rows().how());
    RatingsScan scan = estimate.scan();
    line(
        "sample",
        count(estimate.sampled()) + " rows",
        estimate.isWhole()
            ? "all that there are, so that what follows is exact"
            : String.format(Locale.ROOT, "the first rows of %,d partitions", estimate.places()));
    String where = config.input().ratings().where();
    line(
        "  accepted",
        count(scan.accepted()),
        (where.isBlank() ? "" : count(scan.read()) + " meet input.ratings.where; ")
            + (scan.rejected() == 0
                ? "none rejected"
                : "rejected: " + BadData.reasons(scan.reasons())));
    if (!estimate.isWhole()) {
      line(
          "accepted rows",
          ABOUT + count(Math.round(estimate.accepted())),
          scan.accepted() == 0
              ? "or fewer: the sample has none"
              : "rows of the source by the accepted share of the sample");
    }
  }

  /** What it is compressed and encoded to. */
  void encoding(Encoding encoding, boolean exact) {
    FeatureSpace space = encoding.space();
    line(
        "rows after compression",
        about(exact) + count(encoding.sizes().rows()),
        exact ? "" : "items and slots that so many ratings meet");
    boolean allNumeric = true;
    for (int feature = 0; feature < space.features(); feature++) {
      allNumeric &= !space.group(feature).spec().kind().isCategorical();
    }
    line(
        "columns",
        about(exact || allNumeric) + count(space.dimension()),
        exact || allNumeric
            ? ""
            : "levels with enough of the ratings that the sample leads to expect");
    for (int feature = 0; feature < space.features(); feature++) {
      boolean numeric = !space.group(feature).spec().kind().isCategorical();
      line(
          "  " + space.group(feature).name(),
          about(exact || numeric) + count(space.columnsOf(feature)),
          space.group(feature).spec().kind().text());
    }
  }

  /** Who solves, what that takes, and how to run it. */
  void cost(SolverChoice choice, SourceEstimate estimate, String note) {
    CostPlan plan = choice.cost();
    String about = about(estimate.isWhole());
    line("buckets (slots)", count(plan.buckets()), "sets of rows that statistics are kept of");
    line(
        "Gramian",
        plan.gramianBytes() == 0 ? "none" : about + ByteText.of(plan.gramianBytes()),
        "statistics of all slots, or the rows where those are solved on");
    line("tree depth", count(plan.treeDepth()), "levels of the aggregation");
    line("result to the driver", about + ByteText.of(plan.resultBytes()), "");
    passes(plan, estimate);
    line(
        "driver",
        about + ByteText.of(plan.driverBytes()),
        String.format(
            Locale.ROOT,
            "%.2f %% of its heap of %s",
            100.0 * plan.driverBytes() / plan.heapBytes(),
            ByteText.of(plan.heapBytes())));
    line("solver", choice.solverName(), choice.reason());
    line("verdict", plan.fits() ? "fits" : "does not fit", plan.way().text());
    if (!note.isEmpty()) {
      console.line(note);
    }
    console.line("");
    console.line("Nothing was written. To run it, give the same command without --dry-run.");
  }

  private void passes(CostPlan plan, SourceEstimate estimate) {
    boolean rejects = estimate.scan().rejected() > 0;
    boolean rereads = estimate.scan().isReread();
    String why =
        (rereads ? "one more for ratings that do not compress; " : "")
            + (rejects ? "one for the rejected rows" : "one more if rows are rejected");
    int passes = plan.passes() + (rejects ? 1 : 0) + (rereads ? 1 : 0);
    line("passes over the source", about(estimate.isWhole()) + count(passes), why);
  }

  private static String about(boolean exact) {
    return exact ? "" : ABOUT;
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private void line(String name, String figure, String how) {
    console.line(String.format(Locale.ROOT, "%-24s %-22s %s", name, figure, how).stripTrailing());
  }
}
