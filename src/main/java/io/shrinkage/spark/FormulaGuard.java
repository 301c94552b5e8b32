package io.shrinkage.spark;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Text for a CSV file that people open in a spreadsheet, which runs a cell that begins with =, +, -
 * or @ (also after a tab or a line end) as a formula: such a text or column name is given a leading
 * apostrophe. Numbers stay as they are, whichever type their column has.
 *
 * <p>The same rule as that of {@link io.shrinkage.model.CoefficientsCsv}: apostrophes before the
 * sign count too, so that taking one off gives the text back.
 */
final class FormulaGuard {
  private static final String FORMULA = "^'*[=+\\-@\\t\\r\\n]";

  private FormulaGuard() {}

  /** The table with every cell and column name disarmed. */
  static Dataset<Row> disarm(Dataset<Row> table) {
    return table.select(
        Arrays.stream(table.schema().fields())
            .map(field -> cell(table, field).as(name(field.name())))
            .toArray(Column[]::new));
  }

  private static Column cell(Dataset<Row> table, StructField field) {
    Column cell = table.col(Values.quoted(field.name()));
    if (!DataTypes.StringType.equals(field.dataType())) {
      return cell;
    }
    Column dangerous = cell.rlike(FORMULA).and(not(trim(cell).rlike(Values.DECIMAL)));
    return when(dangerous, concat(lit("'"), cell)).otherwise(cell);
  }

  private static String name(String name) {
    return name.matches("(?s)" + FORMULA + ".*") ? "'" + name : name;
  }
}
