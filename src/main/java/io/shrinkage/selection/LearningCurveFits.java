package io.shrinkage.selection;

import io.shrinkage.selection.LearningCurve.Forecast;
import io.shrinkage.selection.LearningCurve.Point;
import io.shrinkage.statistics.LeastSquares;
import io.shrinkage.statistics.SlotSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Measures a {@link LearningCurve}.
 *
 * <p>The training buckets are put in an order by hash, several times; at each share the first of
 * them train, λ is chosen by cross-validation among them, and the test rows judge. All rows are the
 * same in any order, so the point of share 1 comes from one.
 *
 * <p>The forecast is that of a {@link PowerLaw} through the points; its interval is two standard
 * errors of the forecasts of the orders' own curves, and what the law leaves of the points.
 *
 * <p>Cost: K + 1 short paths for each order and share, no scan; shares and orders side by side
 * where the problems are small. The bits do not depend on the number of threads.
 *
 * @param <F> the problems
 */
public final class LearningCurveFits<F extends LeastSquares> {

  private static final double FORECAST_SHARE = 2;
  private static final int FEWEST_POINTS = 4;

  // Of some twenty-five λs: the curve has turned for good.
  private static final int PATIENCE = 3;

  // A law that leaves more than this part of the curve's fall unexplained foretells nothing.
  private static final double NOISY = 0.25;

  private final PathFits<F> fits;
  private final BucketPlan roles;
  private final LearningPlan plan;
  private final LambdaGrid grid;
  private final OptionalDouble fixed;
  private final CvRule rule;
  private final long seed;

  /**
   * A curve to be measured.
   *
   * @param roles which slots train, validation rows among them, and which test
   * @param minRatio the smallest λ to choose among, as a share of the largest
   * @param fixed the λ at every share; empty: chosen anew at each
   * @param rule which λ to choose
   * @param seed decides the orders
   */
  public LearningCurveFits(
      PathFits<F> fits,
      BucketPlan roles,
      LearningPlan plan,
      double minRatio,
      OptionalDouble fixed,
      CvRule rule,
      long seed) {
    this.fits = fits;
    this.roles = roles;
    this.plan = plan;
    this.grid = new LambdaGrid(plan.lambdas(), minRatio);
    this.fixed = fixed;
    this.rule = rule;
    this.seed = seed;
  }

  private record Fit(long rows, double lambda, double trainMse, double testMse, int nonZero) {}

  /** Fits and measures. */
  public LearningCurve measure() {
    if (!(fits.weight(roles.test()) > 0)) {
      return LearningCurve.none("there are no test rows to measure the error on");
    }

    int[] buckets =
        Arrays.stream(roles.fit().toArray())
            .filter(slot -> fits.weight(SlotSet.of(slot + 1, s -> s == slot)) > 0)
            .toArray();
    List<Double> shares = plan.shares().stream().filter(share -> suffices(buckets, share)).toList();
    if (shares.isEmpty()) {
      return LearningCurve.none(
          buckets.length
              + " training buckets with rows are too few to choose λ among a share of them; take"
              + " more split.buckets");
    }

    List<List<Fit>> measured = measure(buckets, shares);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      points.add(point(shares.get(i), measured.get(i)));
    }

