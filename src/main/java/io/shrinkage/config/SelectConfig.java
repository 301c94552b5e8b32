package io.shrinkage.config;

import io.shrinkage.selection.LambdaGrid;
import java.util.List;
import java.util.Optional;

/**
 * How λ is selected; read when {@link FitConfig#selectsLambda}.
 *
 * @param folds of cross-validation, where no column names them
 * @param foldColumn a column of the ratings that names each row's fold
 * @param lambdas how many λs a path has
 * @param lambdaMinRatio the smallest λ of a path, as a share of the largest
 * @param l1Ratios the ρs to choose among; empty: the configured one alone
 * @param repeats how often at most the rows are dealt to folds anew, to show how stable the choice
 *     is
 * @param ablation whether the error without each feature is measured
 */
public record SelectConfig(
    SelectRule rule,
    int folds,
    Optional<String> foldColumn,
    int lambdas,
    double lambdaMinRatio,
    List<Double> l1Ratios,
    int repeats,
    boolean ablation) {

  public SelectConfig {
    l1Ratios = List.copyOf(l1Ratios);
  }

  /** The λs to try. */
  public LambdaGrid grid() {
    return new LambdaGrid(lambdas, lambdaMinRatio);
  }
}
