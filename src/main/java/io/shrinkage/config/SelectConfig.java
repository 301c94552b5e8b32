package io.shrinkage.config;

import io.shrinkage.selection.LambdaGrid;
import java.util.Optional;

/**
 * How λ is selected; read when {@link FitConfig#selectsLambda}.
 *
 * @param folds of cross-validation
 * @param foldColumn a column of the ratings that names each row's fold
 * @param lambdas how many λs a path has
 * @param lambdaMinRatio the smallest λ of a path, as a share of the largest
 */
public record SelectConfig(
    SelectRule rule, int folds, Optional<String> foldColumn, int lambdas, double lambdaMinRatio) {

  /** The λs to try. */
  public LambdaGrid grid() {
    return new LambdaGrid(lambdas, lambdaMinRatio);
  }
}
