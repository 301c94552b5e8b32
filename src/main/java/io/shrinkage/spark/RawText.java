package io.shrinkage.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_csv;
import static org.apache.spark.sql.functions.to_json;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** A record as text: a malformed one as it was read, CSV in its own dialect, others as JSON. */
final class RawText {
  private static final Set<String> DIALECT =
      Set.of("sep", "delimiter", "quote", "escape", "nullvalue");

  private RawText() {}

  /** The text of a row of a table that {@link TableReader} opened. */
  static Column of(Dataset<Row> source, String format, Map<String, String> options) {
    Column[] fields =
        Arrays.stream(source.schema().fields())
            .map(StructField::name)
            .filter(name -> !name.equals(TableReader.MALFORMED))
            .map(name -> source.col(Values.quoted(name)).cast(DataTypes.StringType).as(name))
            .toArray(Column[]::new);
    boolean csv = format.toLowerCase(Locale.ROOT).equals("csv");
    Column text = csv ? to_csv(struct(fields), dialect(options)) : to_json(struct(fields));
    boolean canBeMalformed = Arrays.asList(source.columns()).contains(TableReader.MALFORMED);
    return canBeMalformed ? coalesce(col(TableReader.MALFORMED), text) : text;
  }

  /** The options that say how CSV is written, with blanks kept. */
  static Map<String, String> dialect(Map<String, String> options) {
    Map<String, String> dialect = new HashMap<>();
    options.forEach(
        (key, value) -> {
          if (DIALECT.contains(key.toLowerCase(Locale.ROOT))) {
            dialect.put(key, value);
          }
        });
    dialect.put("ignoreLeadingWhiteSpace", "false");
    dialect.put("ignoreTrailingWhiteSpace", "false");
    return dialect;
  }
}
