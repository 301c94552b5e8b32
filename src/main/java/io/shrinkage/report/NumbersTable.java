package io.shrinkage.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The numbers behind a chart as a table that unfolds, for those who do not see the chart. */
final class NumbersTable {
  /** A longer one is thinned out evenly; its first and its last row stay. */
  private static final int ROWS = 100;

  private NumbersTable() {}

  /** A column: its head, and what stands in it. */
  record Column<T>(String head, Function<T, String> cell) {}

  /** A column of errors or other figures. */
  static <T> Column<T> of(String head, Function<T, String> cell) {
    return new Column<>(head, cell);
  }

  /**
   * The table.
   *
   * @param name what the reader clicks on
   */
  static <T> Map<String, Object> of(String name, List<T> values, List<Column<T>> columns) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (T value : thinned(values)) {
      List<String> cells = columns.stream().map(column -> column.cell().apply(value)).toList();
      rows.add(Page.row("cells", cells));
    }
    String shown =
        rows.size() == values.size()
            ? name
            : name + ": " + rows.size() + " of " + NumberText.count(values.size()) + " points";
    return Page.row(
        "name", shown, "heads", columns.stream().map(Column::head).toList(), "rows", rows);
  }

  private static <T> List<T> thinned(List<T> values) {
    if (values.size() <= ROWS) {
      return values;
    }
    List<T> kept = new ArrayList<>();
    for (int k = 0; k < ROWS; k++) {
      kept.add(values.get((int) ((long) k * (values.size() - 1) / (ROWS - 1))));
    }
    return kept;
  }
}
