package io.shrinkage.statistics;

import io.shrinkage.linalg.Blas;
import io.shrinkage.linalg.DenseRows;
import io.shrinkage.linalg.Kernels;
import io.shrinkage.linalg.RankUpdate;
import java.util.Arrays;

/**
 * Cross products of dense rows: the rows of each stratum are gathered into a panel, and a full
 * panel is multiplied with itself at once. A long run of rows of one stratum goes through a panel
 * of its own, which stays in the cache.
 *
 * <p>A row of a panel is √s·(x, y, 1), y about its origin, so that the one product yields Σ s x xᵀ,
 * Σ s x y and Σ s x. The order of the additions is that of the rows, and panels end where a run of
 * blocks does ({@link #settle}).
 *
 * <p>Shapes: a packed triangle of p + 2 columns for each stratum that has rows. Cost: (p + 2)²
 * operations a row; 4(p + 2)(p + 3) bytes a stratum, and while rows are added up to {@value
 * #PANEL_BYTES} bytes of panels.
 */
final class DenseCrossProducts implements CrossProducts {

  private static final long serialVersionUID = 1L;

  /** All panels together find room in a cache of the third level. */
  private static final int PANEL_BYTES = 1 << 24;

  /** The panel of a run stays in the cache; the more rows it has, the fewer products to add up. */
  private static final int RUN_BYTES = 1 << 19;

  private static final int MOST_ROWS_OF_RUN = 1024;
  private static final int MOST_ROWS = 256;
  private static final int FEWEST_ROWS = 32;

  private final int columns;
  private final int width;
  private final Strata strata;
  private final double yOrigin;
  private final Blas blas;
  private final double[][] triangles;
  private final int panelRows;
  private final int runRows;
  private transient double[][] panels;
  private transient int[] gathered;
  private transient double[] ofRun;
  private transient double[] scratch;
  private transient RankUpdate kernel;

  DenseCrossProducts(int columns, Strata strata, double yOrigin, Blas blas) {
    this.columns = columns;
    this.width = columns + 2;
    this.strata = strata;
    this.yOrigin = yOrigin;
    this.blas = blas;
    this.triangles = new double[strata.count()][];
    long share = PANEL_BYTES / ((long) strata.count() * width * Double.BYTES);
    this.panelRows = (int) Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, share));
    int fitting = RUN_BYTES / (Double.BYTES * width);
    this.runRows = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS_OF_RUN, fitting));
  }

  @Override
  public void add(RowBlock block) {
    if (panels == null) {
      panels = new double[strata.count()][];
      gathered = new int[strata.count()];
      kernel = RankUpdate.of(blas, width);
      scratch = new double[columns];
    }

    int end;
    for (int start = 0; start < block.rows(); start = end) {
      int stratum = strata.of(block.slot(start));
      end = endOfStratum(block, start, stratum);
      if (stratum >= 0 && end - start >= FEWEST_ROWS) {
        addRun(block, start, end, stratum);
      } else if (stratum >= 0) {
        gather(block, start, end, stratum);
      }
    }
  }

  private int endOfStratum(RowBlock block, int start, int stratum) {
    int end = start + 1;
    while (end < block.rows() && strata.of(block.slot(end)) == stratum) {
      end++;
    }

    return end;
  }

  private void addRun(RowBlock block, int start, int end, int stratum) {
    if (ofRun == null) {
      ofRun = new double[runRows * width];
    }

    int rows = 0;
    for (int row = start; row < end; row++) {
      if (block.ratings().weight(row) > 0) {
        copy(block, row, ofRun, rows++);
        if (rows == runRows) {
          kernel.add(ofRun, rows, triangle(stratum));
          rows = 0;
        }
      }
    }

    if (rows > 0) {
      kernel.add(ofRun, rows, triangle(stratum));
    }
  }

  private void gather(RowBlock block, int start, int end, int stratum) {
    if (panels[stratum] == null) {
      panels[stratum] = new double[panelRows * width];
    }

    for (int row = start; row < end; row++) {
      if (block.ratings().weight(row) > 0) {
        copy(block, row, panels[stratum], gathered[stratum]);
        if (++gathered[stratum] == panelRows) {
          drain(stratum);
        }
      }
    }
  }

  /** Writes √s·(x, y, 1) of a row to a row of a panel. */
  private void copy(RowBlock block, int row, double[] panel, int to) {
    double root = Math.sqrt(block.ratings().weight(row));
    int at = to * width;
    ((DenseRows) block.x()).copyScaled(block.features(row), root, scratch, panel, at);
    panel[at + columns] = root * (block.ratings().mean(row) - yOrigin);
    panel[at + columns + 1] = root;
  }

  private void drain(int stratum) {
    kernel.add(panels[stratum], gathered[stratum], triangle(stratum));
    gathered[stratum] = 0;
  }

  private double[] triangle(int stratum) {
    if (triangles[stratum] == null) {
      triangles[stratum] = new double[Math.multiplyExact(width, width + 1) / 2];
    }

    return triangles[stratum];
  }

  @Override
  public void settle() {
    if (panels != null) {
      for (int stratum = 0; stratum < panels.length; stratum++) {
        if (gathered[stratum] > 0) {
          drain(stratum);
        }
      }

      panels = null;
      gathered = null;
      ofRun = null;
      scratch = null;
      kernel = null;
    }
  }

  @Override
  public void merge(CrossProducts later) {
    DenseCrossProducts other = (DenseCrossProducts) later;
    settle();
    other.settle();
    for (int stratum = 0; stratum < triangles.length; stratum++) {
      if (triangles[stratum] == null) {
        triangles[stratum] = other.triangles[stratum];
      } else if (other.triangles[stratum] != null) {
        Kernels.axpy(1, other.triangles[stratum], triangles[stratum]);
      }
    }
  }

  @Override
  public double[] sumX(int[] summed) {
    return sumColumn(columns + 1, summed);
  }

  @Override
  public double[] sumXy(int[] summed) {
    return sumColumn(columns, summed);
  }

  private double[] sumColumn(int column, int[] summed) {
    settle();
    double[] sums = new double[columns];
    int start = column * (column + 1) / 2;
    for (int stratum : summed) {
      for (int i = 0; triangles[stratum] != null && i < columns; i++) {
        sums[i] += triangles[stratum][start + i];
      }
    }

    return sums;
  }

  @Override
  public double[][] sumXx(int[] summed) {
    settle();
    double[][] square = new double[columns][columns];
    for (int stratum : summed) {
      if (triangles[stratum] != null) {
        addTriangle(triangles[stratum], square);
      }
    }

    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < i; j++) {
        square[j][i] = square[i][j];
      }
    }

    return square;
  }

  private void addTriangle(double[] triangle, double[][] square) {
    for (int j = 0, at = 0; j < columns; j++) {
      for (int i = 0; i <= j; i++, at++) {
        square[j][i] += triangle[at];
      }
    }
  }

  @Override
  public long bytes() {
    long used = Arrays.stream(triangles).filter(triangle -> triangle != null).count();
    return used * Double.BYTES * (width * (width + 1L) / 2);
  }
}
