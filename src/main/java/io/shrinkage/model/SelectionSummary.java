package io.shrinkage.model;

import java.util.List;

/**
 * How λ was chosen.
 *
 * <p>Immutable. What a rule does not give is null; the lists are never null.
 *
 * @param rule {@code cv-min}, {@code cv-1se} or {@code validation}
 * @param lambdaMin the λ of the lowest held-out error
 * @param lambda1se the largest λ whose error is within one standard error of the lowest
 * @param l1Ratio the ρ that was chosen or given
 * @param folds the number of folds
 * @param edge the end of the grid that the choice lies at, {@code largest} or {@code smallest};
 *     null when it lies inside
 * @param warning what to mind about the choice, in words; null when there is nothing
 * @param l1Ratios the best λ at each ρ that was tried
 * @param stability the choice when the rows are dealt to folds anew; null when this was not asked
 */
public record SelectionSummary(
    String rule,
    Double lambdaMin,
    Double lambda1se,
    Double l1Ratio,
    Integer folds,
    String edge,
    String warning,
    List<RatioChoice> l1Ratios,
    Stability stability) {
  /** Takes a copy. */
  public SelectionSummary {
    l1Ratios = List.copyOf(l1Ratios);
  }

  /** The choice on validation rows, without folds. */
  public static SelectionSummary validation(double lambdaMin, double l1Ratio) {
    return new SelectionSummary(
        "validation", lambdaMin, null, l1Ratio, null, null, null, List.of(), null);
  }

  /**
   * The best along the path of one ρ.
   *
   * @param l1Ratio ρ
   * @param lambdaMin its λ of the lowest cross-validation error
   * @param lambda1se its λ of the 1-SE rule
   * @param cvMse the error at {@code lambdaMin}, in squared rating units
   * @param cvSe its standard error
   */
  public record RatioChoice(
      double l1Ratio, Double lambdaMin, Double lambda1se, Double cvMse, Double cvSe) {}

  /**
   * The choices of other foldings of the same rows, one element a folding in each list.
   *
   * @param repeats the number of foldings
   * @param lambdaMin the λ of the lowest error
   * @param lambda1se the λ of the 1-SE rule
   * @param nonzero1se non-zero columns of the model at {@code lambda1se}
   */
  public record Stability(
      int repeats, List<Double> lambdaMin, List<Double> lambda1se, List<Integer> nonzero1se) {
    /** Takes copies. */
    public Stability {
      lambdaMin = List.copyOf(lambdaMin);
      lambda1se = List.copyOf(lambda1se);
      nonzero1se = List.copyOf(nonzero1se);
    }
  }
}
