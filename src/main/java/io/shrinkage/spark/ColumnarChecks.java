package io.shrinkage.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The checks of {@link CheckedRatings#packedColumns} over a source that yields its columns in
 * batches, as Parquet and ORC do: the features stay columns, and only the checks become rows.
 *
 * <p>Spark's own way makes a row of every cell, twice. Where its plan is not a projection of a
 * columnar scan, there is none of this, and that way is taken.
 */
final class ColumnarChecks {
  private final JavaRDD<ColumnarBatch> batches;
  private final Evaluated evaluated;

  private ColumnarChecks(JavaRDD<ColumnarBatch> batches, Evaluated evaluated) {
    this.batches = batches;
    this.evaluated = evaluated;
  }

  /** The checks of some packed columns; empty if their source is not columnar. */
  static Optional<ColumnarChecks> of(Dataset<Row> packed) {
    if (!(inner(packed.queryExecution().executedPlan()) instanceof ProjectExec project)) {
      return Optional.empty();
    }
    SparkPlan scan = inner(project.child());
    if (!scan.supportsColumnar()) {
      return Optional.empty();
    }
    List<Attribute> input = CollectionConverters.asJava(scan.output());
    Map<ExprId, Integer> places = new HashMap<>();
    for (Attribute attribute : input) {
      places.put(attribute.exprId(), places.size());
    }
    List<Expression> checks = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    for (NamedExpression column : CollectionConverters.asJava(project.projectList())) {
      Expression expression = (Expression) column;
      if (checks.size() < CheckedRatings.VALUES) {
        checks.add(expression);
      } else {
        Expression source = expression instanceof Alias alias ? alias.child() : expression;
        columns.add(
            source instanceof Attribute attribute
                ? places.getOrDefault(attribute.exprId(), -1)
                : -1);
      }
    }
    return columns.contains(-1)
        ? Optional.empty()
        : Optional.of(
            new ColumnarChecks(
                scan.executeColumnar().toJavaRDD(), new Evaluated(checks, input, columns)));
  }

  /** The plan beneath what only turns batches into rows. */
  private static SparkPlan inner(SparkPlan plan) {
    SparkPlan inner = plan;
    while (inner instanceof WholeStageCodegenExec
        || inner instanceof InputAdapter
        || inner instanceof ColumnarToRowExec) {
      inner = inner.children().head();
    }
    return inner;
  }

  /** The source's batches. */
  JavaRDD<ColumnarBatch> batches() {
    return batches;
  }

  /** What tasks need. */
  Evaluated evaluated() {
    return evaluated;
  }

  /** The checks as expressions over a row of a batch, and where the features' columns are. */
  static final class Evaluated implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Expression[] checks;
    private final Attribute[] input;
    private final int[] columns;

    private Evaluated(List<Expression> checks, List<Attribute> input, List<Integer> columns) {
      this.checks = checks.toArray(Expression[]::new);
      this.input = input.toArray(Attribute[]::new);
      this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
    }

    UnsafeProjection projection() {
      return UnsafeProjection.create(
          CollectionConverters.asScala(List.of(checks)).toSeq(),
          CollectionConverters.asScala(List.of(input)).toSeq());
    }

    int[] columns() {
      return columns;
    }
  }
}
