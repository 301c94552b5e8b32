package io.shrinkage.job;

import io.shrinkage.model.RunRecord.Errors;
import io.shrinkage.model.RunRecord.Metrics;
import io.shrinkage.model.RunRecord.Prediction;
import io.shrinkage.model.RunRecord.PredictionSlice;
import io.shrinkage.spark.BaselineScores;
import io.shrinkage.spark.EncodedRatings;
import io.shrinkage.spark.ModelScores;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.Standardizer;
import io.shrinkage.statistics.Strata;
import java.util.List;

/**
 * The errors of a fitted model on training and test rows, beside those of the baselines and of the
 * unregularized fit, which are measured on the test rows: beside the pass that was made already,
 * one over the features of the test rows and one over the ratings, and two more for the
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

  static Evaluation of(EncodedRatings ratings, FittedRun fitted) {
    SlotSet test = fitted.plan().test();
    ModelScores model = fitted.scored().scores();
    ResidualSlices slices = fitted.scored().slices();
    Errors train = errors(model.fitted().metrics());
    boolean tested = model.tested().metrics().n() > 0;
    List<PredictionSlice> bySlice =
        slices.named(
            test.isEmpty()
                ? model.fitted().slices()
                : ratings.sliceErrors(
                    tested ? test : fitted.rows(),
                    fitted.objective().standardizer().predictor(fitted.weights()),
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
            unregularized(ratings, fitted)),
        model.tested().tally().prediction("test", bySlice));
  }

  /** The errors of the minimum-norm least-squares fit; null where the columns are too many. */
  private static Errors unregularized(EncodedRatings ratings, FittedRun fitted) {
    if (fitted.unregularized().isPresent()) {
      return errors(fitted.scored().scores().unregularized());
    }
    if (ratings.space().dimension() > UNREGULARIZED_COLUMNS) {
      return null;
    }
    Standardizer standardizer = fitted.objective().standardizer();
    Strata stratum = Strata.parting(fitted.plan().slots(), List.of(fitted.rows()));
    double[] weights =
        ratings
            .slotStatistics(stratum, standardizer.yMean())
            .statistics(fitted.rows())
            .gramian(standardizer)
            .minimumNormFit();
    return errors(ratings.metrics(fitted.plan().test(), standardizer.predictor(weights)));
  }

  private static Errors errors(io.shrinkage.statistics.Metrics metrics) {
    return new Errors(metrics.rmse(), metrics.mae(), metrics.r2(), metrics.n());
  }
}
