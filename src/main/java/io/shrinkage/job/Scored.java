package io.shrinkage.job;

import io.shrinkage.config.RatingsConfig.RatingsColumns;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.config.ValueRange;
import io.shrinkage.objective.Penalty;
import io.shrinkage.selection.BucketPlan;
import io.shrinkage.solver.Certificate;
import io.shrinkage.solver.Certifier;
import io.shrinkage.spark.EncodedRatings;
import io.shrinkage.spark.ModelScores;
import io.shrinkage.statistics.LeastSquaresObjective;
import io.shrinkage.statistics.SliceMap;
import io.shrinkage.statistics.SlotSet;
import io.shrinkage.statistics.Standardizer;
import java.util.Optional;

/**
 * What the one pass over the features of all rows found at a model's weights: losses and gradients,
 * of which the certificate is made, and the errors.
 *
 * @param scores what it found
 * @param slices by which errors are told
 */
record Scored(ModelScores scores, ResidualSlices slices) {
  /**
   * Makes the pass.
   *
   * @param rows the slots of the rows that were fitted to
   * @param objective their problem
   * @param weights standardized
   * @param unregularized the standardized weights of the unregularized fit, where they are at hand
   */
  static Scored of(
      ShrinkageConfig config,
      EncodedRatings ratings,
      BucketPlan plan,
      SlotSet rows,
      LeastSquaresObjective objective,
      double[] weights,
      Optional<double[]> unregularized) {
    SlotSet test = plan.test();
    Standardizer standardizer = objective.standardizer();
    Standardizer centred =
        config.fit().intercept() ? standardizer : ratings.moments(rows).standardizer();
    ValueRange tallied = config.input().ratings().range().orElseGet(() -> middle(centred));
    RatingsColumns columns = config.input().ratings().columns();
    boolean counted = columns.item().isPresent() && columns.weight().isEmpty();
    ResidualSlices slices =
        new ResidualSlices(ratings.space(), centred, !test.isEmpty() && counted);
    return new Scored(
        ratings.modelScores(
            new ModelScores.Scoring(
                rows,
                test,
                standardizer.predictor(weights),
                standardizer.predictor(new double[weights.length]),
                unregularized.map(standardizer::predictor).orElse(null),
                tallied.lo(),
                tallied.hi(),
                test.isEmpty() ? slices.map() : SliceMap.builder().build())),
        slices);
  }

  /** The ratings up to four deviations from their mean. */
  private static ValueRange middle(Standardizer centred) {
    double mean = centred.yMean();
    double spread = Math.max(4 * centred.ySigma(), 1e-12 * Math.max(1, Math.abs(mean)));
    return new ValueRange(mean - spread, mean + spread);
  }

  /** Certifies the weights by what was found at them. */
  Certificate certificate(
      LeastSquaresObjective objective, Penalty penalty, double[] weights, double tolerance) {
    double[] gradient = new double[weights.length];
    double value = objective.valueAndGradient(scores.gradients(), gradient);
    return Certifier.measured(objective, penalty, weights, value, gradient, tolerance);
  }
}
