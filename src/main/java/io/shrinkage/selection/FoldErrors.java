package io.shrinkage.selection;

import io.shrinkage.statistics.LeastSquares;
import io.shrinkage.statistics.SlotSet;
import java.util.Arrays;
import java.util.List;

/**
 * The error on held-out folds along a path: for every fold a path on the rows of the others,
 * centred and scaled by those, and its error on the fold.
 *
 * <pre>
 *   mse(λ) = Σ nₖ mₖ(λ) / Σ nₖ        se(λ) = √( Σ nₖ (mₖ − mse)² / Σ nₖ / (K − 1) )
 * </pre>
 *
 * <p>mₖ is the mean squared error on fold k, nₖ its weight Σs, K the number of folds that have
 * rows; others are left out. Cost: K paths, by as many threads as there are processors; the bits do
 * not depend on their number. Immutable.
 *
 * <p>Source: Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1), and {@code cv.glmnet},
 * whose {@code cvm} and {@code cvsd} these are.
 */
public final class FoldErrors {

  private final double[][] foldMse; // [fold][λ]
  private final double[] foldWeight;
  private final double[] mse;
  private final double[] se;

  /**
   * The errors of folds.
   *
   * @param foldMse mₖ, one row a fold, one column a λ
   * @param foldWeight nₖ, each above 0
   * @throws IllegalArgumentException if there are fewer than two folds
   */
  FoldErrors(double[][] foldMse, double[] foldWeight) {
    if (foldMse.length < 2 || foldMse.length != foldWeight.length) {
      throw new IllegalArgumentException(
          "errors of at least two folds are needed, there are " + foldMse.length);
    }

    this.foldMse = foldMse;
    this.foldWeight = foldWeight;
    int lambdas = foldMse[0].length;
    this.mse = new double[lambdas];
    this.se = new double[lambdas];
    for (int k = 0; k < lambdas; k++) {
      int at = k;
      mse[k] = mean(fold -> foldMse[fold][at]);
      double spread = mean(fold -> square(foldMse[fold][at] - mse[at]));
      se[k] = Math.sqrt(spread / (foldMse.length - 1));
    }
  }

  /**
   * Fits and measures at every λ.
   *
   * @param fits the fits
   * @param rows all rows that take part
   * @param folds disjoint, their union {@code rows}
   * @param lambdas decreasing
   * @throws IllegalArgumentException if fewer than two folds have rows
   */
  public static <F extends LeastSquares> FoldErrors of(
      PathFits<F> fits, SlotSet rows, List<SlotSet> folds, double[] lambdas) {
    return of(fits, rows, folds, lambdas, lambdas.length);
  }

  /**
   * Fits and measures until the mean error has not been lower for some λs: the smaller ones, which
   * cost most, seldom hold a second and lower minimum.
   *
   * @param patience how many λs after the lowest error, at least 1
   * @throws IllegalArgumentException if fewer than two folds have rows
   */
  static <F extends LeastSquares> FoldErrors of(
      PathFits<F> fits, SlotSet rows, List<SlotSet> folds, double[] lambdas, int patience) {
    List<SlotSet> filled = folds.stream().filter(fold -> fits.weight(fold) > 0).toList();
    if (filled.size() < 2) {
      throw new IllegalArgumentException(
          "at least two folds need rows, of "
              + folds.size()
              + " folds "
              + filled.size()
              + " have any");
    }

    double[] weights = filled.stream().mapToDouble(fits::weight).toArray();
    List<HeldOutPath<F>> paths =
        filled.parallelStream().map(fold -> fits.heldOut(rows.minus(fold), fold)).toList();
    FoldErrors errors = new FoldErrors(new double[filled.size()][0], weights);
    while (errors.size() < lambdas.length
        && (errors.size() == 0 || errors.size() - 1 - errors.lowest() < patience)) {
      int from = errors.size();
      double[] stretch =
          Arrays.copyOfRange(lambdas, from, Math.min(lambdas.length, from + patience));
      double[][] more =
          paths.parallelStream().map(path -> path.next(stretch)).toArray(double[][]::new);
      errors = errors.followedBy(more);
    }

    return errors;
  }

  private FoldErrors followedBy(double[][] more) {
    double[][] all = new double[foldMse.length][];
    for (int fold = 0; fold < all.length; fold++) {
      all[fold] = Arrays.copyOf(foldMse[fold], size() + more[fold].length);
      System.arraycopy(more[fold], 0, all[fold], size(), more[fold].length);
    }

    return new FoldErrors(all, foldWeight);
  }

  private interface OfFold {
    double value(int fold);
  }

  private double mean(OfFold of) {
    double sum = 0;
    double weight = 0;
    for (int fold = 0; fold < foldWeight.length; fold++) {
      sum += foldWeight[fold] * of.value(fold);
      weight += foldWeight[fold];
    }

    return sum / weight;
  }

  private static double square(double x) {
    return x * x;
  }

  /** The number K of folds that have rows. */
  public int folds() {
    return foldMse.length;
  }

  /** The number of λs. */
  public int size() {
    return mse.length;
  }

  /** The mean error at the k-th λ. */
  public double mse(int k) {
    return mse[k];
  }

  /** The standard error of the mean error at the k-th λ. */
  public double se(int k) {
    return se[k];
  }

  /** The error mₖ on one fold at the k-th λ. */
  public double mse(int fold, int k) {
    return foldMse[fold][k];
  }

  /** The position of the lowest error; of equal ones that of the largest λ. */
  public int lowest() {
    int lowest = 0;
    for (int k = 1; k < mse.length; k++) {
      if (mse[k] < mse[lowest]) {
        lowest = k;
      }
    }

    return lowest;
  }

  /** The position of the largest λ whose error is within one standard error of the lowest. */
  public int withinOneStandardError() {
    int lowest = lowest();
    double bound = mse[lowest] + se[lowest];
    int k = 0;
    while (k < lowest && !(mse[k] <= bound)) {
      k++;
    }

    return k;
  }

  /**
   * The mean over folds of this curve's error at one place less another's at another, on the same
   * folds.
   */
  Difference minus(int here, FoldErrors other, int there) {
    if (other.foldMse.length != foldMse.length) {
      throw new IllegalArgumentException(
          foldMse.length + " and " + other.foldMse.length + " folds do not pair");
    }

    double difference = mean(fold -> foldMse[fold][here] - other.foldMse[fold][there]);
    double spread =
        mean(fold -> square(foldMse[fold][here] - other.foldMse[fold][there] - difference));
    return new Difference(difference, Math.sqrt(spread / (foldMse.length - 1)));
  }

  /** A mean difference over paired folds and its standard error. */
  record Difference(double mean, double se) {}
}
