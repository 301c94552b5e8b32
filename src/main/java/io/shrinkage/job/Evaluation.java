package io.shrinkage.job;

import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.config.ValueRange;
import io.shrinkage.model.RunRecord.Errors;
import io.shrinkage.model.RunRecord.Metrics;
import io.shrinkage.model.RunRecord.Prediction;
import io.shrinkage.spark.EncodedRatings;
import io.shrinkage.statistics.LinearPredictor;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.Standardizer;
import io.shrinkage.statistics.Strata;
import java.util.List;
import java.util.Optional;

/**
 * The errors of a fitted model on training and test rows, beside those of the baselines and of the
 * unregularized fit, which are measured on the test rows.
 */
final class Evaluation {
  /**
   * The widest Gramian that the unregularized fit may cost: 2,500 columns are 25 MB and a second.
   */
  private static final int UNREGULARIZED_COLUMNS = 2_500;

  private final EncodedRatings ratings;
  private final FittedRun fitted;
  private final LinearPredictor predictor;

  Evaluation(EncodedRatings ratings, FittedRun fitted) {
    this.ratings = ratings;
    this.fitted = fitted;
    this.predictor = fitted.objective().standardizer().predictor(fitted.weights());
  }

  Metrics metrics() {
    SlotSet fit = fitted.plan().fit();
    SlotSet test = fitted.plan().test();
    Standardizer standardizer = fitted.objective().standardizer();
    Errors train = errors(ratings.metrics(fit, predictor));
    io.shrinkage.statistics.Metrics tested = ratings.metrics(test, predictor);
    if (tested.n() == 0) {
      return new Metrics(train, null, null, null, null);
    }
    double mean = ratings.moments(fit).standardizer().yMean();
    return new Metrics(
        train,
        errors(tested),
        errors(ratings.metrics(test, mean)),
        errors(ratings.itemMeanMetrics(fit, test, mean)),
        unregularized(fit, test, standardizer).map(Evaluation::errors).orElse(null));
  }

  /** The minimum-norm least-squares fit; absent where the columns are too many. */
  private Optional<io.shrinkage.statistics.Metrics> unregularized(
      SlotSet fit, SlotSet test, Standardizer standardizer) {
    if (ratings.space().dimension() > UNREGULARIZED_COLUMNS) {
      return Optional.empty();
    }
    Strata stratum = Strata.of(fitted.plan().slots(), List.of(fit));
    double[] weights =
        ratings
            .slotStatistics(stratum, standardizer.yMean())
            .statistics(fit)
            .gramian(standardizer)
            .minimumNormFit();
    return Optional.of(ratings.metrics(test, standardizer.predictor(weights)));
  }

  private static Errors errors(io.shrinkage.statistics.Metrics metrics) {
    return new Errors(metrics.rmse(), metrics.mae(), metrics.r2(), metrics.n());
  }

  /** Predicted against actual, on test rows where there are any. */
  Prediction prediction(ShrinkageConfig config, boolean tested) {
    SlotSet slots = tested ? fitted.plan().test() : fitted.plan().fit();
    Standardizer standardizer = fitted.objective().standardizer();
    double mean = ratings.moments(slots).standardizer().yMean();
    double spread = Math.max(4 * standardizer.ySigma(), 1e-12);
    Optional<ValueRange> range = config.input().ratings().range();
    return ratings
        .predictions(
            slots,
            predictor,
            range.map(ValueRange::lo).orElse(mean - spread),
            range.map(ValueRange::hi).orElse(mean + spread))
        .prediction(tested ? "test" : "train");
  }
}
