package io.shrinkage.spark;

import static org.apache.spark.sql.functions.col;

import io.shrinkage.features.DataException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the tables beside the ratings share: rows that are looked up by a key, one for each. */
final class KeyedTable {
  private KeyedTable() {}

  /**
   * The rows of a table that has its key's column, without those that are malformed.
   *
   * @param table movies or users
   * @param role of the key: item or user
   * @throws DataException if there is no such column
   */
  static Dataset<Row> of(Dataset<Row> rows, String table, String role, String column) {
    if (!Arrays.asList(rows.columns()).contains(column)) {
      throw new DataException(
          "input."
              + table
              + ".columns."
              + role
              + ": the "
              + table
              + " have no column '"
              + column
              + "'; they have "
              + FeatureLookup.columns(rows.schema()));
    }
    return wellFormed(rows);
  }

  /** The rows that are not malformed. */
  static Dataset<Row> wellFormed(Dataset<Row> rows) {
    return Arrays.asList(rows.columns()).contains(TableReader.MALFORMED)
        ? rows.where(col(TableReader.MALFORMED).isNull()).drop(TableReader.MALFORMED)
        : rows;
  }

  /**
   * Brings rows of a table to the driver.
   *
   * @throws DataException if they cannot be read
   */
  static List<Row> collect(Dataset<Row> rows, String table) {
    try {
      return rows.collectAsList();
    } catch (Exception e) {
      // Scala does not declare what it throws.
      if (ReadFailures.isRead(e)) {
        throw new DataException(
            "input." + table + ": cannot read the " + table + ": " + ReadFailures.reason(e), e);
      }
      throw e;
    }
  }

  /** That a key is on two rows, each of which would be the key's. */
  static DataException twoRows(String table, String key, String cure) {
    return new DataException("input." + table + ": two rows have the key " + key + "; " + cure);
  }
}
