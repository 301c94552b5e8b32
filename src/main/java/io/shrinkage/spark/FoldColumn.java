package io.shrinkage.spark;

import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.lit;

import io.shrinkage.features.DataException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The folds that a column of the ratings names: one for each distinct value, as text, numbered from
 * 0 in the order of the values (shorter ones first, so that 2 comes before 10).
 *
 * <p>Cluster: one scan of that column, a shuffle of its distinct values, which reach the driver.
 */
final class FoldColumn {
  private static final int MOST = 1_000;

  private final String name;
  private final List<String> values;

  private FoldColumn(String name, List<String> values) {
    this.name = name;
    this.values = values;
  }

  /**
   * The values of a column.
   *
   * @throws DataException if they are fewer than two or more than {@value #MOST}
   */
  static FoldColumn of(Dataset<Row> rows, String name) {
    Values cells = Values.of(rows, List.of(name));
    List<String> values =
        cells
            .rows()
            .select(cells.of(name).text())
            .distinct()
            .limit(MOST + 2) // one may be null
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .filter(Objects::nonNull)
            .sorted(
                Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
            .toList();
    if (values.size() < 2 || values.size() > MOST) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "select.fold-column: '%s' has %s; each value is a fold, and there must be 2 to %,d",
              name,
              values.size() > MOST
                  ? String.format(Locale.ROOT, "more than %,d values", MOST)
                  : values.isEmpty() ? "no value" : "one value, '" + values.get(0) + "'",
              MOST));
    }
    return new FoldColumn(name, values);
  }

  String name() {
    return name;
  }

  /** How many folds there are. */
  int count() {
    return values.size();
  }

  /** The number of a row's fold, from 0; null where it has none. */
  Column number(Values.Cell cell) {
    return array_position(lit(values.toArray(String[]::new)), cell.text()).minus(1L);
  }
}
