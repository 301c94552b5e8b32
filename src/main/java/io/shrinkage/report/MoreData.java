package io.shrinkage.report;

import io.shrinkage.model.LearningCurveSummary;
import io.shrinkage.model.LearningCurveSummary.Forecast;
import io.shrinkage.model.LearningCurveSummary.Point;
import io.shrinkage.model.RunRecord;
import io.shrinkage.report.Remedy.Verdict;
import java.util.List;

/** More training data: read from the learning curve and its forecast. */
final class MoreData {
  private static final String NAME = "More training data";

  // A smaller share of the error is not worth a collection of ratings.
  private static final double WORTH = 0.005;

  private MoreData() {}

  static Remedy of(RunRecord run) {
    LearningCurveSummary curve = run.learningCurve();
    if (curve == null || curve.points().isEmpty()) {
      return Remedy.notMeasured(
          NAME,
          run.metrics() != null && run.metrics().test() == null
              ? "No rows are held out, so there is nothing to measure the curve on; give"
                  + " split.test-share a value above 0."
              : "This run measured no learning curve.");
    }
    Point all = curve.points().get(curve.points().size() - 1);
    Forecast forecast = curve.forecast();
    boolean known = forecast != null && forecast.testMse() != null && all.testMse() != null;
    return known ? forecast(curve, all, forecast) : past(curve, all);
  }

  private static Remedy forecast(LearningCurveSummary curve, Point all, Forecast forecast) {
    double gain = 1 - forecast.testMse() / all.testMse();
    boolean sure = forecast.high() == null || forecast.high() < all.testMse();
    boolean pays = gain >= WORTH && sure;
    String figure =
        NumberText.fixed(all.testMse())
            + " now, "
            + NumberText.fixed(forecast.testMse())
            + " forecast at "
            + times(forecast.share())
            + " the data ("
            + NumberText.change(-gain)
            + ")";
    String own =
        pays
            ? "More ratings like these should lower the error on new ones by "
                + NumberText.percent(gain)
                + "."
            : sure || gain < WORTH
                ? "The curve is flat: more ratings like these would hardly lower the error. Better"
                    + " features would."
                : "More ratings may help, but the forecast’s interval reaches today’s error, so it"
                    + " is not certain.";
    return new Remedy(NAME, pays ? Verdict.PAYS : Verdict.LITTLE, figure, said(curve, own));
  }

  /** Without a forecast: what the second half of the data brought. */
  private static Remedy past(LearningCurveSummary curve, Point all) {
    String reason =
        curve.reason() == null ? "No forecast was made." : Reading.sentence(curve.reason());
    Point half = nearest(curve.points(), all.share() / 2);
    if (half.equals(all) || half.testMse() == null || all.testMse() == null) {
      return Remedy.notMeasured(NAME, (said(curve, "") + " " + reason).strip());
    }
    double gain = 1 - all.testMse() / half.testMse();
    return new Remedy(
        NAME,
        gain >= WORTH ? Verdict.PAYS : Verdict.LITTLE,
        NumberText.fixed(half.testMse())
            + " with "
            + NumberText.percent(half.share())
            + " of the data, "
            + NumberText.fixed(all.testMse())
            + " with all ("
            + NumberText.change(-gain)
            + ")",
        (said(curve, "") + " " + reason).strip());
  }

  private static Point nearest(List<Point> points, double share) {
    Point best = points.get(0);
    for (Point point : points) {
      if (Math.abs(point.share() - share) < Math.abs(best.share() - share)) {
        best = point;
      }
    }
    return best;
  }

  /** The curve's own reading where it has one. */
  private static String said(LearningCurveSummary curve, String otherwise) {
    return curve.reading() == null || curve.reading().isEmpty()
        ? otherwise
        : Reading.sentence(curve.reading());
  }

  static String times(double share) {
    return NumberText.real(share) + "\u00a0×";
  }
}
