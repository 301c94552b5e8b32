package io.shrinkage.selection;

/**
 * A geometric grid of λ, from the largest that is of use downwards: λₖ = λmax · minRatio^(k/(count
 * − 1)), k = 0 … count − 1.
 *
 * <p>Computed by {@code StrictMath}, so the grid has the same bits on every machine.
 *
 * @param count the number of λs, at least 1
 * @param minRatio the smallest λ over the largest, in (0, 1)
 */
public record LambdaGrid(int count, double minRatio) {

  /** Checks both ranges. */
  public LambdaGrid {
    if (count < 1) {
      throw new IllegalArgumentException("the number of lambdas must be at least 1, was " + count);
    }

    if (!(minRatio > 0 && minRatio < 1)) {
      throw new IllegalArgumentException(
          "the smallest lambda's ratio must be above 0 and below 1, was " + minRatio);
    }
  }

  /**
   * The grid below a largest λ.
   *
   * @param lambdaMax positive and finite
   * @return {@code count} λs, decreasing, the first {@code lambdaMax} itself
   * @throws IllegalArgumentException if {@code lambdaMax} is out of range
   */
  public double[] from(double lambdaMax) {
    if (!(lambdaMax > 0 && lambdaMax <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the largest lambda must be positive and finite, was " + lambdaMax);
    }

    double[] lambdas = new double[count];
    lambdas[0] = lambdaMax;
    for (int k = 1; k < count; k++) {
      lambdas[k] = lambdaMax * StrictMath.pow(minRatio, (double) k / (count - 1));
    }

    return lambdas;
  }
}
