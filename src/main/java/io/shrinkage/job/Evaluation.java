package io.shrinkage.job;

import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.config.ValueRange;
import io.shrinkage.model.RunRecord.Errors;
import io.shrinkage.model.RunRecord.Metrics;
import io.shrinkage.model.RunRecord.Prediction;
import io.shrinkage.spark.EncodedRatings;
import io.shrinkage.spark.FitScores;
import io.shrinkage.spark.TestScores;
import io.shrinkage.statistics.LinearPredictor;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.Standardizer;
import io.shrinkage.statistics.Strata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The errors of a fitted model on training and test rows, beside those of the baselines and of the
 * unregularized fit, which are measured on the test rows: two passes, and one more for the
 * unregularized fit where there are no statistics.
 *
 * @param metrics the errors
 * @param prediction predicted against actual, on test rows where there are any
 */
record Evaluation(Metrics metrics, Prediction prediction) {
  /**
   * The widest Gramian that the unregularized fit may cost: 2,500 columns are 25 MB and a second.
   */
  static final int UNREGULARIZED_COLUMNS = 2_500;

  private static final int MODEL = 0;
  private static final int MEAN = 1;
  private static final int UNREGULARIZED = 2;

  static Evaluation of(ShrinkageConfig config, EncodedRatings ratings, FittedRun fitted) {
    SlotSet test = fitted.plan().test();
    Standardizer standardizer = fitted.objective().standardizer();
    LinearPredictor model = standardizer.predictor(fitted.weights());
    FitScores train = ratings.fitScores(fitted.rows(), model, test);
    double mean = train.model().mean();
    List<LinearPredictor> predictors = new ArrayList<>();
    predictors.add(model);
    predictors.add(new LinearPredictor(new double[ratings.space().dimension()], mean));
    unregularized(ratings, fitted).ifPresent(w -> predictors.add(standardizer.predictor(w)));

    double spread = Math.max(4 * standardizer.ySigma(), 1e-12);
    Optional<ValueRange> range = config.input().ratings().range();
    TestScores scores =
        ratings.testScores(
            fitted.rows(),
            test,
            predictors,
            train,
            range.map(ValueRange::lo).orElse(mean - spread),
            range.map(ValueRange::hi).orElse(mean + spread));
    boolean tested = scores.linear(MODEL).n() > 0;
    return new Evaluation(
        new Metrics(
            errors(train.model()),
            tested ? errors(scores.linear(MODEL)) : null,
            tested ? errors(scores.linear(MEAN)) : null,
            tested ? errors(scores.itemMeans()) : null,
            tested && predictors.size() > UNREGULARIZED
                ? errors(scores.linear(UNREGULARIZED))
                : null),
        tested ? scores.tested().prediction("test") : scores.fitted().prediction("train"));
  }

  /** The minimum-norm least-squares fit; absent where the columns are too many. */
  private static Optional<double[]> unregularized(EncodedRatings ratings, FittedRun fitted) {
    if (fitted.unregularized().isPresent() || ratings.space().dimension() > UNREGULARIZED_COLUMNS) {
      return fitted.unregularized();
    }
    Standardizer standardizer = fitted.objective().standardizer();
    Strata stratum = Strata.parting(fitted.plan().slots(), List.of(fitted.rows()));
    return Optional.of(
        ratings
            .slotStatistics(stratum, standardizer.yMean())
            .statistics(fitted.rows())
            .gramian(standardizer)
            .minimumNormFit());
  }

  private static Errors errors(io.shrinkage.statistics.Metrics metrics) {
    return new Errors(metrics.rmse(), metrics.mae(), metrics.r2(), metrics.n());
  }
}
