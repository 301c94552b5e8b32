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
 * <p>Cost: scratch of {@value #SCRATCH_BYTES} bytes or so, which stays in the cache of the second
 * level.
 */
final class BatchRows implements PackableRows {
  private static final int SCRATCH_BYTES = 1 << 19;
  private static final int MOST_ROWS = 1024;
  private static final int FEWEST_ROWS = 16;

  private final Iterator<ColumnarBatch> batches;
  private final ColumnarChecks.Evaluated checks;
  private final UnsafeProjection projection;
  private final NumericCells cells;
  private final int most; // rows at a time
  private final double[] scratch;
  private final boolean[] clean;
  private boolean zeros; // among the numbers in the scratch
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
    int fitting = SCRATCH_BYTES / (Double.BYTES * cells.size());
    this.most = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, fitting));
    this.scratch = new double[most * cells.size()];
    this.clean = new boolean[most];
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
      first = -most;
    }
    return true;
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the partition has ended");
    }
    row = next++;
    if (row >= first + most) {
      first = row;
      int count = Math.min(most, size - first);
      Arrays.fill(clean, true);
      zeros = cells.read(batch, checks.columns(), first, count, scratch, clean);
    }
    return projection.apply(batch.getRow(row));
  }

  @Override
  public Reason features(double[] out, byte[] statuses) {
    if (hasGaps()) {
      return cells.read(batch.getRow(row), checks.columns(), out, statuses);
    }
    System.arraycopy(scratch, (row - first) * cells.size(), out, 0, cells.size());
    return null;
  }

  @Override
  public boolean hasGaps() {
    return !clean[row - first];
  }

  @Override
  public boolean hasZeros() {
    return zeros;
  }
}
