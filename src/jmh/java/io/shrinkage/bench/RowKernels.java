package io.shrinkage.bench;

import io.shrinkage.linalg.RowCursor;
import io.shrinkage.linalg.SparseRows;
import io.shrinkage.statistics.LinearPredictor;
import io.shrinkage.statistics.LossGradient;
import io.shrinkage.statistics.RatingGroups;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.statistics.SlotSet;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** What one row of sparse features costs: its product with weights, its share of a gradient. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RowKernels {
  private static final int ROWS = 4096;
  private static final int ENTRIES = 7;
  private static final long SEED = 42;

  /** Width of the rows. */
  @Param({"200", "20000"})
  public int columns;

  private RowBlock block;
  private LinearPredictor predictor;
  private double[] weights;
  private double[] gradient;
  private SlotSet slots;

  /** Rows of seven entries at random columns, each a movie of its own. */
  @Setup
  public void rows() {
    SplittableRandom random = new SplittableRandom(SEED);
    SparseRows.Builder x = SparseRows.builder(columns);
    RatingGroups.Builder ratings = RatingGroups.builder();
    for (int row = 0; row < ROWS; row++) {
      int[] entries = random.ints(0, columns).distinct().limit(ENTRIES).sorted().toArray();
      for (int column : entries) {
        x.add(column, 1);
      }
      x.endRow();
      ratings.add(random.nextInt(1, 11) / 2.0, 1, 1).endRow();
    }
    int[] numbers = IntStream.range(0, ROWS).toArray();
    block = new RowBlock(0, x.build(), new int[ROWS], numbers, ratings.build());
    weights = random.doubles(columns).toArray();
    gradient = new double[columns];
    predictor = new LinearPredictor(weights, 3);
    slots = SlotSet.all(1);
  }

  /** xᵀw. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public double dot() {
    RowCursor x = block.x().cursor();
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      sum += x.moveTo(row).dot(weights);
    }
    return sum;
  }

  /** g += c·x. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public double[] addScaled() {
    RowCursor x = block.x().cursor();
    for (int row = 0; row < ROWS; row++) {
      x.moveTo(row).addScaled(1e-3, gradient);
    }
    return gradient;
  }

  /** A row's part in a pass of a first-order solver. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public LossGradient lossGradient() {
    return new LossGradient().add(block, slots, predictor);
  }
}
