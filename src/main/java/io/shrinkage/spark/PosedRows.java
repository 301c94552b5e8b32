package io.shrinkage.spark;

import io.shrinkage.linalg.FeatureRows;
import io.shrinkage.statistics.RatingGroups;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SlotSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The training rows as MLlib takes them: label, weight and features in original units.
 *
 * <p>A group of ratings that share their features becomes two rows, its mean plus and minus its
 * deviation, each with half its weight: least squares, the label's mean and its deviation are then
 * those of the single ratings.
 */
final class PosedRows {
  static final String LABEL = "label";
  static final String WEIGHT = "weight";
  static final String FEATURES = "features";

  private static final StructType SCHEMA =
      new StructType()
          .add(LABEL, DataTypes.DoubleType, false)
          .add(WEIGHT, DataTypes.DoubleType, false)
          .add(FEATURES, SQLDataTypes.VectorType(), false);

  private PosedRows() {}

  /**
   * The rows of some slots.
   *
   * @param origins what the encoder subtracted from each column
   */
  static Dataset<Row> of(
      SparkSession session, EncodedRatings ratings, SlotSet slots, double[] origins) {
    return session.createDataFrame(
        ratings.blocks().flatMap(block -> rows(block, slots, origins)), SCHEMA);
  }

  private static Iterator<Row> rows(RowBlock block, SlotSet slots, double[] origins) {
    List<Row> rows = new ArrayList<>();
    RatingGroups ratings = block.ratings();
    for (int row = 0; row < block.rows(); row++) {
      double weight = ratings.weight(row);
      if (!slots.contains(block.slot(row)) || weight == 0) {
        continue;
      }
      Vector features = features(block.x(), block.features(row), origins);
      double deviation = Math.sqrt(ratings.within(row) / weight);
      if (deviation == 0) {
        rows.add(RowFactory.create(ratings.mean(row), weight, features));
      } else {
        rows.add(RowFactory.create(ratings.mean(row) + deviation, weight / 2, features));
        rows.add(RowFactory.create(ratings.mean(row) - deviation, weight / 2, features));
      }
    }
    return rows.iterator();
  }

  private static Vector features(FeatureRows x, int row, double[] origins) {
    double[] dense = origins.clone();
    x.forEach(row, (column, value) -> dense[column] += value);
    int[] indices = new int[dense.length];
    double[] values = new double[dense.length];
    int size = 0;
    for (int column = 0; column < dense.length; column++) {
      if (dense[column] != 0) {
        indices[size] = column;
        values[size++] = dense[column];
      }
    }
    return Vectors.sparse(dense.length, Arrays.copyOf(indices, size), Arrays.copyOf(values, size));
  }
}
