package io.shrinkage.bench;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * ½ mean (y − b − xᵀw)² + λ Σ (ρ |σⱼwⱼ| + ½ (1 − ρ) (σⱼwⱼ)²), evaluated by Spark SQL. Cost: a pass
 * to set up, and a pass an evaluation.
 */
final class PosedObjective {
  private final double[] deviations;
  private final double lambda;
  private final double l1Ratio;

  private PosedObjective(double[] deviations, double lambda, double l1Ratio) {
    this.deviations = deviations;
    this.lambda = lambda;
    this.l1Ratio = l1Ratio;
  }

  static PosedObjective of(Dataset<Row> rows, double lambda, double l1Ratio) {
    Row head =
        rows.select(
                functions.count(functions.lit(1)),
                Summarizer.variance(functions.col("features")).as("variance"))
            .head();
    long n = head.getLong(0);
    double[] deviations = ((Vector) head.get(1)).toArray().clone();
    for (int j = 0; j < deviations.length; j++) {
      deviations[j] = Math.sqrt(deviations[j] * (n - 1) / n);
    }
    return new PosedObjective(deviations, lambda, l1Ratio);
  }

  double value(Dataset<Row> rows, double[] weights, double intercept) {
    UDF2<Double, Vector, Double> squaredResidual =
        (y, x) -> {
          double residual = y - intercept;
          double[] values = x.toArray();
          for (int j = 0; j < values.length; j++) {
            residual -= values[j] * weights[j];
          }
          return residual * residual;
        };
    double mse =
        rows.select(
                functions.avg(
                    functions
                        .udf(squaredResidual, DataTypes.DoubleType)
                        .apply(functions.col("label"), functions.col("features"))))
            .head()
            .getDouble(0);
    double penalty = 0;
    for (int j = 0; j < weights.length; j++) {
      double w = deviations[j] * weights[j];
      penalty += l1Ratio * Math.abs(w) + 0.5 * (1 - l1Ratio) * w * w;
    }
    return 0.5 * mse + lambda * penalty;
  }
}
