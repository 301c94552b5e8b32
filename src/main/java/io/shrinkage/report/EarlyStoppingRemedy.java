package io.shrinkage.report;

import io.shrinkage.model.EarlyStoppingSummary;
import io.shrinkage.model.EarlyStoppingSummary.Point;
import io.shrinkage.model.RunRecord;
import io.shrinkage.report.Remedy.Verdict;
import java.util.List;

/** Early stopping: the best iterate against the last. */
final class EarlyStoppingRemedy {
  private static final String NAME = "Early stopping";

  // Where the errors agree to this share, going on does no harm.
  private static final double SAME = 5e-4;

  private EarlyStoppingRemedy() {}

  static Remedy of(RunRecord run) {
    EarlyStoppingSummary stopping = run.earlyStopping();
    Point best = best(stopping);
    if (best == null || best.validationMse() == null) {
      return Remedy.notMeasured(
          NAME,
          "No validation error by iteration was measured. The solvers gradient and proximal can stop"
              + " by it.");
    }
    Point last = stopping.curve().get(stopping.curve().size() - 1);
    String at =
        NumberText.fixed(best.validationMse())
            + " at iteration "
            + NumberText.count(best.iteration());
    if (last.equals(best) || last.validationMse() == null) {
      return new Remedy(
          NAME,
          Verdict.LITTLE,
          at + ", the last",
          "The validation error was still at its lowest when the iterations ended: stopping earlier"
              + " would only have cost accuracy.");
    }
    double rise = last.validationMse() / best.validationMse() - 1;
    String figure =
        at
            + ", "
            + NumberText.fixed(last.validationMse())
            + " at "
            + NumberText.count(last.iteration())
            + " ("
            + NumberText.change(rise)
            + ")";
    boolean pays = rise > SAME;
    return new Remedy(
        NAME, pays ? Verdict.PAYS : Verdict.LITTLE, figure, reading(stopping, best, last, pays));
  }

  private static String reading(
      EarlyStoppingSummary stopping, Point best, Point last, boolean pays) {
    String patience =
        stopping.patience() == null
            ? ""
            : " With a patience of "
                + NumberText.count(stopping.patience())
                + " the solver stops soon after it and hands back the best iterate.";
    // An update that hovers about the optimum fits neither noise nor anything else any more
    // closely.
    boolean hovers =
        best.trainMse() != null && last.trainMse() != null && last.trainMse() >= best.trainMse();
    String further =
        hovers
            ? "From there on the iterates hover about the optimum and come no closer, so the best one"
                + " is worth keeping."
            : "From there on, further iterations fit the noise of the training rows.";
    return (pays
            ? further
            : "Going on after it does no harm worth speaking of: at this penalty the optimum itself"
                + " does not overfit.")
        + patience
        + (stopping.replayed()
            ? " The curve was replayed from the statistics, at no further scan."
            : "");
  }

  /** The point of the best iteration; null where there is none. */
  static Point best(EarlyStoppingSummary stopping) {
    if (stopping == null || stopping.bestIteration() == null) {
      return null;
    }
    List<Point> curve = stopping.curve();
    return curve.stream()
        .filter(point -> point.iteration() == stopping.bestIteration())
        .findFirst()
        .orElse(null);
  }
}
