package io.shrinkage.bench;

import io.shrinkage.features.FeatureEncoder;
import io.shrinkage.features.FeatureKind;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.RawRow;
import io.shrinkage.model.LinearModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows as MLlib takes them: a label and a vector of our columns, one for each rating. */
final class MllibRows {
  static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.DoubleType, false)
          .add("features", SQLDataTypes.VectorType(), false);

  private MllibRows() {}

  /** Ratings with the features of their movies; those of one movie share a vector until cached. */
  static Dataset<Row> ofMovies(SparkSession session, MllibPlan plan, LinearModel model) {
    Map<Long, Vector> movies = movies(session, plan.movies(), model);
    int testPercent = (int) Math.round(100 * (1 - plan.trainShare()));
    return session
        .read()
        .parquet(plan.ratings())
        .where("pmod(xxhash64(userId, movieId), 100) >= " + testPercent)
        .select("rating", "movieId")
        .map(
            (MapFunction<Row, Row>)
                row -> RowFactory.create(row.getDouble(0), movies.get(row.getLong(1))),
            Encoders.row(SCHEMA));
  }

  private static Map<Long, Vector> movies(SparkSession session, String path, LinearModel model) {
    FeatureEncoder encoder = new FeatureEncoder(model.space());
    double[] origins = encoder.origins();
    List<FeatureSpec> specs = model.space().specs();
    Map<Long, Vector> vectors = new HashMap<>();
    for (Row movie : session.read().parquet(path).collectAsList()) {
      double[] values = origins.clone();
      encoder.encode(new Movie(movie, specs), (column, value) -> values[column] += value);
      vectors.put(movie.getAs("movieId"), Vectors.dense(values).toSparse());
    }
    return vectors;
  }

  /** Rows of a table whose features are all columns but {@code y}, in the order of the model's. */
  static Dataset<Row> ofTable(SparkSession session, MllibPlan plan, LinearModel model) {
    int dimension = model.dimension();
    String[] names = new String[dimension + 1];
    names[0] = "y";
    for (int column = 0; column < dimension; column++) {
      names[column + 1] = model.space().columnName(column);
    }
    return session
        .read()
        .parquet(plan.ratings())
        .selectExpr(names)
        .map((MapFunction<Row, Row>) row -> dense(row, dimension), Encoders.row(SCHEMA));
  }

  private static Row dense(Row row, int dimension) {
    double[] values = new double[dimension];
    for (int column = 0; column < dimension; column++) {
      values[column] = row.getDouble(column + 1);
    }
    return RowFactory.create(row.getDouble(0), Vectors.dense(values));
  }

  private record Movie(Row row, List<FeatureSpec> specs) implements RawRow {
    @Override
    public String text(int feature) {
      Object value = row.getAs(specs.get(feature).column());
      return value == null ? "" : value.toString();
    }

    @Override
    public double number(int feature) {
      Object value = row.getAs(specs.get(feature).column());
      return specs.get(feature).kind() == FeatureKind.NUMERIC && value instanceof Number number
          ? number.doubleValue()
          : Double.NaN;
    }
  }
}
