package io.shrinkage.job;

import io.shrinkage.config.RetrainConfig;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.SliceNames;
import io.shrinkage.model.LinearModel;
import io.shrinkage.model.RetrainSummary.Comparison;
import io.shrinkage.selection.PairedComparison;
import io.shrinkage.selection.PairedSlices;
import io.shrinkage.spark.HeldOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A challenger against the champion on the same test ratings, overall and slice by slice.
 *
 * <p>The challenger wins if its mean squared error is lower by more than the margin, as far as a
 * paired test over groups of users can tell, and in no slice higher by more than a limit, as far as
 * the same test can tell. It must also beat the mean rating in that way: where the ratings of all
 * days are spoilt, those that test are too, and a model that has learned nothing may beat a good
 * one.
 */
final class Contest {
  private final RetrainConfig rules;
  private final HeldOut heldOut;
  private final SliceNames names;

  /**
   * A contest.
   *
   * @param features among which are those that name slices
   */
  Contest(RetrainConfig rules, List<FeatureSpec> features, HeldOut heldOut) {
    this.rules = rules;
    this.heldOut = heldOut;
    this.names =
        new SliceNames(
            features.stream().filter(feature -> rules.slices().contains(feature.name())).toList(),
            rules.rare());
  }

  /**
   * How it ended.
   *
   * @param reason in words, with the figures
   * @param margin the lower bound of the challenger's gain, less the margin asked for
   */
  record Verdict(
      boolean promoted,
      String reason,
      double margin,
      Comparison overall,
      List<Comparison> slices) {}

  /**
   * Lets a challenger with the same or another vocabulary meet the champion.
   *
   * @param champion whose features {@link HeldOut} does not lack
   */
  Verdict between(LinearModel champion, LinearModel challenger) {
    PairedSlices found = heldOut.compare(champion, challenger, names);
    return verdict(found.overall(), found.learned(), found.slices());
  }

  private Verdict verdict(
      PairedComparison all, PairedComparison learned, Map<String, PairedComparison> slices) {
    Comparison overall = comparison("", all);
    List<Comparison> each = new ArrayList<>();
    slices.forEach((name, slice) -> each.add(comparison(name, slice)));
    double asked = rules.margin() * all.errorOfA();
    double surely = all.gain() - spread(all);
    double margin = surely - asked;
    String figures =
        String.format(
            Locale.ROOT,
            "test MSE %.6f against the champion's %.6f on %,d ratings, lower by %.6f with a standard"
                + " error of %.6f over %d groups of users",
            all.errorOfB(),
            all.errorOfA(),
            all.ratings(),
            all.gain(),
            all.standardError(),
            all.groups());
    if (!(learned.gain() - spread(learned) > 0)) {
      String nothing =
          String.format(
              Locale.ROOT,
              "not better than the mean rating (MSE %.6f), so it has learned nothing; look at the"
                  + " ratings",
              learned.errorOfA());
      return new Verdict(false, figures + ": " + nothing, finite(margin), overall, each);
    }
    if (!(margin > 0)) {
      return new Verdict(
          false, figures + ": " + notBetter(all, asked), finite(margin), overall, each);
    }
    Optional<String> harmed = harmed(slices);
    return new Verdict(
        harmed.isEmpty(),
        figures + ": " + harmed.orElseGet(() -> better(asked)),
        finite(margin),
        overall,
        each);
  }

  private String notBetter(PairedComparison all, double asked) {
    return all.gain() <= asked
        ? "not better by the margin of " + rules.margin()
        : "better, but by no more than chance can explain at a confidence of " + rules.confidence();
  }

  private String better(double asked) {
    return "better by more than the margin"
        + (asked == 0 ? "" : " of " + rules.margin())
        + ", at a confidence of "
        + rules.confidence();
  }

  /** The first slice whose error is higher than the limit allows, beyond chance. */
  private Optional<String> harmed(Map<String, PairedComparison> slices) {
    for (Map.Entry<String, PairedComparison> slice : slices.entrySet()) {
      PairedComparison c = slice.getValue();
      double allowed = rules.sliceLimit() * c.errorOfA();
      if (-c.gain() - spread(c) > allowed) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "but worse by %.6f for %s (%,d ratings), where %s of the champion's error is allowed",
                -c.gain(),
                slice.getKey(),
                c.ratings(),
                rules.sliceLimit()));
      }
    }
    return Optional.empty();
  }

  /** Half the width of the one-sided interval of a gain. */
  private double spread(PairedComparison c) {
    return c.groups() < 2
        ? Double.POSITIVE_INFINITY
        : new TDistribution(c.groups() - 1.0).inverseCumulativeProbability(rules.confidence())
            * c.standardError();
  }

  private static double finite(double margin) {
    return Double.isFinite(margin) ? margin : Double.NaN;
  }

  private static Comparison comparison(String slice, PairedComparison c) {
    double error = c.standardError();
    return new Comparison(
        slice,
        c.ratings(),
        c.errorOfA(),
        c.errorOfB(),
        c.gain(),
        Double.isFinite(error) ? error : null);
  }
}