    String reason = unforeseeable(points);
    return new LearningCurve(
        plan.orders(),
        points,
        reason.isEmpty() ? Optional.of(forecast(points, measured)) : Optional.empty(),
        reason);
  }

  private List<List<Fit>> measure(int[] buckets, List<Double> shares) {
    int[][] orders =
        IntStream.range(0, plan.orders())
            .mapToObj(order -> HashOrder.of(buckets, seed, order))
            .toArray(int[][]::new);
    List<int[]> tasks = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      int different = count(buckets, shares.get(i)) == buckets.length ? 1 : plan.orders();
      for (int order = 0; order < different; order++) {
        tasks.add(new int[] {i, order});
      }
    }

    List<Fit> found =
        fits.sideBySide(tasks, plan.folds() + 1)
            .map(task -> fit(orders[task[1]], count(buckets, shares.get(task[0]))))
            .toList();
    List<List<Fit>> byShare = new ArrayList<>();
    shares.forEach(share -> byShare.add(new ArrayList<>()));
    for (int t = 0; t < found.size(); t++) {
      byShare.get(tasks.get(t)[0]).add(found.get(t));
    }

    return byShare;
  }

  private boolean suffices(int[] buckets, double share) {
    int[] order = HashOrder.of(buckets, seed, 0);
    return filledFolds(order, count(buckets, share)) >= 2;
  }

  private long filledFolds(int[] order, int count) {
    return folds(order, count).stream().filter(fold -> fits.weight(fold) > 0).count();
  }

  private List<SlotSet> folds(int[] order, int count) {
    return roles.folds(Arrays.copyOf(order, count), plan.folds());
  }

  private static int count(int[] buckets, double share) {
    return Math.max(1, Math.toIntExact(Math.round(share * buckets.length)));
  }

  private Fit fit(int[] order, int count) {
    SlotSet rows = HashOrder.first(order, count);
    double[] lambdas = lambdas(rows);
    int chosen = 0;
    if (lambdas.length > 1 && filledFolds(order, count) >= 2) {
      chosen = rule.choose(FoldErrors.of(fits, rows, folds(order, count), lambdas, PATIENCE));
    }

    RegularizationPath path =
        fits.path(rows, roles.test(), Arrays.copyOf(lambdas, chosen + 1), PathStopping.NEVER);
    PathPoint point = path.points().get(chosen);
    return new Fit(
        fits.ratings(rows),
        point.lambda(),
        point.trainMse(),
        point.validationMse(),
        point.nonZero());
  }

  private double[] lambdas(SlotSet rows) {
    if (fixed.isPresent()) {
      return new double[] {fixed.getAsDouble()};
    }

    double lambdaMax = fits.lambdaMax(rows);
    // Where nothing varies with the rating, every λ gives the mean.
    return lambdaMax > 0 ? grid.from(lambdaMax) : new double[] {1};
  }

  private static Point point(double share, List<Fit> measured) {
    double test = mean(measured, Fit::testMse);
    double spread = 0;
    for (Fit fit : measured) {
      spread += (fit.testMse - test) * (fit.testMse - test);
    }

    int n = measured.size();
    double half = n > 1 ? 2 * Math.sqrt(spread / (n - 1) / n) : 0;
    return new Point(
        share,
        Math.round(mean(measured, fit -> fit.rows)),
        median(measured),
        mean(measured, Fit::trainMse),
        test,
        test - half,
        test + half,
        mean(measured, fit -> fit.nonZero));
  }

  private static double median(List<Fit> fits) {
    double[] lambdas = fits.stream().mapToDouble(Fit::lambda).sorted().toArray();
    return lambdas[lambdas.length / 2];
  }

  private static double mean(List<Fit> fits, ToDoubleFunction<Fit> of) {
    double sum = 0;
    for (Fit fit : fits) {
      sum += of.applyAsDouble(fit);
    }

    return sum / fits.size();
  }

  /** Why the points foretell nothing; empty if they do. */
  static String unforeseeable(List<Point> points) {
    if (points.size() < FEWEST_POINTS) {
      return String.format(
          Locale.ROOT,
          "a forecast needs at least %d shares with rows enough, there are %d",
          FEWEST_POINTS,
          points.size());
    }

    Point last = points.get(points.size() - 1);
    double fall = points.get(0).testMse() - last.testMse();
    PowerLaw law = law(points.stream().mapToDouble(Point::testMse).toArray(), points);
    if (!(fall > 0) || law.b() == 0) {
      return "the error does not fall as rows are added";
    }

    return law.residual() > NOISY * fall ? "the curve is too noisy to be continued" : "";
  }

  private static PowerLaw law(double[] errors, List<Point> points) {
    return PowerLaw.fit(points.stream().mapToDouble(Point::share).toArray(), errors);
  }

  private Forecast forecast(List<Point> points, List<List<Fit>> measured) {
    PowerLaw law = law(points.stream().mapToDouble(Point::testMse).toArray(), points);
    double expected = law.at(FORECAST_SHARE);
    double spread = 0;
    for (int order = 0; order < plan.orders(); order++) {
      int own = order;
      double[] errors =
          measured.stream()
              .mapToDouble(fits -> fits.get(Math.min(own, fits.size() - 1)).testMse)
              .toArray();
      double distance = law(errors, points).at(FORECAST_SHARE) - expected;
      spread += distance * distance;
    }

    int n = plan.orders();
    double variance = n > 1 ? spread / (n - 1) / n : 0;
    double half = 2 * Math.sqrt(variance + law.residual() * law.residual());
    double share = points.get(points.size() - 1).share();
    long rows = points.get(points.size() - 1).rows();
    return new Forecast(
        FORECAST_SHARE,
        Math.round(FORECAST_SHARE / share * rows),
        expected,
        Math.max(expected - half, 0),
        expected + half);
  }
}
