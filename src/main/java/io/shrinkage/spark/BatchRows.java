package io.shrinkage.spark;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Rows of a columnar source: their checks are evaluated row by row, while the features' cells are
 * taken column by column, a few rows at a time, so that each is touched once.
 *
 * <p>Cost: scratch of {@value #ROWS} rows, which stays in the cache.
 */
final class BatchRows implements PackableRows {
  private static final int ROWS = 64;

  private final Iterator<ColumnarBatch> batches;
  private final ColumnarChecks.Evaluated checks;
  private final UnsafeProjection projection;
  private final NumericCells cells;
  private final double[] scratch;
  private final boolean[] clean = new boolean[ROWS];
  private ColumnarBatch batch;
  private int size;
  private int first;
  private int row = -1;
  private int next;

  BatchRows(Iterator<ColumnarBatch> batches, ColumnarChecks.Evaluated checks, NumericCells cells) {
    this.batches = batches;
    this.checks = checks;
    this.projection = checks.projection();
    this.cells = cells;
    this.scratch = new double[ROWS * cells.size()];
  }

  @Override
  public boolean hasNext() {
    while (next == size) {
      if (!batches.hasNext()) {
        return false;
      }
      batch = batches.next();
      size = batch.numRows(); // kept, for a reader clears its batch where it ends
      next = 0;
      first = -ROWS;
    }
    return true;
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the partition has ended");
    }
    row = next++;
    if (row >= first + ROWS) {
      first = row;
      int count = Math.min(ROWS, size - first);
      Arrays.fill(clean, true);
      cells.read(batch, checks.columns(), first, count, scratch, clean);
    }
    return projection.apply(batch.getRow(row));
  }

  @Override
  public Reason features(double[] out, int at, byte[] statuses) {
    if (hasGaps()) {
      return cells.read(batch.getRow(row), checks.columns(), out, at, statuses);
    }
    System.arraycopy(scratch, (row - first) * cells.size(), out, at, cells.size());
    return null;
  }

  @Override
  public boolean hasGaps() {
    return !clean[row - first];
  }
}
