package io.shrinkage.job;

import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.config.ValueRange;
import io.shrinkage.model.RunRecord.Errors;
import io.shrinkage.model.RunRecord.Metrics;
import io.shrinkage.model.RunRecord.Prediction;
import io.shrinkage.model.RunRecord.PredictionSlice;
import io.shrinkage.spark.BaselineScores;
import io.shrinkage.spark.EncodedRatings;
import io.shrinkage.spark.ModelScores;
import io.shrinkage.statistics.LinearPredictor;
import io.shrinkage.statistics.SliceMap;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.Standardizer;
import io.shrinkage.statistics.Strata;
import java.util.List;
import java.util.Optional;

/**
 * The errors of a fitted model on training and test rows, beside those of the baselines and of the
 * unregularized fit, which are measured on the test rows: a pass over the features of all rows, one
 * over those of the test rows and one over the ratings, and one more for the unregularized fit
 * where there are no statistics.
 *
 * @param metrics the errors
 * @param prediction predicted against actual, on test rows where there are any
 */
record Evaluation(Metrics metrics, Prediction prediction) {
  /**
   * The widest Gramian that the unregularized fit may cost: 2,500 columns are 25 MB and a second.
   */
  static final int UNREGULARIZED_COLUMNS = 2_500;

  static Evaluation of(ShrinkageConfig config, EncodedRatings ratings, FittedRun fitted) {
    SlotSet test = fitted.plan().test();
    Standardizer standardizer = fitted.objective().standardizer();
    ValueRange tallied =
        config.input().ratings().range().orElseGet(() -> middle(config, ratings, fitted));
    Optional<LinearPredictor> unregularized =
        unregularized(ratings, fitted).map(standardizer::predictor);
    ResidualSlices slices = ResidualSlices.of(config, ratings, fitted, !test.isEmpty());
    ModelScores model =
        ratings.modelScores(
            fitted.rows(),
            test,
            standardizer.predictor(fitted.weights()),
            unregularized,
            tallied.lo(),
            tallied.hi(),
            test.isEmpty() ? slices.map() : SliceMap.builder().build());
    Errors train = errors(model.fitted().metrics());
    boolean tested = model.tested().metrics().n() > 0;
    List<PredictionSlice> bySlice =
        slices.named(
            test.isEmpty()
                ? model.fitted().slices()
                : ratings.sliceErrors(
                    tested ? test : fitted.rows(),
                    standardizer.predictor(fitted.weights()),
                    slices.map(),
                    model));
    if (!tested) {
      return new Evaluation(
          new Metrics(train, null, null, null, null),
          model.fitted().tally().prediction("train", bySlice));
    }
    BaselineScores baselines = ratings.baselineScores(test, model);
    return new Evaluation(
        new Metrics(
            train,
            errors(model.tested().metrics()),
            errors(baselines.mean()),
            errors(baselines.itemMeans()),
            unregularized.isPresent() ? errors(model.unregularized()) : null),
        model.tested().tally().prediction("test", bySlice));
  }

  /** The ratings up to four deviations from their mean. */
  private static ValueRange middle(
      ShrinkageConfig config, EncodedRatings ratings, FittedRun fitted) {
    Standardizer standardizer = fitted.objective().standardizer();
    double mean = centred(config, ratings, fitted).yMean();
    double spread = Math.max(4 * standardizer.ySigma(), 1e-12 * Math.max(1, Math.abs(mean)));
    return new ValueRange(mean - spread, mean + spread);
  }

  /** The scales of the rows fitted to about their means, also where the fit has no intercept. */
  static Standardizer centred(ShrinkageConfig config, EncodedRatings ratings, FittedRun fitted) {
    return config.fit().intercept()
        ? fitted.objective().standardizer()
        : ratings.moments(fitted.rows()).standardizer();
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
