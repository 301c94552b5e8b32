package io.shrinkage.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.SparkSession;

/**
 * A program that knows Spark alone: loads a model by MLlib's own loader and predicts the rows of a
 * text file, one prediction a line.
 */
public final class StockMllib {
  private StockMllib() {}

  /**
   * Runs the program.
   *
   * @param args the model's directory, and a file with blank-separated features a line
   */
  public static void main(String[] args) throws Exception {
    try {
      Class.forName("io.shrinkage.model.LinearModel");
      throw new IllegalStateException("our classes are on the path");
    } catch (ClassNotFoundException expected) {
      // Just so: the model must not need them.
    }
    SparkSession.builder()
        .master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate();
    LinearRegressionModel model = LinearRegressionModel.load(args[0]);
    for (String line : Files.readAllLines(Path.of(args[1]))) {
      double[] row = Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
      System.out.println("prediction " + model.predict(Vectors.dense(row)));
    }
  }
}
