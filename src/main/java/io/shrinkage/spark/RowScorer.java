package io.shrinkage.spark;

import io.shrinkage.features.DataException;
import io.shrinkage.features.RawRow;
import io.shrinkage.model.RowPredictor;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Predicts for the feature values of one row, or says why the model refuses them: a failed task
 * would be tried again and end in a stack trace.
 */
final class RowScorer implements UDF1<Row, Row> {
  private static final long serialVersionUID = 1L;

  static final String PREDICTION = "prediction";
  static final String REFUSAL = "refusal";

  static final StructType RESULT =
      new StructType().add(PREDICTION, DataTypes.DoubleType).add(REFUSAL, DataTypes.StringType);

  private final Broadcast<RowPredictor> predictor;

  RowScorer(Broadcast<RowPredictor> predictor) {
    this.predictor = predictor;
  }

  @Override
  public Row call(Row values) {
    try {
      return RowFactory.create(predictor.value().predict(new Values(values)), null);
    } catch (DataException e) {
      return RowFactory.create(null, e.getMessage());
    }
  }

  private static final class Values implements RawRow {
    private final Row row;

    private Values(Row row) {
      this.row = row;
    }

    @Override
    public String text(int feature) {
      return row.isNullAt(feature) ? "" : row.getString(feature);
    }

    @Override
    public double number(int feature) {
      return row.isNullAt(feature) ? Double.NaN : row.getDouble(feature);
    }
  }
}
