package io.shrinkage.spark;

import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;

/** Checked rows of a partition, each with the numbers of its features beside it. */
interface PackableRows extends Iterator<InternalRow> {

  /** The next row, with the columns of {@link CheckedRatings#packedColumns} up to the reason. */
  @Override
  InternalRow next();

  /**
   * The numbers of the row that came last.
   *
   * @param out overwritten with them, NaN where one counts as missing
   * @param statuses overwritten with what {@link FeatureColumns#status} says of each, if one {@link
   *     #hasGaps is not as it should be}
   * @return why its features reject the row; null if they do not
   */
  Reason features(double[] out, byte[] statuses);

  /** Whether a feature of the row that came last is missing, unreadable or out of range. */
  boolean hasGaps();

  /** Whether a number of that row may be 0. */
  boolean hasZeros();

  /** Rows that hold their features themselves, from column {@link CheckedRatings#PACKED} on. */
  static PackableRows of(Iterator<InternalRow> rows, NumericCells cells) {
    int[] columns = new int[cells.size()];
    Arrays.setAll(columns, i -> CheckedRatings.VALUES + i);
    return new PackableRows() {
      private InternalRow row;
      private boolean gaps;

      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public InternalRow next() {
        row = rows.next();
        return row;
      }

      @Override
      public Reason features(double[] out, byte[] statuses) {
        Reason reason = cells.read(row, columns, out, statuses);
        gaps = false;
        for (byte status : statuses) {
          gaps |= status != 0;
        }
        return reason;
      }

      @Override
      public boolean hasGaps() {
        return gaps;
      }

      @Override
      public boolean hasZeros() {
        return true;
      }
    };
  }
}
