package io.shrinkage.bench;

import io.shrinkage.linalg.Blas;
import io.shrinkage.linalg.DenseRows;
import io.shrinkage.linalg.RankUpdate;
import io.shrinkage.linalg.RowCursor;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one row of real features costs: in the sums of a Gramian by each BLAS, p(p + 1) operations,
 * and in a pass.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DenseKernels {
  private static final int ROWS = 256;
  private static final long SEED = 42;

  /** Width of the rows. */
  @Param({"202"})
  public int columns;

  /** What multiplies them. */
  @Param({"NATIVE", "VECTOR", "PLAIN"})
  public Blas blas;

  private double[] panel;
  private double[] packed;
  private RankUpdate kernel;
  private DenseRows rows;
  private double[] weights;
  private double[] gradient;

  /** A panel of normal numbers. */
  @Setup
  public void panel() {
    SplittableRandom random = new SplittableRandom(SEED);
    panel = new double[ROWS * columns];
    for (int i = 0; i < panel.length; i++) {
      panel[i] = random.nextGaussian();
    }
    packed = new double[columns * (columns + 1) / 2];
    kernel = RankUpdate.of(blas, columns);
    rows = DenseRows.of(panel, ROWS, columns);
    weights = random.doubles(columns).toArray();
    gradient = new double[columns];
  }

  /** C += xxᵀ. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public double[] rankUpdate() {
    kernel.add(panel, ROWS, packed);
    return packed;
  }

  /** g += (xᵀw)·x, for which the BLAS does not matter. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public double[] gradient() {
    RowCursor x = rows.cursor();
    for (int row = 0; row < ROWS; row++) {
      x.moveTo(row);
      x.addScaled(1e-3 * x.dot(weights), gradient);
    }
    return gradient;
  }
}
