package io.shrinkage.job;

import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.spark.RatingsScan;
import io.shrinkage.spark.Reason;
import java.util.Locale;
import java.util.Map;

/** Whether ratings that were read are good enough to train on. */
final class BadData {
  private BadData() {}

  /** What is wrong, and how to mend it; empty if nothing is. */
  static String in(RatingsScan scan, ShrinkageConfig config) {
    long rows = scan.read() - scan.forgotten();
    if (rows == 0) {
      return "input.ratings: "
          + config.input().ratings().path()
          + " has no rows"
          + (scan.forgotten() == 0 ? "" : " but those of users who are to be forgotten")
          + (config.input().ratings().where().isBlank()
              ? ""
              : " that input.ratings.where lets through");
    }
    long duplicates = scan.reasons().getOrDefault(Reason.DUPLICATE.text(), 0L);
    long bad = scan.rejected() - scan.toleratedRejections();
    double allowed = config.input().ratings().maxBadShare();
    if (bad > allowed * rows) {
      return String.format(
          Locale.ROOT,
          "input.ratings: %,d of %,d rows are bad (%s), above max-bad-share = %s; mend them, or raise"
              + " input.ratings.max-bad-share",
          bad,
          rows,
          reasons(scan.reasons()),
          allowed);
    }
    if (duplicates > 0 && scan.refusesDuplicates()) {
      return String.format(
          Locale.ROOT,
          "input.ratings: %,d rows repeat a (user, item) pair and duplicates = error; remove them, or"
              + " set input.ratings.duplicates = latest or keep",
          duplicates);
    }
    if (scan.accepted() == 0) {
      return "input.ratings: no row was accepted (" + reasons(scan.reasons()) + ")";
    }
    return "";
  }

  static String reasons(Map<String, Long> reasons) {
    return String.join(
        ", ",
        reasons.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue()).toList());
  }
}
