package io.shrinkage.selection;

import io.shrinkage.statistics.LeastSquares;
import io.shrinkage.statistics.SlotSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much the choice of λ hangs on which rows fell into which fold: the buckets are dealt to the
 * folds anew, several times, and each time λ is chosen again among the λs of one path.
 *
 * <p>The dealing is a hash of (seed, round, bucket). A round ends {@value #PATIENCE} λs after its
 * lowest error. Cost: K paths a round, no scan; rounds side by side where the problems are small.
 * Immutable.
 *
 * @param rounds what each round chose
 */
public record Refolding(List<Round> rounds) {

  // Of a hundred λs: the curve has turned for good.
  private static final int PATIENCE = 10;

  // Ten rounds of five folds at 500 columns: a second or so.
  private static final double AFFORDABLE = 10 * 5 * 500.0 * 500.0;
  private static final int FEWEST_ROUNDS = 3;

  /**
   * What one dealing chose.
   *
   * @param lambdaMin the λ of the lowest error
   * @param lambda1se the largest λ within one standard error of it
   * @param nonZero1se the number of weights that are not 0 at the latter, fitted to all rows
   */
  public record Round(double lambdaMin, double lambda1se, int nonZero1se) {}

  /** Takes a copy. */
  public Refolding {
    rounds = List.copyOf(rounds);
  }

  /**
   * As many of some rounds as a second or so affords, at least {@value #FEWEST_ROUNDS} of them.
   *
   * @param rounds how many were asked for
   * @param work of one fit: the entries of the Gramian, or of the rows where those are solved on
   */
  public static int affordable(int rounds, int folds, double work) {
    int fitting = (int) Math.min(rounds, AFFORDABLE / Math.max(1, folds * work));
    return Math.min(rounds, Math.max(FEWEST_ROUNDS, fitting));
  }

  /**
   * Deals and chooses.
   *
   * @param path the fits on all rows
   * @param rows the slots of all rows
   * @param folds K, at least 2
   * @param seed decides the dealing
   */
  public static <F extends LeastSquares> Refolding run(
      PathFits<F> fits, RegularizationPath path, SlotSet rows, int folds, int rounds, long seed) {
    double[] lambdas = path.lambdas();
    return new Refolding(
        fits.sideBySide(IntStream.range(0, rounds).boxed().toList(), folds)
            .map(
                round -> {
                  int[] order = HashOrder.of(rows.toArray(), seed, round);
                  FoldErrors errors =
                      FoldErrors.of(fits, rows, HashOrder.deal(order, folds), lambdas, PATIENCE);
                  int simplest = errors.withinOneStandardError();
                  return new Round(
                      lambdas[errors.lowest()],
                      lambdas[simplest],
                      path.points().get(simplest).nonZero());
                })
            .toList());
  }
}
