package io.shrinkage.spark;

import io.shrinkage.model.LinearModel;
import java.io.IOException;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.LinearRegressionModel;

/** A fitted model as MLlib's own class, which any Spark loads without this application's jar. */
public final class MllibModel {
  private MllibModel() {}

  /**
   * Writes a model in MLlib's format; the vector's positions are those of {@code coefficients.csv}.
   *
   * <p>Cluster: two small jobs that write one file each.
   *
   * @param path a directory that does not exist yet
   */
  public static void write(LinearModel model, String runId, String path) throws IOException {
    new LinearRegressionModel(
            "shrinkage_" + runId, Vectors.dense(model.coefficients()), model.intercept())
        .write()
        .save(path);
  }
}
