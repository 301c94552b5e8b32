package io.shrinkage.statistics;

import io.shrinkage.linalg.RowCursor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Least-squares problems of any slots on rows in memory, however many columns they have.
 *
 * <p>All ratings with the same features in some slots are one row, of their weight and mean: the
 * ratings of a movie cost a problem no more than one rating. The feature rows are stored once for
 * all problems, by columns.
 *
 * <p>Cost: a pass over the (feature row, slot) cells and one over the entries for a problem; 12
 * bytes an entry and 32 a cell. Immutable; may be used by several threads.
 */
public final class RowProblems implements SlotProblems<SparseLeastSquares> {

  private final SparseColumns x;
  private final List<RowBlock> blocks;
  private final UnaryOperator<Standardizer> coordinates;

  private RowProblems(
      SparseColumns x, List<RowBlock> blocks, UnaryOperator<Standardizer> coordinates) {
    this.x = x;
    this.blocks = blocks;
    this.coordinates = coordinates;
  }

  /**
   * Problems with an intercept: columns and ratings are centred by the rows of each problem.
   *
   * @param blocks of different index, in any order, at least one
   */
  public static RowProblems withIntercept(List<RowBlock> blocks) {
    return of(blocks, UnaryOperator.identity());
  }

  /**
   * Problems without an intercept.
   *
   * @param blocks of different index, in any order, at least one
   * @param origins what the encoder subtracted from each column
   */
  public static RowProblems withoutIntercept(List<RowBlock> blocks, double[] origins) {
    double[] own = origins.clone();
    return of(blocks, units -> units.withoutIntercept(own));
  }

  private static RowProblems of(List<RowBlock> blocks, UnaryOperator<Standardizer> coordinates) {
    List<RowBlock> sorted = new ArrayList<>(blocks);
    sorted.sort(Comparator.comparingInt(RowBlock::index));
    return new RowProblems(new SparseColumns(sorted), sorted, coordinates);
  }

  /** The same problems without some columns, as {@link Standardizer#without} leaves them out. */
  public RowProblems without(int from, int to) {
    return new RowProblems(x, blocks, units -> coordinates.apply(units).without(from, to));
  }

  @Override
  public int dimension() {
    return x.columns;
  }

  @Override
  public long problemBytes() {
    return 2L * Double.BYTES * ((long) x.rows + x.columns);
  }

  @Override
  public long rows(SlotSet slots) {
    return ratings(slots).rows();
  }

  @Override
  public double weight(SlotSet slots) {
    return ratings(slots).weight();
  }

  private RatingSums ratings(SlotSet slots) {
    RatingSums sums = new RatingSums();
    for (RowBlock block : blocks) {
      for (int row = 0; row < block.rows(); row++) {
        if (slots.contains(block.slot(row))) {
          sums.add(block.ratings(), row, 0);
        }
      }
    }

    return sums;
  }

  @Override
  public SparseLeastSquares problem(SlotSet slots) {
    CollapsedRatings y = new CollapsedRatings(blocks, x.rows, slots);
    Standardizer own = y.standardizer(x);
    return new SparseLeastSquares(x, y, own, coordinates.apply(own));
  }

  @Override
  public double squaredError(SlotSet slots, LinearPredictor predictor) {
    double sum = 0;
    for (RowBlock block : blocks) {
      RatingGroups ratings = block.ratings();
      RowCursor x = block.x().cursor();
      int predicted = -1;
      double prediction = 0;
      for (int row = 0; row < block.rows(); row++) {
        if (slots.contains(block.slot(row))) {
          if (block.features(row) != predicted) {
            predicted = block.features(row);
            prediction = predictor.predict(x.moveTo(predicted));
          }

          double r = prediction - ratings.mean(row);
          sum += ratings.weight(row) * r * r + ratings.within(row);
        }
      }
    }

    return sum;
  }
}
