package io.shrinkage.selection;

import io.shrinkage.statistics.LeastSquares;
import io.shrinkage.statistics.SlotSet;
import java.util.List;
import java.util.Optional;

/**
 * Cross-validation along a path of λ: the path on all rows, and the error on held-out folds at its
 * λs.
 *
 * <p>The grid begins at the λmax of all rows and the path on them ends where R² stops to grow; the
 * folds are fitted at the λs of that path, so that every fold's error is of the same λ. Vocabulary
 * and imputation are those of all rows; means and deviations are each fold's own.
 *
 * <p>Cost: K + 1 paths, no scan. Immutable.
 */
public final class CrossValidation {

  /** An end of the grid. */
  public enum Edge {
    /** The largest λ, at which every weight is 0. */
    LARGEST,
    /** The smallest λ. */
    SMALLEST
  }

  private final RegularizationPath path;
  private final FoldErrors errors;

  private CrossValidation(RegularizationPath path, FoldErrors errors) {
    this.path = path;
    this.errors = errors;
  }

  /**
   * Fits on all rows and on all folds but one in turn.
   *
   * @param fits the fits
   * @param rows all rows that take part
   * @param folds disjoint, their union {@code rows}; at least two of them with rows
   * @param grid the λs below the largest
   * @param stopping when the path on all rows ends before the grid does
   * @return empty if no column varies together with the rating, so that there is no λ to choose
   */
  public static <F extends LeastSquares> Optional<CrossValidation> run(
      PathFits<F> fits, SlotSet rows, List<SlotSet> folds, LambdaGrid grid, PathStopping stopping) {
    double lambdaMax = fits.lambdaMax(rows);
    if (!(lambdaMax > 0)) {
      return Optional.empty();
    }

    RegularizationPath path = fits.path(rows, grid.from(lambdaMax), stopping);
    return Optional.of(new CrossValidation(path, FoldErrors.of(fits, rows, folds, path.lambdas())));
  }

  /** The fits on all rows, by decreasing λ. */
  public RegularizationPath path() {
    return path;
  }

  /** The errors on held-out folds, one for each fit of the path. */
  public FoldErrors errors() {
    return errors;
  }

  /** The λ of the lowest error. */
  public double lambdaMin() {
    return lambda(errors.lowest());
  }

  /** The largest λ whose error is within one standard error of the lowest. */
  public double lambda1se() {
    return lambda(errors.withinOneStandardError());
  }

  /** The position of the λ that a rule takes. */
  public int chosen(CvRule rule) {
    return rule.choose(errors);
  }

  private double lambda(int k) {
    return path.points().get(k).lambda();
  }

  /** The end of the grid at which the lowest error lies; empty if it lies within the grid. */
  public Optional<Edge> edge() {
    int lowest = errors.lowest();
    if (errors.size() > 1 && lowest == errors.size() - 1) {
      return Optional.of(Edge.SMALLEST);
    }

    return lowest == 0 ? Optional.of(Edge.LARGEST) : Optional.empty();
  }
}
